// SPDX-License-Identifier: Apache-2.0
// What is in a vault: which contents lie in which packs, and reading them back. What Vault,
// SnapshotWriter, restoring and retention share.
#pragma once

#include "snapshots/pack_files.h"
#include "snapshots/pack_writer.h"
#include "snapshots/snapshot_files.h"

#include <QHash>
#include <QSet>

#include <deque>
#include <functional>
#include <mutex>

namespace upkeep {

struct Pack {
    Digest name;
    QList<PackFrame> frames;
    qint64 size = 0; // of the file
};

// Where a part of a content lies.
struct Place {
    qint32 pack = 0;
    qint32 frame = 0;
    qint32 frameOffset = 0;
    qint32 length = 0;
    qint64 objectOffset = 0;
};

struct StoredObject {
    qint64 size = 0;
    bool hasBase = false; // a frame of it refers to another content
    QList<Place> places;  // by objectOffset; several for the same offset if it was stored again
};

class VaultStore {
public:
    static Result<std::unique_ptr<VaultStore>> open(FileSystem& files, const LocalPath& folder);

    FileSystem& files() { return m_files; }
    const LocalPath& folder() const { return m_folder; }
    // Held by whoever changes the vault.
    Result<std::unique_ptr<FileLock>> lock();
    // Looks which packs there are now. Cheap when nothing changed.
    Result<void> refresh();
    // Under the lock: removes what a cut left behind.
    Result<void> sweep();
    // The cache of trailers; losing it costs a second.
    void saveIndex();

    // Contents. Empty ones are always there.
    const StoredObject* find(const Digest& digest) const; // only complete ones
    bool isStored(const Digest& digest, qint64 size) const;
    bool isKnownDamaged(const Digest& digest) const { return m_damaged.contains(digest); }
    const QHash<Digest, StoredObject>& objects() const { return m_objects; }
    const QList<Pack>& packs() const { return m_packs; }
    const QSet<Digest>& unreadablePacks() const { return m_unreadablePacks; }
    bool hasPack(const Digest& name) const { return m_packNumbers.contains(name); }
    void addPack(const FinishedPack& pack, qint64 size);
    Result<QByteArray> readFrame(const Place& place);
    // Streams the content and checks it: what the sink got counts only if this succeeds.
    Result<void> readObject(const Digest& digest,
                            const std::function<Result<void>(QByteArrayView)>& sink,
                            std::stop_token stop = {});
    // The places of one copy: where there are several, of the first that is sound, or of all where
    // none is.
    QList<Place> soundPlaces(const Digest& digest);
    // The contents that this one is packed on; they stay as long as it does.
    QList<Digest> basesOf(const Digest& digest) const;
    // Whether there is a content of this size that large ones could be.
    bool knowsLargeSize(qint64 size) const { return m_largeSizes.contains(size); }
    // Bytes of a frame as it lies in its pack.
    Result<QByteArray> readPacked(const Place& place);
    // Bytes the content takes in its packs.
    qint64 packedSize(const StoredObject& object) const;
    // Does the pack still have the trailer it is named after?
    Result<void> checkPack(const Digest& name);
    // The next snapshot stores these anew. Under the lock.
    Result<void> noteDamaged(const QSet<Digest>& digests);
    Result<void> noteStoredAnew(const QSet<Digest>& digests);
    // Under the lock: a pack from elsewhere.
    Result<void> takePack(const LocalPath& temporary) { return m_packFiles.take(temporary); }
    // Under the lock: takes the pack away for good.
    Result<void> removePack(const Digest& name) { return m_packFiles.remove(name); }

    SnapshotFiles& snapshots() { return m_snapshots; }

private:
    VaultStore(FileSystem& files, const LocalPath& folder)
        : m_files(files), m_folder(folder), m_packFiles(files, folder),
          m_snapshots(files, folder / "snaps") {}
    Result<void> make();
    Result<void> readDamaged();
    Result<void> writeDamaged();
    Result<void> readChain(const QList<Place>& chain,
                           const Digest& digest,
                           const std::function<Result<void>(QByteArrayView)>& sink,
                           const std::stop_token& stop);
    static bool isComplete(const StoredObject& object);
    Result<QByteArray> readPlainFrame(const Place& place);
    Result<QByteArray> readBase(const FrameBase& base);
    void dropAll();

    FileSystem& m_files;
    LocalPath m_folder;
    PackFiles m_packFiles;
    SnapshotFiles m_snapshots;
    QList<Pack> m_packs;
    QHash<Digest, qint32> m_packNumbers;
    QHash<Digest, StoredObject> m_objects;
    QSet<qint64> m_largeSizes;
    QSet<Digest> m_unreadablePacks;
    QSet<Digest> m_damaged;
    // Frames that others refer to, the one used last at the end.
    std::mutex m_cacheMutex;
    std::deque<std::pair<std::pair<qint32, qint32>, QByteArray>> m_cache;
};

Error damagedContent(const Digest& digest, const QString& cause);

} // namespace upkeep
