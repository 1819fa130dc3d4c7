// SPDX-License-Identifier: Apache-2.0
#include "snapshots/bundle.h"

#include "snapshots/byte_stream.h"
#include "snapshots/content_copy.h"
#include "snapshots/verify.h"

#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

namespace upkeep {

namespace {

constexpr QByteArrayView magic("UPKEEP_BNDL\n");
constexpr quint16 formatMajor = 1;
constexpr qint64 headSize = 12 + 2 + 2;
constexpr qint64 digestSize = 32;
constexpr qint64 pieceSize = 1024 * 1024;
constexpr qint64 maximumSnapshot = 512LL << 20;

Error damaged(const LocalPath& path, const char* cause) {
    return Error{ErrorCode::SnapshotDamaged, path.display(), QLatin1String(cause)};
}

// Writes and hashes what it writes.
class BundleWriter {
public:
    explicit BundleWriter(std::unique_ptr<NewFile> file) : m_file(std::move(file)) {}

    Result<void> write(QByteArrayView bytes) {
        m_hash.add(bytes);
        return m_file->write(bytes);
    }
    template <typename T> Result<void> number(T value) {
        ByteWriter bytes;
        bytes.number(value);
        return write(bytes.result());
    }
    Result<void> close() {
        UPKEEP_TRY(m_file->write(m_hash.finish().raw()));
        return m_file->close(true);
    }

private:
    std::unique_ptr<NewFile> m_file;
    Sha256 m_hash;
};

// Reads piece by piece up to the hash at the end.
class BundleReader {
public:
    static Result<BundleReader> open(FileSystem& files, const LocalPath& path) {
        UPKEEP_TRY_AS(Descriptor file, files.open(path));
        struct stat found = {};
        if (::fstat(file.get(), &found) != 0 || found.st_size < headSize + digestSize)
            return Error{
                ErrorCode::SnapshotInvalid, path.display(), QStringLiteral("is no bundle")};
        return BundleReader(std::move(file), path, found.st_size - digestSize);
    }

    Result<QByteArray> read(qint64 size) {
        if (size < 0 || size > m_end - m_at)
            return damaged(m_path, "the bundle ends early");
        UPKEEP_TRY_AS(QByteArray bytes, readAt(m_at, size));
        m_at += size;
        return bytes;
    }
    template <typename T> Result<T> number() {
        UPKEEP_TRY_AS(const QByteArray bytes, read(sizeof(T)));
        return ByteReader(bytes).number<T>();
    }
    Result<void> copy(qint64 size, NewFile& to) {
        for (; size > 0; size -= qMin(size, pieceSize)) {
            UPKEEP_TRY_AS(const QByteArray piece, read(qMin(size, pieceSize)));
            UPKEEP_TRY(to.write(piece));
        }
        return {};
    }
    // Leaves the head behind.
    Result<void> checkHead() {
        UPKEEP_TRY_AS(const QByteArray head, read(headSize));
        ByteReader reader(QByteArrayView(head).sliced(magic.size()));
        if (head.startsWith(magic) && reader.number<quint16>() == formatMajor)
            return {};
        return Error{ErrorCode::SnapshotInvalid,
                     m_path.display(),
                     QStringLiteral("is no bundle, or a newer program wrote it")};
    }
    Result<void> checkHash(const std::stop_token& stop) {
        Sha256 hash;
        for (qint64 at = 0; at < m_end; at += pieceSize) {
            if (stop.stop_requested())
                return Error{ErrorCode::Cancelled, {}, {}};
            UPKEEP_TRY_AS(const QByteArray piece, readAt(at, qMin(pieceSize, m_end - at)));
            hash.add(piece);
        }
        UPKEEP_TRY_AS(const QByteArray expected, readAt(m_end, digestSize));
        return hash.finish().raw() == expected
                   ? Result<void>()
                   : damaged(m_path, "the bundle was changed after it was written");
    }
    bool isAtEnd() const { return m_at == m_end; }

private:
    BundleReader(Descriptor file, LocalPath path, qint64 end)
        : m_file(std::move(file)), m_path(std::move(path)), m_end(end) {}

    Result<QByteArray> readAt(qint64 offset, qint64 size) const {
        QByteArray bytes(size, Qt::Uninitialized);
        for (qint64 done = 0; done < size;) {
            const ssize_t got = ::pread(
                m_file.get(), bytes.data() + done, static_cast<size_t>(size - done), offset + done);
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                return Error{ErrorCode::FileFailed, m_path.display(), qt_error_string(errno)};
            if (got == 0)
                return damaged(m_path, "the bundle ends early");
            done += got;
        }
        return bytes;
    }

    Descriptor m_file;
    LocalPath m_path;
    qint64 m_end = 0;
    qint64 m_at = 0;
};

Result<QList<FinishedPack>>
packNeeded(VaultStore& store, const SnapshotManifest& manifest, const LocalPath& folder) {
    QSet<Digest> needed;
    forEachContent(manifest, [&](const SnapshotComponent&, const SnapshotEntry& entry) {
        needed.insert(entry.digest);
    });
    for (const Digest& digest : std::as_const(needed)) {
        if (!store.find(digest))
            return damagedContent(digest, QStringLiteral("the content is in no pack"));
    }
    addBases(store, needed);
    PackWriter writer(store.files(), folder);
    const auto pieces = piecesByPack(store, needed);
    for (const QList<WantedPiece>& inPack : pieces) {
        UPKEEP_TRY_AS(const bool copied, copyPieces(store, inPack, writer));
        if (!copied)
            return Error{ErrorCode::SnapshotDamaged,
                         manifest.id,
                         QStringLiteral("a content was changed in its pack")};
    }
    return writer.finish();
}

Result<void>
writeBundle(VaultStore& store, const QString& id, const LocalPath& scratch, BundleWriter& bundle) {
    UPKEEP_TRY_AS(const SnapshotManifest manifest, store.snapshots().read(id));
    UPKEEP_TRY_AS(const QByteArray snap, manifest.serialize());
    UPKEEP_TRY_AS(const QList<FinishedPack> packs, packNeeded(store, manifest, scratch));
    UPKEEP_TRY(bundle.write(magic));
    UPKEEP_TRY(bundle.number(formatMajor));
    UPKEEP_TRY(bundle.number(quint16(0)));
    UPKEEP_TRY(bundle.number(static_cast<quint64>(snap.size())));
    UPKEEP_TRY(bundle.write(snap));
    UPKEEP_TRY(bundle.number(static_cast<quint32>(packs.size())));
    for (const FinishedPack& pack : packs) {
        const LocalPath path = packPath(scratch, pack.name);
        UPKEEP_TRY_AS(const FileStat stat, store.files().stat(path));
        UPKEEP_TRY_AS(const QByteArray bytes, store.files().read(path, stat.size));
        UPKEEP_TRY(bundle.number(static_cast<quint64>(stat.size)));
        UPKEEP_TRY(bundle.write(bytes));
        UPKEEP_TRY(store.files().removeFile(path));
    }
    return bundle.close();
}

Result<void> writeInScratch(VaultStore& store,
                            const QString& id,
                            const LocalPath& to,
                            const LocalPath& scratch) {
    for (const char* folder : {"tmp", "packs"})
        UPKEEP_TRY(store.files().makeFolders(scratch / folder, 0700));
    UPKEEP_TRY_AS(std::unique_ptr<NewFile> file, store.files().create(scratch / "bundle", 0600));
    BundleWriter bundle(std::move(file));
    UPKEEP_TRY(writeBundle(store, id, scratch, bundle));
    UPKEEP_TRY(store.files().rename(scratch / "bundle", to));
    return store.files().syncFolder(to.parent());
}

// Packs of a bundle are whole or not taken; without a snapshot they are garbage.
Result<void> takePack(VaultStore& store, BundleReader& bundle) {
    UPKEEP_TRY_AS(const auto size, bundle.number<quint64>());
    const LocalPath temporary = temporaryPath(store.folder());
    UPKEEP_TRY_AS(const std::unique_ptr<NewFile> file, store.files().create(temporary, 0600));
    UPKEEP_TRY(bundle.copy(static_cast<qint64>(size), *file));
    UPKEEP_TRY(file->close(true));
    return store.takePack(temporary);
}

Result<SnapshotManifest> readSnapshot(BundleReader& bundle) {
    UPKEEP_TRY_AS(const auto size, bundle.number<quint64>());
    if (size > maximumSnapshot)
        return Error{
            ErrorCode::SnapshotDamaged, {}, QStringLiteral("the snapshot is larger than any")};
    UPKEEP_TRY_AS(const QByteArray snap, bundle.read(static_cast<qint64>(size)));
    return SnapshotManifest::parse(snap);
}

Result<void> checkAll(VaultStore& store,
                      const SnapshotManifest& manifest,
                      const ProgressSink& progress,
                      const std::stop_token& stop) {
    QSet<Digest> bad;
    const auto read = [&](const QString&) { return Result<SnapshotManifest>(manifest); };
    UPKEEP_TRY_AS(
        const VerifyReport report,
        verifySnapshots(store, {manifest.id}, VerifyDepth::Full, progress, stop, bad, read));
    if (report.isIntact())
        return {};
    const DamagedEntry& first = report.damaged.constFirst();
    return Error{ErrorCode::SnapshotDamaged, first.name.display(), first.cause};
}

} // namespace

Result<void> exportSnapshot(VaultStore& store, const QString& id, const LocalPath& to) {
    if (store.files().exists(to))
        return Error{ErrorCode::FileExists, to.display(), {}};
    const LocalPath scratch = to.withSuffix(".upkeep-" + temporaryPath(store.folder()).basename());
    Result<void> written = writeInScratch(store, id, to, scratch);
    UPKEEP_TRY(store.files().removeTree(scratch));
    return written;
}

Result<QString> importSnapshot(VaultStore& store,
                               const LocalPath& from,
                               const QString& product,
                               const ProgressSink& progress,
                               const std::stop_token& stop) {
    UPKEEP_TRY_AS(BundleReader bundle, BundleReader::open(store.files(), from));
    UPKEEP_TRY(bundle.checkHead());
    UPKEEP_TRY(bundle.checkHash(stop));
    const auto manifest = readSnapshot(bundle);
    if (!manifest.has_value())
        return Error{manifest.error().code, from.display(), manifest.error().cause};
    if (manifest->meta.product != product)
        return Error{ErrorCode::SnapshotInvalid,
                     from.display(),
                     QStringLiteral("it is a snapshot of %1").arg(manifest->meta.product)};
    const auto there = store.snapshots().read(manifest->id);
    if (there.has_value() && there->serialize().value() == manifest->serialize().value())
        return manifest->id;
    if (there.has_value() || there.error().code != ErrorCode::SnapshotUnknown)
        return Error{ErrorCode::FileExists, manifest->id, {}};
    UPKEEP_TRY_AS(const auto packs, bundle.number<quint32>());
    for (quint32 i = 0; i < packs; ++i)
        UPKEEP_TRY(takePack(store, bundle));
    if (!bundle.isAtEnd())
        return damaged(from, "the bundle holds more than it says");
    UPKEEP_TRY(store.refresh());
    UPKEEP_TRY(checkAll(store, manifest.value(), progress, stop));
    UPKEEP_TRY(store.snapshots().write(manifest.value()));
    store.saveIndex();
    return manifest->id;
}

} // namespace upkeep
