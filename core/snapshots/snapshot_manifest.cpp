// SPDX-License-Identifier: Apache-2.0
#include "snapshots/snapshot_manifest.h"

#include "base/codec.h"
#include "snapshots/byte_stream.h"

#include <QtNumeric>

namespace upkeep {

namespace {

constexpr QByteArrayView magic("UPKEEP_SNAP\n");
constexpr quint16 formatMajor = 1;
constexpr quint16 formatMinor = 0;
constexpr qsizetype headSize = 12 + 2 + 2 + 4;
constexpr qsizetype digestSize = 32;
constexpr quint32 maximumContent = 512U << 20;
constexpr qsizetype maximumEntries = 1'000'000;
constexpr qsizetype smallestEntry = 12;

enum EntryFlag : quint8 { Sparse = 1, Torn = 2 };

Error damaged(const char* cause) {
    return Error{ErrorCode::SnapshotDamaged, {}, QLatin1String(cause)};
}

void writeTime(ByteWriter& writer, FileTime time) {
    writer.signedVarint(time.seconds);
    writer.signedVarint(time.nanoseconds);
}

FileTime readTime(ByteReader& reader) {
    FileTime time;
    time.seconds = reader.signedVarint();
    time.nanoseconds = reader.signedVarint();
    return time;
}

void writeXattrs(ByteWriter& writer, const XattrMap& xattrs) {
    writer.varint(static_cast<quint64>(xattrs.size()));
    for (auto it = xattrs.cbegin(); it != xattrs.cend(); ++it) {
        writer.bytes(it.key());
        writer.bytes(it.value());
    }
}

XattrMap readXattrs(ByteReader& reader) {
    XattrMap xattrs;
    const qsizetype count = reader.count(2);
    for (qsizetype i = 0; i < count && reader.isGood(); ++i) {
        const QByteArray key = reader.bytes();
        xattrs.insert(key, reader.bytes());
    }
    return xattrs;
}

void writeEntry(ByteWriter& writer, const SnapshotEntry& entry) {
    writer.bytes(entry.name.bytes());
    writer.number(static_cast<quint8>(entry.type));
    const int flags = (entry.sparse ? Sparse : 0) | (entry.torn ? Torn : 0);
    writer.number(static_cast<quint8>(flags));
    for (const quint32 value : {entry.mode, entry.uid, entry.gid, entry.hardLinkSet})
        writer.varint(value);
    writeTime(writer, entry.modified);
    writer.varint(static_cast<quint64>(entry.size));
    if (entry.type == SnapshotEntryType::File)
        writer.digest(entry.digest);
    writer.bytes(entry.target);
    writer.varint(entry.identity.device);
    writer.varint(entry.identity.inode);
    writeTime(writer, entry.identity.birth);
    writeTime(writer, entry.changed);
    writeXattrs(writer, entry.xattrs);
}

quint32 readSmall(ByteReader& reader, quint64 highest, bool& sound) {
    const quint64 value = reader.varint();
    sound = sound && value <= highest;
    return static_cast<quint32>(value);
}

// The name may be empty only for the top of a component.
Result<SnapshotEntry> readEntry(ByteReader& reader, bool isTop) {
    SnapshotEntry entry;
    const QByteArray name = reader.bytes();
    const auto type = reader.number<quint8>();
    const auto flags = reader.number<quint8>();
    bool sound = type <= 2 && flags <= (Sparse | Torn) && name.isEmpty() == isTop;
    entry.type = static_cast<SnapshotEntryType>(type);
    entry.sparse = flags & Sparse;
    entry.torn = flags & Torn;
    entry.mode = readSmall(reader, 07777, sound);
    entry.uid = readSmall(reader, 0xFFFFFFFF, sound);
    entry.gid = readSmall(reader, 0xFFFFFFFF, sound);
    entry.hardLinkSet = readSmall(reader, 0xFFFFFFFF, sound);
    entry.modified = readTime(reader);
    entry.size = static_cast<qint64>(reader.varint());
    sound = sound && entry.size >= 0;
    if (entry.type == SnapshotEntryType::File)
        entry.digest = reader.digest();
    entry.target = reader.bytes();
    entry.identity.device = reader.varint();
    entry.identity.inode = reader.varint();
    entry.identity.birth = readTime(reader);
    entry.changed = readTime(reader);
    entry.xattrs = readXattrs(reader);
    if (!sound || !reader.isGood())
        return damaged("an entry of the snapshot is damaged");
    if (!isTop) {
        UPKEEP_TRY_AS(entry.name, LocalName::parse(name));
    }
    return entry;
}

void writeNames(ByteWriter& writer, const QByteArrayList& names) {
    writer.varint(static_cast<quint64>(names.size()));
    for (const QByteArray& name : names)
        writer.bytes(name);
}

QByteArrayList readNames(ByteReader& reader) {
    QByteArrayList names;
    const qsizetype count = reader.count(1);
    for (qsizetype i = 0; i < count && reader.isGood(); ++i)
        names.append(reader.bytes());
    return names;
}

void writeComponent(ByteWriter& writer, const SnapshotComponent& component) {
    writer.text(component.id);
    writer.bytes(component.root.bytes());
    writeEntry(writer, component.top);
    writer.varint(static_cast<quint64>(component.entries.size()));
    for (const SnapshotEntry& entry : component.entries)
        writeEntry(writer, entry);
    writeNames(writer, component.exclusions);
    QByteArrayList leftOut;
    for (const LocalName& name : component.leftOut)
        leftOut.append(name.bytes());
    writeNames(writer, leftOut);
}

Result<void> readEntries(ByteReader& reader, SnapshotComponent& component) {
    const qsizetype count = reader.count(smallestEntry);
    if (count > maximumEntries)
        return damaged("the snapshot has too many entries");
    component.entries.reserve(count);
    for (qsizetype i = 0; i < count; ++i) {
        UPKEEP_TRY_AS(SnapshotEntry entry, readEntry(reader, false));
        if (i > 0 && !(component.entries.last().name < entry.name))
            return damaged("the entries of the snapshot are not sorted");
        component.entries.append(std::move(entry));
    }
    return {};
}

// A content below something that is no folder could be written through a link.
Result<void> checkParents(const SnapshotComponent& component) {
    for (const SnapshotEntry& entry : component.entries) {
        const qsizetype slash = entry.name.bytes().lastIndexOf('/');
        if (slash < 0 && component.top.type == SnapshotEntryType::Folder)
            continue;
        const SnapshotEntry* above = nullptr;
        if (slash > 0) {
            UPKEEP_TRY_AS(const LocalName parent, LocalName::parse(entry.name.bytes().left(slash)));
            above = component.find(parent);
        }
        if (!above || above->type != SnapshotEntryType::Folder)
            return damaged("an entry of the snapshot lies in no folder");
    }
    return {};
}

Result<SnapshotComponent> readComponent(ByteReader& reader) {
    SnapshotComponent component;
    component.id = reader.text();
    const QByteArray root = reader.bytes();
    if (!root.isEmpty()) {
        UPKEEP_TRY_AS(component.root, LocalPath::parse(root));
    }
    UPKEEP_TRY_AS(component.top, readEntry(reader, true));
    UPKEEP_TRY(readEntries(reader, component));
    UPKEEP_TRY(checkParents(component));
    component.exclusions = readNames(reader);
    for (const QByteArray& name : readNames(reader)) {
        UPKEEP_TRY_AS(LocalName parsed, LocalName::parse(name));
        component.leftOut.append(std::move(parsed));
    }
    if (!reader.isGood())
        return damaged("a component of the snapshot is damaged");
    return component;
}

void writeTexts(ByteWriter& writer, const QMap<QString, QString>& texts) {
    writer.varint(static_cast<quint64>(texts.size()));
    for (auto it = texts.cbegin(); it != texts.cend(); ++it) {
        writer.text(it.key());
        writer.text(it.value());
    }
}

QMap<QString, QString> readTexts(ByteReader& reader) {
    QMap<QString, QString> texts;
    const qsizetype count = reader.count(2);
    for (qsizetype i = 0; i < count && reader.isGood(); ++i) {
        const QString key = reader.text();
        texts.insert(key, reader.text());
    }
    return texts;
}

void writeMeta(ByteWriter& writer, const SnapshotMeta& meta) {
    writer.text(meta.product);
    writer.text(meta.version.toString());
    writer.signedVarint(meta.time.toMSecsSinceEpoch());
    for (const QString& text :
         {meta.reason, meta.description, meta.trigger, meta.platform, meta.arch})
        writer.text(text);
    writeTexts(writer, meta.dataVersions);
    writeTexts(writer, meta.notes);
}

Result<SnapshotMeta> readMeta(ByteReader& reader) {
    SnapshotMeta meta;
    meta.product = reader.text();
    UPKEEP_TRY_AS(meta.version, Version::parse(reader.text()));
    meta.time = QDateTime::fromMSecsSinceEpoch(reader.signedVarint(), Qt::UTC);
    for (QString* text :
         {&meta.reason, &meta.description, &meta.trigger, &meta.platform, &meta.arch})
        *text = reader.text();
    meta.dataVersions = readTexts(reader);
    meta.notes = readTexts(reader);
    return meta;
}

bool hasCountableSize(const SnapshotManifest& manifest) {
    qint64 total = 0;
    bool isCountable = true;
    for (const SnapshotComponent& component : manifest.components) {
        isCountable = isCountable && !qAddOverflow(total, component.top.size, &total);
        for (const SnapshotEntry& entry : component.entries)
            isCountable = isCountable && !qAddOverflow(total, entry.size, &total);
    }
    return isCountable;
}

Result<SnapshotManifest> readContent(QByteArrayView content) {
    ByteReader reader(content);
    SnapshotManifest manifest;
    manifest.id = reader.text();
    UPKEEP_TRY_AS(manifest.meta, readMeta(reader));
    const qsizetype components = reader.count(smallestEntry);
    for (qsizetype i = 0; i < components; ++i) {
        UPKEEP_TRY_AS(SnapshotComponent component, readComponent(reader));
        manifest.components.append(std::move(component));
    }
    if (!hasCountableSize(manifest))
        return damaged("the snapshot says it is larger than any disk");
    if (!reader.isComplete())
        return damaged("the snapshot is damaged");
    return manifest;
}

} // namespace

const SnapshotEntry* SnapshotComponent::find(const LocalName& name) const {
    const auto it = std::lower_bound(
        entries.cbegin(),
        entries.cend(),
        name,
        [](const SnapshotEntry& entry, const LocalName& wanted) { return entry.name < wanted; });
    return it != entries.cend() && it->name == name ? &*it : nullptr;
}

const SnapshotComponent* SnapshotManifest::component(const QString& wanted) const {
    for (const SnapshotComponent& candidate : components) {
        if (candidate.id == wanted)
            return &candidate;
    }
    return nullptr;
}

qint64 SnapshotManifest::totalSize() const {
    qint64 size = 0;
    for (const SnapshotComponent& each : components) {
        size += each.top.type == SnapshotEntryType::File ? each.top.size : 0;
        for (const SnapshotEntry& entry : each.entries)
            size += entry.type == SnapshotEntryType::File ? entry.size : 0;
    }
    return size;
}

qsizetype SnapshotManifest::fileCount() const {
    qsizetype files = 0;
    for (const SnapshotComponent& each : components) {
        files += each.top.type == SnapshotEntryType::File ? 1 : 0;
        files += std::count_if(
            each.entries.cbegin(), each.entries.cend(), [](const SnapshotEntry& entry) {
                return entry.type == SnapshotEntryType::File;
            });
    }
    return files;
}

Result<QByteArray> SnapshotManifest::serialize() const {
    ByteWriter content;
    content.text(id);
    writeMeta(content, meta);
    content.varint(static_cast<quint64>(components.size()));
    for (const SnapshotComponent& each : components)
        writeComponent(content, each);
    if (content.result().size() > maximumContent)
        return Error{ErrorCode::SnapshotFailed, id, QStringLiteral("has too many entries")};

    CodecSettings settings;
    settings.level = 3;
    UPKEEP_TRY_AS(const QByteArray packed, compress(Codec::Zstd, content.result(), settings));
    ByteWriter file;
    file.raw(magic);
    file.number(formatMajor);
    file.number(formatMinor);
    file.number(static_cast<quint32>(content.result().size()));
    file.raw(packed);
    file.digest(Digest::of(file.result()));
    return file.result();
}

Result<SnapshotManifest> SnapshotManifest::parse(QByteArrayView bytes) {
    if (bytes.size() < headSize + digestSize || !bytes.startsWith(magic))
        return Error{ErrorCode::SnapshotInvalid, {}, QStringLiteral("this is no snapshot")};
    const QByteArrayView signedPart = bytes.chopped(digestSize);
    if (Digest::of(signedPart).raw() != bytes.last(digestSize))
        return damaged("the snapshot was changed after it was written");
    ByteReader head(signedPart.first(headSize).sliced(magic.size()));
    if (head.number<quint16>() != formatMajor)
        return Error{ErrorCode::SnapshotInvalid, {}, QStringLiteral("a newer program wrote it")};
    head.number<quint16>();
    const auto size = head.number<quint32>();
    if (size > maximumContent)
        return damaged("the snapshot is too large");
    auto content = decompress(Codec::Zstd, signedPart.sliced(headSize), size);
    if (!content.has_value())
        return damaged("the snapshot cannot be unpacked");
    auto manifest = readContent(content.value());
    if (!manifest.has_value())
        return Error{ErrorCode::SnapshotDamaged, {}, manifest.error().cause};
    return manifest;
}

} // namespace upkeep
