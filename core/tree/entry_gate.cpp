// SPDX-License-Identifier: Apache-2.0
#include "tree/entry_gate.h"

#include "tree/name_rules.h"

#include <algorithm>
#include <limits>

namespace upkeep {

namespace {

constexpr quint32 setIdBits = 06000;
constexpr quint32 executeBits = 0111;

Error unsafe(const QByteArray& name, const QString& cause) {
    return Error{ErrorCode::ArchiveUnsafe, QString::fromUtf8(name.left(200)), cause};
}

Error unsafe(const QByteArray& name, const char* cause) {
    return unsafe(name, QString::fromLatin1(cause));
}

Error tooMuch(const QByteArray& name, const char* cause) {
    return Error{
        ErrorCode::PayloadLimit, QString::fromUtf8(name.left(200)), QString::fromLatin1(cause)};
}

// "./a", "a/" and "./" are how tar writes what it was told; nothing else is forgiven.
QByteArray withoutHabits(QByteArray name) {
    while (name.startsWith("./"))
        name.remove(0, 2);
    if (name == ".")
        return {};
    while (name.endsWith('/') && name.size() > 1)
        name.chop(1);
    return name;
}

const char* refuseType(const ForeignEntry& entry) {
    if (entry.type == ForeignEntry::Type::HardLink)
        return "is a hard link";
    if (entry.type == ForeignEntry::Type::Special)
        return "is a device, FIFO or socket";
    if (entry.type == ForeignEntry::Type::File && (entry.mode & setIdBits))
        return "is setuid or setgid";
    return nullptr;
}

FileEntry entryOf(const ForeignEntry& foreign, const RelativePath& path) {
    FileEntry entry;
    entry.path = path;
    if (foreign.type == ForeignEntry::Type::Folder) {
        entry.type = EntryType::Folder;
        entry.mode = 0755;
    } else if (foreign.type == ForeignEntry::Type::Symlink) {
        entry.type = EntryType::Symlink;
        entry.mode = 0777;
        entry.target = foreign.target;
    } else {
        entry.mode = foreign.mode & executeBits ? 0755 : 0644;
    }
    return entry;
}

qint64 mostUnpacked(qint64 packed, const ArchiveLimits& limits) {
    if (packed > std::numeric_limits<qint64>::max() / limits.ratio)
        return limits.unpacked;
    return std::min(limits.unpacked, std::max(limits.ratioFree, packed * limits.ratio));
}

} // namespace

EntryGate::EntryGate(qint64 packed, int strip, const ArchiveLimits& limits)
    : m_mostUnpacked(mostUnpacked(packed, limits)), m_strip(strip), m_limits(limits) {}

Result<std::optional<RelativePath>> EntryGate::nameOf(const ForeignEntry& entry) const {
    const QByteArray name = withoutHabits(entry.name);
    if (name.isEmpty())
        return std::optional<RelativePath>();
    const auto whole = RelativePath::parse(name);
    if (!whole)
        return unsafe(name, whole.error().cause);
    qsizetype at = 0;
    for (int i = 0; i < m_strip; ++i) {
        at = name.indexOf('/', at) + 1;
        if (at == 0)
            return std::optional<RelativePath>();
    }
    auto path = RelativePath::parse(QByteArrayView(name).sliced(at));
    if (!path)
        return unsafe(name, path.error().cause);
    return std::optional(*std::move(path));
}

Result<std::optional<FileEntry>> EntryGate::admit(const ForeignEntry& entry) {
    m_current = -1;
    if (++m_seen > m_limits.entries)
        return tooMuch(entry.name, "is one entry too many");
    UPKEEP_TRY_AS(const auto path, nameOf(entry));
    if (const char* const refusal = refuseType(entry))
        return unsafe(entry.name, refusal);
    if (!path)
        return std::optional<FileEntry>();
    const auto known = m_index.constFind(*path);
    const bool isFolder = entry.type == ForeignEntry::Type::Folder;
    if (known != m_index.constEnd()) {
        if (isFolder && m_entries[*known].type == EntryType::Folder)
            return std::optional<FileEntry>();
        return unsafe(entry.name, "is there twice");
    }
    const FileEntry wanted = entryOf(entry, *path);
    if (wanted.type == EntryType::Symlink && !linkStaysInside(*path, wanted.target))
        return unsafe(entry.name, "is a link that leaves the tree");
    UPKEEP_TRY(checkSize(wanted, entry.size));
    UPKEEP_TRY(addFolders(*path));
    UPKEEP_TRY(add(wanted));
    if (wanted.type == EntryType::File)
        m_current = m_entries.size() - 1;
    return std::optional(wanted);
}

// What is declared must fit as well: nothing is begun that cannot end well.
Result<void> EntryGate::checkSize(const FileEntry& entry, qint64 declared) const {
    if (entry.type != EntryType::File || declared < 0)
        return {};
    if (declared > m_limits.file)
        return tooMuch(entry.path.bytes(), "is too large");
    if (declared > m_mostUnpacked - m_unpacked)
        return tooMuch(entry.path.bytes(), "makes the archive too large for its packed size");
    return {};
}

Result<void> EntryGate::addFolders(const RelativePath& path) {
    QList<RelativePath> missing;
    for (QByteArray parent = path.parent(); !parent.isEmpty(); parent = missing.last().parent()) {
        UPKEEP_TRY_AS(const RelativePath folder, RelativePath::parse(parent));
        const auto known = m_index.constFind(folder);
        if (known != m_index.constEnd() && m_entries[*known].type != EntryType::Folder)
            return unsafe(path.bytes(), "lies below what is no folder");
        if (known != m_index.constEnd())
            break;
        missing.append(folder);
    }
    for (auto folder = missing.rbegin(); folder != missing.rend(); ++folder)
        UPKEEP_TRY(add({EntryType::Folder, 0755, 0, {}, *folder, {}}));
    return {};
}

Result<void> EntryGate::add(FileEntry entry) {
    if (m_entries.size() >= m_limits.entries)
        return tooMuch(entry.path.bytes(), "is one entry too many");
    const QString name = foldedName(entry.path.bytes());
    if (m_folded.contains(name))
        return unsafe(entry.path.bytes(), "differs from another only in case or form");
    m_folded.insert(name);
    m_index.insert(entry.path, m_entries.size());
    m_entries.append(std::move(entry));
    return {};
}

Result<void> EntryGate::addContent(qint64 count) {
    if (m_current < 0 || count < 0)
        return unsafe({}, "content that belongs to no file");
    FileEntry& entry = m_entries[m_current];
    if (count > m_limits.file - entry.size)
        return tooMuch(entry.path.bytes(), "is too large");
    if (count > m_mostUnpacked - m_unpacked)
        return tooMuch(entry.path.bytes(), "makes the archive too large for its packed size");
    entry.size += count;
    m_unpacked += count;
    return {};
}

Result<FileList> EntryGate::finish(const QHash<RelativePath, Digest>& digests) const {
    QList<FileEntry> entries = m_entries;
    for (FileEntry& entry : entries) {
        if (entry.type != EntryType::File)
            continue;
        const auto digest = digests.constFind(entry.path);
        if (digest == digests.constEnd())
            return Error{ErrorCode::ArchiveInvalid,
                         QString::fromUtf8(entry.path.bytes()),
                         QStringLiteral("its content never came")};
        entry.digest = *digest;
    }
    return FileList::fromEntries(std::move(entries));
}

} // namespace upkeep
