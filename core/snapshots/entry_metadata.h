// SPDX-License-Identifier: Apache-2.0
// What an entry of a snapshot has besides its content, put on a file that was made for it. What may
// not be set is no error: it is told, and a program gains no rights by being restored (FORMATS
// section 7).
#pragma once

#include "snapshots/snapshot_manifest.h"
#include "system/file_system.h"

namespace upkeep {

struct MetadataGaps {
    bool owner = false;  // not permitted; set-user-id bits are dropped with it
    bool xattrs = false; // not permitted or not possible here, and file capabilities always
};

// Attributes, owner, mode, time, in this order: each may change the next.
Result<MetadataGaps>
setMetadata(FileSystem& files, const SnapshotEntry& entry, const LocalPath& path);

} // namespace upkeep
