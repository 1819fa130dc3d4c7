// SPDX-License-Identifier: Apache-2.0
// The vault: snapshots of whole components, deduplicated by content (SNAPSHOTS section 5). The walk
// fills it before a switch; rollback, restore and patches take from it. Knows no components.
//
//   vault/FORMAT lock index packs/xx/<sha256>.pack snaps/<id>.snap tmp/ trash/        mode 0700
// FORMAT: "upkeep-vault 1\n". lock: held by whoever changes the vault. index: a cache of all pack
// trailers. snaps/<id>.state: pinned, verified. damaged: contents that a verification found bad and
// that the next snapshot stores anew. A snapshot exists if and only if its .snap does; everything
// is append-then-rename, so a cut leaves only garbage. Formats: snapshot_manifest.h, pack_format.h.
//
// Not for two threads at once. Memory: 64 MiB at most, besides the manifest in hand and the index
// (some 200 bytes per object).
#pragma once

#include "base/digest.h"
#include "base/progress.h"
#include "snapshots/snapshot_manifest.h"
#include "snapshots/snapshot_writer.h"

#include <memory>
#include <optional>
#include <stop_token>

namespace upkeep {

struct SnapshotInfo {
    QString id;
    SnapshotMeta meta;
    QStringList components;
    qint64 size = 0;    // of the content
    qint64 ownSize = 0; // bytes in packs that only this one needs
    int files = 0;
    Digest checksum; // of its .snap
    bool pinned = false;
    bool damaged =
        false; // cannot be read, or needs a pack that is not there; then little else is known
    std::optional<QDateTime> verified; // last full verification that found nothing
};

enum class VerifyDepth { Quick, Full };

struct DamagedEntry {
    QString snapshot;
    QString component; // empty: the snapshot as a whole
    LocalName name;
    QString cause;
};

struct VerifyReport {
    QList<DamagedEntry> damaged;
    qsizetype objects = 0; // looked at
    qint64 bytes = 0;      // decoded and hashed (Full)
    bool isIntact() const { return damaged.isEmpty(); }
    bool isIntact(const QString& snapshot) const {
        return std::none_of(damaged.begin(), damaged.end(), [&](const DamagedEntry& entry) {
            return entry.snapshot == snapshot;
        });
    }
};

struct RestoreReport {
    qsizetype entries = 0;
    qint64 bytes = 0;
    QList<LocalName> ownerNotSet;  // not permitted; set-user-id bits are dropped with it
    QList<LocalName> xattrsNotSet; // not permitted, and file capabilities always
};

struct RetentionWish {
    int keep = 5;             // the newest so many stay, at least one
    qint64 budget = 0;        // bytes of all packs; 0 = no limit
    QStringList protectedIds; // stay besides
    QDateTime notBefore = {}; // older ones go, but for the newest; invalid = none for its age
    bool onlySay = false;     // change nothing; with it `freed` is what the packs hold in vain
};

struct RetentionReport {
    QStringList removed;
    QStringList unreadable; // as long as there are any, nothing is deleted from packs
    qint64 freed = 0;
    qsizetype rewritten = 0; // packs that were mostly dead, or too small
    bool overBudget = false; // what must be kept needs more than the budget
};

struct VaultSpace {
    qint64 packs = 0;  // all packs on disk
    qint64 own = 0;    // needed by exactly one snapshot
    qint64 shared = 0; // needed by several
    qint64 pinned = 0; // needed by a pinned one
    qint64 free = 0;   // left on the file system
    qint64 total = 0;  // size of the file system
};

class Vault {
public:
    // Makes it (0700) if it is not there. snapshot.invalid if the folder holds something else or a
    // newer format.
    static Result<Vault> open(FileSystem& files, const LocalPath& folder);
    // file.not-found where there is none.
    static Result<Vault> openExisting(FileSystem& files, const LocalPath& folder);
    ~Vault();
    Vault(const Vault&) = delete;
    Vault& operator=(const Vault&) = delete;
    Vault(Vault&&) noexcept;
    Vault& operator=(Vault&&) noexcept;

    // The vault must outlive the writer. lock.held while another one writes.
    Result<SnapshotWriter> begin(const SnapshotMeta& meta);
    // Adds further components to a closed snapshot; close() replaces it in one step.
    Result<SnapshotWriter> extend(const QString& id);

    // Newest first, damaged ones among them.
    Result<QList<SnapshotInfo>> list();
    Result<SnapshotManifest> manifest(const QString& id); // snapshot.unknown, snapshot.damaged

    // Every content is hashed before it counts. `into` must not exist: a folder is made, or a file
    // when the component is one. Durable on return. On failure (snapshot.damaged names the file)
    // what was made stays; the caller drops it.
    Result<RestoreReport> restoreTree(const QString& id,
                                      const QString& component,
                                      const LocalPath& into,
                                      const ProgressSink& progress = {},
                                      std::stop_token stop = {});
    // The same for some entries, each with everything below it and with the folders above.
    Result<RestoreReport> restoreFiles(const QString& id,
                                       const QString& component,
                                       const QList<LocalName>& names,
                                       const LocalPath& into,
                                       const ProgressSink& progress = {},
                                       std::stop_token stop = {});

    // Quick: the .snap and the packs' trailers and sizes. Full: every content decoded and hashed,
    // once for all; its date is noted when `now` is given. Damage is in the report, not an error.
    Result<VerifyReport> verify(const QStringList& ids,
                                VerifyDepth depth,
                                const ProgressSink& progress = {},
                                std::stop_token stop = {},
                                const QDateTime& now = {});
    Result<VerifyReport> verify(const QString& id,
                                VerifyDepth depth,
                                const ProgressSink& progress = {},
                                std::stop_token stop = {},
                                const QDateTime& now = {}) {
        return verify(QStringList{id}, depth, progress, std::move(stop), now);
    }

    // One snapshot as one file, and back (bundle.h). Nothing of a bundle counts before all of it
    // has been checked, nor one of another product.
    Result<void> exportTo(const QString& id, const LocalPath& file);
    Result<QString> importFrom(const LocalPath& file,
                               const QString& product,
                               const ProgressSink& progress = {},
                               std::stop_token stop = {});

    // Durable on return; packs no one needs any more are deleted after it.
    Result<void> remove(const QString& id);
    Result<void> pin(const QString& id, bool pinned);
    // Keeps the newest `keep` that are not too old, pinned and protected ones; then, while the
    // packs need more than `budget` bytes, drops the oldest that is neither, never the newest one.
    // Packs that are mostly dead are written anew.
    Result<RetentionReport> retain(const RetentionWish& wish);
    Result<RetentionReport> retain(int keep, qint64 budget, const QStringList& protectedIds) {
        return retain(RetentionWish{keep, budget, protectedIds, {}, false});
    }

    // Of the file system it lies on.
    Result<SpaceReport> disk() const;

    // Pristine copies for patches.
    Result<bool> contains(const Digest& digest);
    // Writes the verified content to a new file; snapshot.unknown or snapshot.damaged.
    Result<void> extractObject(const Digest& digest, const LocalPath& to);

    Result<VaultSpace> space();

private:
    explicit Vault(std::unique_ptr<VaultStore> store);
    std::unique_ptr<VaultStore> m_store;
};

} // namespace upkeep
