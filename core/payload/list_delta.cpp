// SPDX-License-Identifier: Apache-2.0
#include "payload/list_delta.h"

namespace upkeep {

namespace {

constexpr qint64 mostEntries = 200'000;
constexpr qint64 largestFile = qint64(2) << 30;

enum EntryKind : quint8 { PlainFile = 0, ExecutableFile = 1, FolderKind = 2, LinkKind = 3 };

// Walks the old list in its order: each place is named by how many entries are passed over.
class OldPlaces {
public:
    explicit OldPlaces(const FileList& from) : m_from(from) {}

    Result<const FileEntry*> read(WireReader& reader, qint64 passed) {
        if (passed < 0 || passed >= m_from.entries().size() - m_next)
            return reader.invalid(QStringLiteral("an entry that the old list does not have"));
        m_next += passed + 1;
        return &m_from.entries()[m_next - 1];
    }
    // How many are passed over to get to it.
    qint64 passedTo(const FileEntry& entry) {
        const qint64 number = &entry - m_from.entries().constData();
        return number - std::exchange(m_next, number + 1);
    }

private:
    const FileList& m_from;
    qint64 m_next = 0;
};

quint64 toZigzag(qint64 value) {
    return static_cast<quint64>(value) << 1 ^ static_cast<quint64>(value >> 63);
}

Result<void> readContent(WireReader& reader, quint8 kind, qint64 sizeBefore, FileEntry& entry) {
    switch (kind) {
    case PlainFile:
    case ExecutableFile: {
        UPKEEP_TRY_AS(const qint64 step, reader.varint(largestFile * 2));
        entry.type = EntryType::File;
        entry.mode = kind == ExecutableFile ? 0755 : 0644;
        entry.size = sizeBefore + ((step >> 1) ^ -(step & 1));
        if (entry.size < 0 || entry.size > largestFile)
            return reader.invalid(QStringLiteral("a file of a size that none has"));
        UPKEEP_TRY_AS(entry.digest, reader.digest());
        return {};
    }
    case FolderKind:
        entry.type = EntryType::Folder;
        entry.mode = 0755;
        return {};
    case LinkKind: {
        entry.type = EntryType::Symlink;
        entry.mode = 0777;
        UPKEEP_TRY_AS(const QByteArrayView target, reader.block(1024));
        entry.target = target.toByteArray();
        return {};
    }
    default:
        return reader.invalid(QStringLiteral("an entry of an unknown kind"));
    }
}

Result<FileEntry> readEntry(WireReader& reader, OldPlaces& places) {
    FileEntry entry;
    UPKEEP_TRY_AS(const qint64 place, reader.varint(mostEntries));
    qint64 sizeBefore = 0;
    if (place > 0) {
        UPKEEP_TRY_AS(const FileEntry* const old, places.read(reader, place - 1));
        entry.path = old->path;
        sizeBefore = old->size;
    } else {
        UPKEEP_TRY_AS(const QByteArrayView bytes, reader.block(1024));
        const auto path = RelativePath::parse(bytes);
        if (!path)
            return reader.invalid(path.error().toString());
        entry.path = path.value();
    }
    UPKEEP_TRY_AS(const quint8 kind, reader.u8());
    UPKEEP_TRY(readContent(reader, kind, sizeBefore, entry));
    return entry;
}

void writeEntry(WireWriter& writer,
                const FileList& from,
                OldPlaces& places,
                const FileEntry& entry) {
    const FileEntry* const old = from.find(entry.path);
    writer.varint(old ? static_cast<quint64>(places.passedTo(*old)) + 1 : 0);
    if (!old)
        writer.block(entry.path.bytes());
    switch (entry.type) {
    case EntryType::File:
        writer.u8(entry.mode == 0755 ? ExecutableFile : PlainFile);
        writer.varint(toZigzag(entry.size - (old ? old->size : 0)));
        writer.digest(entry.digest);
        return;
    case EntryType::Folder:
        writer.u8(FolderKind);
        return;
    case EntryType::Symlink:
        writer.u8(LinkKind);
        writer.block(entry.target);
        return;
    }
}

} // namespace

Result<void> readListDelta(WireReader& reader, const FileList& from, PatchHead& head) {
    UPKEEP_TRY_AS(const qint64 removed, reader.varint(mostEntries));
    OldPlaces gone(from);
    for (qint64 i = 0; i < removed; ++i) {
        UPKEEP_TRY_AS(const qint64 passed, reader.varint(mostEntries));
        UPKEEP_TRY_AS(const FileEntry* const entry, gone.read(reader, passed));
        head.removed.append(entry->path);
    }
    UPKEEP_TRY_AS(const qint64 put, reader.varint(mostEntries));
    OldPlaces changed(from);
    for (qint64 i = 0; i < put; ++i) {
        UPKEEP_TRY_AS(const FileEntry entry, readEntry(reader, changed));
        head.put.append(entry);
    }
    UPKEEP_TRY_AS(const qint64 sources, reader.varint(mostEntries));
    for (qint64 i = 0; i < sources; ++i) {
        UPKEEP_TRY_AS(const qint64 number, reader.varint(from.entries().size() - 1));
        const FileEntry& source = from.entries()[number];
        if (source.type != EntryType::File)
            return reader.invalid(QStringLiteral("a source that is no file"));
        head.sources.append({source.digest, source.size});
    }
    return {};
}

void writeListDelta(WireWriter& writer, const FileList& from, const PatchHead& head) {
    QList<const FileEntry*> removed;
    for (const RelativePath& path : head.removed) {
        if (const FileEntry* const entry = from.find(path))
            removed.append(entry);
    }
    writer.varint(static_cast<quint64>(removed.size()));
    OldPlaces gone(from);
    for (const FileEntry* const entry : std::as_const(removed))
        writer.varint(static_cast<quint64>(gone.passedTo(*entry)));
    writer.varint(static_cast<quint64>(head.put.size()));
    OldPlaces changed(from);
    for (const FileEntry& entry : head.put)
        writeEntry(writer, from, changed, entry);
    QHash<Digest, qsizetype> numbers;
    for (qsizetype i = from.entries().size(); i-- > 0;) {
        if (from.entries()[i].type == EntryType::File)
            numbers.insert(from.entries()[i].digest, i);
    }
    QList<qsizetype> sources;
    for (const PatchSource& source : head.sources) {
        if (const auto number = numbers.constFind(source.digest); number != numbers.constEnd())
            sources.append(number.value());
    }
    writer.varint(static_cast<quint64>(sources.size()));
    for (const qsizetype number : std::as_const(sources))
        writer.varint(static_cast<quint64>(number));
}

} // namespace upkeep
