// SPDX-License-Identifier: Apache-2.0
// Which contents belong to which snapshots, which packs no one needs, and which snapshots may go.
#pragma once

#include "snapshots/vault.h"
#include "snapshots/vault_store.h"

namespace upkeep {

// How the vault's contents are shared among its snapshots, by bytes in packs.
struct ContentShares {
    QHash<QString, qint64> own; // by snapshot
    qint64 ownTotal = 0;
    qint64 shared = 0;
    qint64 pinned = 0;
};
ContentShares contentShares(VaultStore& store,
                            const QList<SnapshotManifest>& manifests,
                            const QSet<QString>& pinned);

// Under the lock: deletes the packs that no snapshot names; bytes freed. While any snapshot cannot
// be read nothing is deleted, since no one knows what it needs.
Result<qint64> collectGarbage(VaultStore& store);

// Under the lock. See Vault::retain.
Result<RetentionReport>
retainSnapshots(VaultStore& store, int keep, qint64 budget, const QStringList& protectedIds);

} // namespace upkeep
