// SPDX-License-Identifier: Apache-2.0
#include "tree/file_list.h"

#include "tree/name_rules.h"

#include <QSet>
#include <QString>

#include <algorithm>

namespace upkeep {

namespace {

constexpr qsizetype maximumEntries = 200'000;
// Far above what is installed, far below where sums of sizes overflow.
constexpr qint64 largestTree = qint64(1) << 42;

Error invalid(const QByteArray& subject, const QString& cause) {
    return Error{ErrorCode::TreeInvalid, QString::fromUtf8(subject), cause};
}

Error invalidLine(qsizetype line, const QString& cause) {
    return Error{ErrorCode::TreeInvalid, QStringLiteral("line %1").arg(line), cause};
}

Result<void> checkFile(const FileEntry& entry) {
    if (entry.mode != 0644 && entry.mode != 0755)
        return invalid(entry.path.bytes(), QStringLiteral("mode is neither 0644 nor 0755"));
    if (entry.size < 0 || entry.size > largestTree)
        return invalid(entry.path.bytes(), QStringLiteral("size is negative or over 4 TiB"));
    if (!entry.target.isEmpty())
        return invalid(entry.path.bytes(), QStringLiteral("a file has no link target"));
    return {};
}

Result<void> checkEntry(const FileEntry& entry) {
    if (entry.path.bytes().isEmpty())
        return invalid({}, QStringLiteral("an entry has no path"));
    if (entry.type == EntryType::File)
        return checkFile(entry);
    if (entry.size != 0 || !entry.digest.isNull())
        return invalid(entry.path.bytes(), QStringLiteral("only files have a size and a hash"));
    const bool isLink = entry.type == EntryType::Symlink;
    if (entry.mode != (isLink ? 0777u : 0755u))
        return invalid(entry.path.bytes(), QStringLiteral("mode does not fit the type"));
    if (isLink && !linkStaysInside(entry.path, entry.target))
        return invalid(entry.path.bytes(), QStringLiteral("link leaves the tree"));
    if (!isLink && !entry.target.isEmpty())
        return invalid(entry.path.bytes(), QStringLiteral("a folder has no link target"));
    return {};
}

QByteArray lineOf(const FileEntry& entry) {
    QByteArray line;
    line += char(entry.type);
    line += '\t' + QByteArray::number(entry.mode, 8).rightJustified(4, '0');
    line += '\t' + QByteArray::number(entry.size);
    line += '\t' + (entry.type == EntryType::File ? entry.digest.hex() : QByteArray("-"));
    line += '\t' + entry.path.bytes();
    if (entry.type == EntryType::Symlink)
        line += '\t' + entry.target;
    return line + '\n';
}

Result<FileEntry> parseFields(const QList<QByteArray>& fields) {
    FileEntry entry;
    entry.type = EntryType(fields[0].at(0));
    bool modeOk = false;
    bool sizeOk = false;
    entry.mode = fields[1].toUInt(&modeOk, 8);
    entry.size = fields[2].toLongLong(&sizeOk);
    if (!modeOk || !sizeOk)
        return invalid(fields[4], QStringLiteral("mode or size is no number"));
    if (entry.type == EntryType::File) {
        UPKEEP_TRY_AS(entry.digest, Digest::fromHex(fields[3]));
    }
    UPKEEP_TRY_AS(entry.path, RelativePath::parse(fields[4]));
    entry.target = fields.value(5);
    return entry;
}

Result<FileEntry> parseLine(QByteArrayView text, qsizetype number) {
    const QList<QByteArray> fields = text.toByteArray().split('\t');
    const QByteArray& type = fields.constFirst();
    const bool known = type == "f" || type == "d" || type == "l";
    if (!known || fields.size() != (type == "l" ? 6 : 5))
        return invalidLine(number, QStringLiteral("is no entry"));
    Result<FileEntry> entry = parseFields(fields);
    if (!entry)
        return invalidLine(number, entry.error().toString());
    // What is not written exactly as we would write it could be read in two ways.
    if (lineOf(*entry) != text.toByteArray() + '\n')
        return invalidLine(number, QStringLiteral("is not in canonical form"));
    return entry;
}

} // namespace

Result<FileList> FileList::parse(QByteArrayView text) {
    if (!text.isEmpty() && text.back() != '\n')
        return Error{ErrorCode::TreeInvalid, {}, QStringLiteral("the last line is cut off")};
    QList<FileEntry> entries;
    for (qsizetype at = 0, line = 1; at < text.size(); ++line) {
        const qsizetype end = text.indexOf('\n', at);
        if (line > maximumEntries)
            return invalidLine(line, QStringLiteral("is one entry too many"));
        UPKEEP_TRY_AS(FileEntry entry, parseLine(text.sliced(at, end - at), line));
        if (!entries.isEmpty() && !(entries.constLast().path < entry.path))
            return invalidLine(line, QStringLiteral("is out of order"));
        entries += std::move(entry);
        at = end + 1;
    }
    return fromEntries(std::move(entries));
}

Result<FileList> FileList::fromEntries(QList<FileEntry> entries) {
    if (entries.size() > maximumEntries)
        return invalid({}, QStringLiteral("over %1 entries").arg(maximumEntries));
    std::sort(entries.begin(), entries.end(), [](const FileEntry& a, const FileEntry& b) {
        return a.path < b.path;
    });
    FileList list;
    QSet<QString> folded;
    folded.reserve(entries.size());
    qint64 total = 0;
    for (const FileEntry& entry : std::as_const(entries)) {
        UPKEEP_TRY(checkEntry(entry));
        total += entry.size;
        if (total > largestTree)
            return invalid(entry.path.bytes(), QStringLiteral("makes the tree over 4 TiB"));
        const QByteArray parent = entry.path.parent();
        if (!parent.isEmpty()) {
            UPKEEP_TRY_AS(const RelativePath folder, RelativePath::parse(parent));
            // Sorted by bytes, a folder comes before what is in it.
            const auto found = list.m_index.constFind(folder);
            if (found == list.m_index.constEnd() || entries.at(*found).type != EntryType::Folder)
                return invalid(entry.path.bytes(), QStringLiteral("its folder is not listed"));
        }
        const QString name = foldedName(entry.path.bytes());
        if (folded.contains(name))
            return invalid(
                entry.path.bytes(),
                QStringLiteral("is listed twice, or differs from another only in case or form"));
        folded.insert(name);
        list.m_index.insert(entry.path, list.m_index.size());
    }
    list.m_entries = std::move(entries);
    return list;
}

const FileEntry* FileList::find(const RelativePath& path) const {
    const auto found = m_index.constFind(path);
    return found == m_index.constEnd() ? nullptr : &m_entries.at(*found);
}

QByteArray FileList::serialize() const {
    QByteArray text;
    text.reserve(m_entries.size() * 128);
    for (const FileEntry& entry : m_entries)
        text += lineOf(entry);
    return text;
}

Digest FileList::treeHash() const {
    return Digest::of(serialize());
}

qint64 FileList::totalSize() const {
    qint64 size = 0;
    for (const FileEntry& entry : m_entries)
        size += entry.size;
    return size;
}

Result<FileList> FileList::joined(const FileList& other) const {
    QList<FileEntry> entries = m_entries;
    for (const FileEntry& entry : other.m_entries) {
        const FileEntry* mine = find(entry.path);
        if (!mine)
            entries += entry;
        else if (mine->type != EntryType::Folder || entry.type != EntryType::Folder)
            return invalid(entry.path.bytes(), QStringLiteral("belongs to both lists"));
    }
    return fromEntries(std::move(entries));
}

} // namespace upkeep
