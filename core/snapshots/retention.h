// SPDX-License-Identifier: Apache-2.0
// Which contents belong to which snapshots, and which snapshots may go.
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

// Under the lock. See Vault::retain.
Result<RetentionReport> retainSnapshots(VaultStore& store, const RetentionWish& wish);

} // namespace upkeep
