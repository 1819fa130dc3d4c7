// SPDX-License-Identifier: Apache-2.0
// Are the contents of snapshots there, and what they should be?
#pragma once

#include "snapshots/vault.h"
#include "snapshots/vault_store.h"

namespace upkeep {

using ManifestReader = std::function<Result<SnapshotManifest>(const QString& id)>;

// See Vault::verify. Contents that several snapshots share are looked at once. `bad` gets the
// contents that the next snapshot must store anew. `read`: where manifests come from, if not from
// the vault.
Result<VerifyReport> verifySnapshots(VaultStore& store,
                                     const QStringList& ids,
                                     VerifyDepth depth,
                                     const ProgressSink& progress,
                                     const std::stop_token& stop,
                                     QSet<Digest>& bad,
                                     const ManifestReader& read = {});

} // namespace upkeep
