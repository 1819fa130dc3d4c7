// SPDX-License-Identifier: Apache-2.0
// What has to happen to a folder so that it holds exactly a component of a snapshot, and no more:
// the rest is neither read from the vault nor written. What the snapshot leaves out on purpose, and
// what it cannot hold (sockets, pipes, devices, other file systems), stays where it is.
#pragma once

#include "snapshots/snapshot_manifest.h"

#include <QSet>

#include <stop_token>

namespace upkeep {

struct LiveChanges {
    QList<LocalName> come; // from the snapshot, each with all below it
    QList<LocalName> go;   // taken away, each with all below it
    // Folders of the snapshot, the top (an empty name) among them, whose own mode, owner, time or
    // attributes are not right, or will not be when something in them has come or gone.
    QSet<LocalName> folders;
    // False where something that stays is in the way of something that comes, or attributes would
    // have to be taken off: then only a whole new tree will do.
    bool isPossible = true;
};

// `known`: the newest snapshot of the same place, or nullptr; files that are provably as they were
// then are not read.
Result<LiveChanges> findLiveChanges(FileSystem& files,
                                    const SnapshotComponent& wanted,
                                    const SnapshotComponent* known,
                                    const LocalPath& live,
                                    const std::stop_token& stop);

// Everything that shows without reading its content is as an entry of a snapshot says.
bool isProvablySame(const SnapshotEntry& known, const FileStat& stat);

} // namespace upkeep
