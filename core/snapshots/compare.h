// SPDX-License-Identifier: Apache-2.0
// What differs between two snapshots, or between a snapshot and what is there now.
#pragma once

#include "snapshots/difference.h"
#include "snapshots/snapshot_manifest.h"

#include <QList>

#include <stop_token>

namespace upkeep {

// Sorted by component, then name; entries that are the same are left out. Permissions: the content
// is the same, but not mode, owner or attributes. Times alone are no difference.
QList<DifferenceEntry> compareSnapshots(const SnapshotManifest& left,
                                        const SnapshotManifest& right);

// The snapshot (old) with a live folder (new), by content; what the snapshot excludes is not looked
// at. A live folder that is missing is empty.
Result<QList<DifferenceEntry>> compareWithLive(FileSystem& files,
                                               const SnapshotComponent& component,
                                               const LocalPath& live,
                                               std::stop_token stop = {});

} // namespace upkeep
