// SPDX-License-Identifier: Apache-2.0
// Is everything a snapshot needs still there and still what it was?
#pragma once

#include "snapshots/vault.h"
#include "snapshots/vault_store.h"

namespace upkeep {

// Besides the report, the contents that are bad (Full) go to `bad`.
Result<VerifyReport> verifySnapshot(VaultStore& store,
                                    const SnapshotManifest& manifest,
                                    VerifyDepth depth,
                                    const ProgressSink& progress,
                                    const std::stop_token& stop,
                                    QSet<Digest>& bad);

} // namespace upkeep
