// SPDX-License-Identifier: Apache-2.0
// Takes one snapshot: trees, single files and dumps go in, close() makes it exist. Holds the
// vault's lock. Destroyed without close(): nothing but garbage, which the next writer sweeps.
// Memory: at most 64 MiB besides the manifest.
#pragma once

#include "base/progress.h"
#include "snapshots/snapshot_manifest.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace upkeep {

class VaultStore;

struct AddOptions {
    // Ordered, as in .gitignore, rooted at the tree. The vault itself is always left out.
    QByteArrayList exclude;
    // Files that may change while they are read (logs): kept as read, marked torn.
    QByteArrayList tolerant;
    // SQLite databases of this tree: `copyDatabase` makes a consistent copy at `to`; their -wal,
    // -shm and -journal are left out.
    QList<LocalName> databases;
    std::function<Result<void>(const LocalPath& from, const LocalPath& to)> copyDatabase;
};

// What taking a snapshot needed.
struct CaptureReport {
    qsizetype filesRead = 0; // the others were provably as in the snapshot before
    qsizetype filesUnchanged = 0;
    qint64 bytesRead = 0;
    qsizetype contentsAdded = 0; // that the vault did not hold
    qint64 packedBytes = 0;      // that the packs grew by; known after close()
};

class SnapshotWriter {
public:
    ~SnapshotWriter();
    SnapshotWriter(const SnapshotWriter&) = delete;
    SnapshotWriter& operator=(const SnapshotWriter&) = delete;
    SnapshotWriter(SnapshotWriter&&) noexcept;
    SnapshotWriter& operator=(SnapshotWriter&&) noexcept;

    const QString& id() const;
    // A folder with all below it, or a single file. snapshot.torn if a file kept changing,
    // snapshot.failed if something may not be read. A component may be added once.
    Result<void> addTree(const QString& component,
                         const LocalPath& root,
                         const AddOptions& options = {},
                         const ProgressSink& progress = {},
                         std::stop_token stop = {});
    // A file or bytes from elsewhere (a dump, saved states) under a name of the component.
    Result<void> addFile(const QString& component, const LocalName& name, const LocalPath& path);
    Result<void> addBytes(const QString& component, const LocalName& name, QByteArrayView bytes);
    // Durable: on return the snapshot survives a power cut. A cut before leaves no trace of it (or,
    // when it was extended, the one before). Returns the id.
    Result<QString> close();
    const CaptureReport& report() const;
    // What goes into the snapshot so far.
    const SnapshotManifest& manifest() const;

private:
    friend class Vault;
    class Capture;
    explicit SnapshotWriter(std::unique_ptr<Capture> capture);
    std::unique_ptr<Capture> m_capture;
};

} // namespace upkeep
