// SPDX-License-Identifier: Apache-2.0
#include "snapshots/content_storer.h"

#include "tree/stat_cache.h"

#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

namespace upkeep {

namespace {

constexpr int tries = 3;
constexpr int uselessBasesAccepted = 3;
constexpr qint64 sizeWorthAFlush = 8 * 1024 * 1024;

Error readFailure() {
    return Error{ErrorCode::FileFailed, {}, qt_error_string(errno)};
}

// At most `size` bytes from there; fewer at the end of the file.
Result<QByteArray> readBlock(const Descriptor& file, qint64 offset, qint64 size) {
    QByteArray bytes(size, Qt::Uninitialized);
    qint64 done = 0;
    while (done < size) {
        const ssize_t got = ::pread(
            file.get(), bytes.data() + done, static_cast<size_t>(size - done), offset + done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return readFailure();
        if (got == 0)
            break;
        done += got;
    }
    bytes.truncate(done);
    return bytes;
}

struct OpenStat {
    qint64 size = 0;
    FileTime modified;
    FileTime changed;
    bool isRegular = false;
    friend bool operator==(const OpenStat&, const OpenStat&) = default;
};

Result<OpenStat> statOf(const Descriptor& file) {
    struct stat found = {};
    if (::fstat(file.get(), &found) != 0)
        return readFailure();
    return OpenStat{found.st_size,
                    {found.st_mtim.tv_sec, found.st_mtim.tv_nsec},
                    {found.st_ctim.tv_sec, found.st_ctim.tv_nsec},
                    S_ISREG(found.st_mode)};
}

Result<Digest> hashWhole(const Descriptor& file, qint64 size, const std::stop_token& stop) {
    Sha256 whole;
    for (qint64 offset = 0; offset < size; offset += blockSize) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, {}, {}};
        UPKEEP_TRY_AS(const QByteArray block,
                      readBlock(file, offset, qMin(blockSize, size - offset)));
        whole.add(block);
    }
    return whole.finish();
}

} // namespace

bool ContentStorer::isStored(const Digest& digest, qint64 size) const {
    return m_added.contains(digest) || m_store.isStored(digest, size);
}

Result<std::optional<Digest>> ContentStorer::storeSmall(const Descriptor& file, qint64 size) {
    UPKEEP_TRY_AS(const QByteArray content, readBlock(file, 0, size + 1));
    if (content.size() != size)
        return std::optional<Digest>();
    const Digest digest = Digest::of(content);
    if (!isStored(digest, size)) {
        UPKEEP_TRY(m_packs.addSmall(digest, content));
        m_added.insert(digest);
    }
    return std::optional(digest);
}

// In one pass: the name of the content is known at its end, and what was packed is what was hashed.
// nullopt: the file became shorter.
Result<std::optional<Digest>> ContentStorer::streamBlocks(const Descriptor& file,
                                                          qint64 size,
                                                          BaseCursor* base,
                                                          const std::stop_token& stop) {
    Sha256 whole;
    PackPiece piece;
    piece.objectSize = size;
    m_packs.forgetBases();
    while (piece.objectOffset < size) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, {}, {}};
        piece.length = qMin(blockSize, size - piece.objectOffset);
        UPKEEP_TRY_AS(QByteArray block, readBlock(file, piece.objectOffset, piece.length));
        if (block.size() != piece.length)
            return std::optional<Digest>();
        whole.add(block);
        std::optional<BaseBlock> around;
        if (base && m_packs.uselessBases() < uselessBasesAccepted) {
            UPKEEP_TRY_AS(around, base->around(piece.objectOffset, piece.length));
        }
        UPKEEP_TRY(m_packs.addBlock(piece, std::move(block), std::move(around)));
        piece.objectOffset += piece.length;
    }
    if (base) {
        UPKEEP_TRY_AS(const bool sound, base->isSound());
        if (!sound)
            return damagedContent({}, QStringLiteral("an older version is damaged"));
    }
    return std::optional(whole.finish());
}

Result<std::unique_ptr<BaseCursor>> ContentStorer::openBase(qint64 size,
                                                            const QList<Digest>& alike) {
    const bool isNew = std::any_of(alike.begin(), alike.end(), [this](const Digest& digest) {
        return m_added.contains(digest) && !m_store.find(digest);
    });
    // It has to be in a finished pack to be read back; for a small one that is not worth it.
    if (isNew && size >= sizeWorthAFlush)
        UPKEEP_TRY(flush());
    return BaseCursor::openFirst(m_store, alike);
}

Result<std::optional<Digest>> ContentStorer::storeLarge(const Descriptor& file,
                                                        qint64 size,
                                                        const QList<Digest>& alike,
                                                        const std::stop_token& stop) {
    if (m_store.knowsLargeSize(size) || m_addedSizes.contains(size)) {
        UPKEEP_TRY_AS(const Digest known, hashWhole(file, size, stop));
        if (isStored(known, size))
            return std::optional(known);
    }
    UPKEEP_TRY_AS(const std::unique_ptr<BaseCursor> base, openBase(size, alike));
    auto streamed = streamBlocks(file, size, base.get(), stop);
    if (!streamed.has_value() || !streamed.value() || isStored(**streamed, size)) {
        UPKEEP_TRY(m_packs.dropLarge());
        const bool isBaseBad =
            base && !streamed.has_value() && streamed.error().code == ErrorCode::SnapshotDamaged;
        return isBaseBad ? storeLarge(file, size, {}, stop) : streamed;
    }
    UPKEEP_TRY(m_packs.nameLarge(**streamed));
    m_added.insert(**streamed);
    m_addedSizes.insert(size);
    return streamed;
}

Result<void> ContentStorer::flush() {
    UPKEEP_TRY_AS(const QList<FinishedPack> finished, m_packs.finish());
    for (const FinishedPack& pack : finished) {
        UPKEEP_TRY_AS(const FileStat stat,
                      m_store.files().stat(packPath(m_store.folder(), pack.name)));
        m_store.addPack(pack, stat.size);
        m_packedBytes += stat.size;
    }
    return {};
}

Result<std::optional<StoredContent>> ContentStorer::tryToStore(const LocalPath& path,
                                                               const QList<Digest>& alike,
                                                               const std::stop_token& stop) {
    const FileTime started = currentFileTime();
    UPKEEP_TRY_AS(const Descriptor file, m_store.files().open(path));
    UPKEEP_TRY_AS(const OpenStat before, statOf(file));
    if (!before.isRegular)
        return std::optional<StoredContent>();
    UPKEEP_TRY_AS(const std::optional<Digest> digest,
                  before.size < groupSize ? storeSmall(file, before.size)
                                          : storeLarge(file, before.size, alike, stop));
    UPKEEP_TRY_AS(const OpenStat after, statOf(file));
    if (!digest || !(before == after))
        return std::optional<StoredContent>();
    StoredContent content{*digest, before.size, before.modified, before.changed, false};
    FileStat stat;
    stat.changed = before.changed;
    if (isRacy(stat, started))
        content.changed = {};
    return std::optional(content);
}

Result<StoredContent> ContentStorer::storeCopy(const LocalPath& path, const std::stop_token& stop) {
    const LocalPath copy = temporaryPath(m_store.folder());
    UPKEEP_TRY(m_store.files().cloneOrCopy(path, copy, 0600));
    UPKEEP_TRY_AS(const FileStat stat, m_store.files().stat(path));
    auto stored = tryToStore(copy, {}, stop);
    UPKEEP_TRY(m_store.files().removeFile(copy));
    UPKEEP_TRY(stored);
    if (!stored.value())
        return Error{ErrorCode::SnapshotTorn, copy.display(), QStringLiteral("its copy changed")};
    StoredContent content = **stored;
    content.modified = stat.modified;
    content.changed = {};
    content.torn = true;
    return content;
}

Result<StoredContent> ContentStorer::storeFile(const LocalPath& path,
                                               bool tolerant,
                                               std::stop_token stop,
                                               const QList<Digest>& alike) {
    for (int i = 0; i < tries; ++i) {
        auto stored = tryToStore(path, alike, stop);
        if (!stored.has_value() && stored.error().subject.isEmpty())
            stored.error().subject = path.display();
        UPKEEP_TRY_AS(const std::optional<StoredContent> content, std::move(stored));
        if (content)
            return *content;
    }
    if (tolerant)
        return storeCopy(path, stop);
    return Error{
        ErrorCode::SnapshotTorn, path.display(), QStringLiteral("it changes while it is read")};
}

Result<Digest> ContentStorer::storeBytes(QByteArrayView bytes) {
    const Digest digest = Digest::of(bytes);
    if (isStored(digest, bytes.size()))
        return digest;
    m_added.insert(digest);
    if (bytes.size() < groupSize) {
        UPKEEP_TRY(m_packs.addSmall(digest, bytes.toByteArray()));
        return digest;
    }
    for (qint64 offset = 0; offset < bytes.size(); offset += blockSize) {
        const QByteArray block =
            bytes.sliced(offset, qMin<qint64>(blockSize, bytes.size() - offset)).toByteArray();
        UPKEEP_TRY(
            m_packs.addBlock(PackPiece{digest, bytes.size(), offset, 0, 0, block.size()}, block));
    }
    return digest;
}

} // namespace upkeep
