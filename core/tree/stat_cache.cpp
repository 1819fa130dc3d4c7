// SPDX-License-Identifier: Apache-2.0
// The file: "UPKEEP_STATS 1\n", u32 count, the entries in a fixed layout (big-endian), SHA-256 of
// all before it.
#include "tree/stat_cache.h"

#include <QDataStream>
#include <QIODevice>

#include <chrono>

namespace upkeep {

namespace {

constexpr QByteArrayView magic = "UPKEEP_STATS 1\n";
constexpr qint64 maximumFile = 512 << 20;
constexpr qsizetype digestSize = 32;

Error damaged() {
    return Error{ErrorCode::ParseInvalid, {}, QStringLiteral("the stat cache is damaged")};
}

QDataStream& operator<<(QDataStream& stream, FileTime time) {
    return stream << time.seconds << time.nanoseconds;
}

QDataStream& operator>>(QDataStream& stream, FileTime& time) {
    return stream >> time.seconds >> time.nanoseconds;
}

} // namespace

bool isRacy(const FileStat& stat, FileTime hashingStarted) {
    return FileTime{stat.changed.seconds + racySeconds, stat.changed.nanoseconds} >= hashingStarted;
}

FileTime currentFileTime() {
    using namespace std::chrono;
    const auto now = system_clock::now().time_since_epoch();
    const auto whole = floor<seconds>(now);
    return FileTime{whole.count(), duration_cast<nanoseconds>(now - whole).count()};
}

QByteArray StatCache::serialize() const {
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.writeRawData(magic.data(), static_cast<int>(magic.size()));
    stream << static_cast<quint32>(m_entries.size());
    for (auto it = m_entries.cbegin(); it != m_entries.cend(); ++it) {
        const Entry& entry = it.value();
        stream << it.key().bytes() << entry.device << entry.inode << entry.size << entry.modified
               << entry.changed;
        stream.writeRawData(entry.digest.raw().constData(), digestSize);
    }
    return bytes + Digest::of(bytes).raw();
}

Result<StatCache> StatCache::parse(QByteArrayView bytes) {
    const qsizetype size = bytes.size() - digestSize;
    if (size < magic.size() || !bytes.startsWith(magic) ||
        Digest::of(bytes.first(size)).raw() != bytes.sliced(size))
        return damaged();
    const QByteArray content = bytes.sliced(magic.size(), size - magic.size()).toByteArray();
    QDataStream stream(content);
    quint32 count = 0;
    stream >> count;
    StatCache cache;
    for (quint32 i = 0; i < count && stream.status() == QDataStream::Ok; ++i) {
        QByteArray name;
        Entry entry;
        QByteArray digest(digestSize, '\0');
        stream >> name >> entry.device >> entry.inode >> entry.size >> entry.modified >>
            entry.changed;
        stream.readRawData(digest.data(), digestSize);
        UPKEEP_TRY_AS(const LocalName parsed, LocalName::parse(name));
        UPKEEP_TRY_AS(entry.digest, Digest::fromRaw(digest));
        cache.m_entries.insert(parsed, entry);
    }
    if (stream.status() != QDataStream::Ok || !stream.atEnd())
        return damaged();
    return cache;
}

Result<StatCache> StatCache::load(FileSystem& files, const LocalPath& file) {
    auto bytes = files.read(file, maximumFile);
    if (!bytes.has_value() && (bytes.error().code == ErrorCode::FileNotFound ||
                               bytes.error().code == ErrorCode::ParseTooLarge))
        return StatCache();
    UPKEEP_TRY(bytes);
    auto cache = parse(bytes.value());
    return cache.has_value() ? std::move(cache).value() : StatCache();
}

Result<void> StatCache::save(FileSystem& files, const LocalPath& file) const {
    return files.writeAndSync(file, serialize(), 0600);
}

std::optional<Digest> StatCache::find(const LocalName& name, const FileStat& stat) const {
    const auto it = m_entries.constFind(name);
    if (it == m_entries.cend() || it->device != stat.identity.device ||
        it->inode != stat.identity.inode || it->size != stat.size ||
        it->modified != stat.modified || it->changed != stat.changed)
        return std::nullopt;
    return it->digest;
}

void StatCache::remember(const LocalName& name,
                         const FileStat& stat,
                         const Digest& digest,
                         FileTime hashingStarted) {
    if (isRacy(stat, hashingStarted)) {
        m_entries.remove(name);
        return;
    }
    m_entries.insert(name,
                     Entry{stat.identity.device,
                           stat.identity.inode,
                           stat.size,
                           stat.modified,
                           stat.changed,
                           digest});
}

} // namespace upkeep
