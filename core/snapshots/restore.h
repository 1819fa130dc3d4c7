// SPDX-License-Identifier: Apache-2.0
// A component, or a part of it, written to a new place exactly as it was.
#pragma once

#include "snapshots/vault.h"
#include "snapshots/vault_store.h"

namespace upkeep {

// See Vault::restoreTree. `names` empty = everything.
Result<RestoreReport> restoreComponent(VaultStore& store,
                                       const SnapshotComponent& component,
                                       const QList<LocalName>& names,
                                       const LocalPath& into,
                                       const ProgressSink& progress,
                                       const std::stop_token& stop);

} // namespace upkeep
