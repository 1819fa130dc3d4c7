// SPDX-License-Identifier: Apache-2.0
#include "snapshots/pack_files.h"

#include "snapshots/byte_stream.h"

#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

namespace upkeep {

namespace {

constexpr qint64 maximumIndex = 512LL << 20;
constexpr qsizetype digestSize = 32;

Result<QByteArray>
readAt(const Descriptor& file, const LocalPath& path, qint64 offset, qint64 size) {
    QByteArray bytes(size, Qt::Uninitialized);
    for (qint64 done = 0; done < size;) {
        const ssize_t got = ::pread(
            file.get(), bytes.data() + done, static_cast<size_t>(size - done), offset + done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return Error{ErrorCode::FileFailed, path.display(), qt_error_string(errno)};
        if (got == 0)
            return damagedPack(path, QStringLiteral("the pack ends early"));
        done += got;
    }
    return bytes;
}

} // namespace

LocalPath packPath(const LocalPath& vault, const Digest& name) {
    const QByteArray hex = name.hex();
    return vault / ("packs/" + hex.left(2) + '/' + hex + ".pack").constData();
}

Error damagedPack(const LocalPath& path, const QString& cause) {
    return Error{ErrorCode::SnapshotDamaged, path.display(), cause};
}

// The name of a file of ours, "<stem><suffix>"; nullopt for anything else.
std::optional<QByteArray> stemOf(const FolderEntry& entry, QByteArrayView suffix) {
    const QByteArray& name = entry.name.bytes();
    if (entry.type != FileType::Regular || !name.endsWith(suffix))
        return std::nullopt;
    return name.chopped(suffix.size());
}

Result<QSet<Digest>> PackFiles::list() const {
    QSet<Digest> names;
    UPKEEP_TRY_AS(const QList<FolderEntry> folders, m_files.list(m_folder / "packs"));
    for (const FolderEntry& folder : folders) {
        if (folder.type != FileType::Folder)
            continue;
        UPKEEP_TRY_AS(const QList<FolderEntry> packs,
                      m_files.list(m_folder / "packs" / folder.name));
        for (const FolderEntry& entry : packs) {
            const auto stem = stemOf(entry, ".pack");
            const auto name = stem ? Digest::fromHex(*stem) : Result<Digest>(Digest());
            if (stem && name.has_value())
                names.insert(name.value());
        }
    }
    return names;
}

Result<PackFiles::TrailerBytes> PackFiles::readTrailerOf(const LocalPath& path) const {
    UPKEEP_TRY_AS(const Descriptor file, m_files.open(path));
    struct stat found = {};
    if (::fstat(file.get(), &found) != 0 || found.st_size < packHead.size() + packTailSize)
        return damagedPack(path, QStringLiteral("the pack is too short"));
    const qint64 tail = found.st_size - packTailSize;
    UPKEEP_TRY_AS(const QByteArray footer, readAt(file, path, tail, packTailSize));
    ByteReader reader(footer);
    const qint64 size = reader.number<quint32>();
    if (reader.raw(packTail.size()) != packTail || size > tail - packHead.size() ||
        size > maximumTrailer)
        return damagedPack(path, QStringLiteral("the pack has no end"));
    UPKEEP_TRY_AS(const QByteArray bytes, readAt(file, path, tail - size, size));
    return TrailerBytes{bytes, tail - size};
}

Result<PackTrailer> PackFiles::readTrailer(const Digest& name) const {
    const LocalPath path = packPath(m_folder, name);
    UPKEEP_TRY_AS(const TrailerBytes found, readTrailerOf(path));
    if (Digest::of(found.bytes) != name)
        return damagedPack(path, QStringLiteral("the trailer is not the one the pack is named by"));
    UPKEEP_TRY_AS(PackTrailer trailer, PackTrailer::parse(found.bytes));
    if (trailer.end() != found.start)
        return damagedPack(path, QStringLiteral("the pack has another size than its trailer says"));
    return trailer;
}

Result<void> PackFiles::take(const LocalPath& temporary) {
    UPKEEP_TRY_AS(const TrailerBytes found, readTrailerOf(temporary));
    UPKEEP_TRY_AS(const PackTrailer trailer, PackTrailer::parse(found.bytes));
    if (trailer.end() != found.start)
        return damagedPack(temporary, QStringLiteral("the pack has another size than it says"));
    const LocalPath path = packPath(m_folder, Digest::of(found.bytes));
    UPKEEP_TRY(m_files.makeFolders(path.parent(), 0700));
    UPKEEP_TRY(m_files.replace(temporary, path));
    // A rename is durable when both its folders are.
    UPKEEP_TRY(m_files.syncFolder(path.parent()));
    UPKEEP_TRY(m_files.syncFolder(m_folder / "packs"));
    return m_files.syncFolder(m_folder / "tmp");
}

Result<QByteArray> PackFiles::read(const Digest& name, qint64 offset, qint64 size) const {
    const LocalPath path = packPath(m_folder, name);
    const auto file = m_files.open(path);
    if (!file.has_value() && file.error().code == ErrorCode::FileNotFound)
        return damagedPack(path, QStringLiteral("the pack is gone"));
    if (!file.has_value())
        return file.error();
    return readAt(file.value(), path, offset, size);
}

Result<void> PackFiles::remove(const Digest& name) {
    // By way of the trash: a name that is still in packs/ always belongs to a whole pack.
    const LocalPath path = packPath(m_folder, name);
    const LocalPath grave = m_folder / "trash" / path.basename().constData();
    UPKEEP_TRY(m_files.replace(path, grave));
    UPKEEP_TRY(m_files.syncFolder(path.parent()));
    UPKEEP_TRY(m_files.syncFolder(m_folder / "trash"));
    return m_files.removeFile(grave);
}

// --- the index: u32 count {32 bytes name, u32 length, trailer}, SHA-256 of all before it

void PackFiles::writeIndex(const QList<Digest>& names) {
    ByteWriter writer;
    writer.number(static_cast<quint32>(names.size()));
    for (const Digest& name : names) {
        const auto trailer = readTrailer(name);
        if (!trailer.has_value())
            return;
        const QByteArray bytes = trailer->serialize();
        writer.digest(name);
        writer.number(static_cast<quint32>(bytes.size()));
        writer.raw(bytes);
    }
    writer.digest(Digest::of(writer.result()));
    // Nothing is lost without it: the trailers say the same.
    const auto written = m_files.writeAndSync(m_folder / "index", writer.result(), 0600);
    static_cast<void>(written.has_value());
}

QHash<Digest, PackTrailer> PackFiles::readIndex() const {
    QHash<Digest, PackTrailer> trailers;
    const auto bytes = m_files.read(m_folder / "index", maximumIndex);
    if (!bytes.has_value() || bytes->size() < digestSize)
        return trailers;
    const QByteArrayView content = QByteArrayView(*bytes).chopped(digestSize);
    if (Digest::of(content).raw() != QByteArrayView(*bytes).last(digestSize))
        return trailers;
    ByteReader reader(content);
    const auto count = reader.number<quint32>();
    for (quint32 i = 0; i < count && reader.isGood(); ++i) {
        const Digest name = reader.digest();
        const QByteArrayView trailer = reader.raw(reader.number<quint32>());
        auto parsed = PackTrailer::parse(trailer);
        if (parsed.has_value() && Digest::of(trailer) == name)
            trailers.insert(name, std::move(parsed).value());
    }
    return trailers;
}

} // namespace upkeep
