// SPDX-License-Identifier: Apache-2.0
// Frees what no snapshot needs: packs without a needed content go, packs that are mostly dead, and
// small ones once there are many, are written anew without what is dead. The new pack is durable
// before the old one goes, so a cut leaves at worst both; the next run finds the copy it need not
// keep. Memory: what PackWriter needs, and some 100 bytes per content.
#pragma once

#include "snapshots/vault.h"
#include "snapshots/vault_store.h"

namespace upkeep {

struct GarbageReport {
    qint64 freed = 0;
    qsizetype rewritten = 0;
    QStringList unreadable; // snapshots whose needs no one knows: nothing was deleted
};

// Under the lock. `without`: snapshots that count as gone. `onlySay`: change nothing; `freed` is
// then an estimate.
Result<GarbageReport>
collectGarbage(VaultStore& store, const QStringList& without = {}, bool onlySay = false);

} // namespace upkeep
