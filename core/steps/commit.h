// SPDX-License-Identifier: Apache-2.0
// The new version stays: the old application tree becomes `previous`, old copies of settings and
// data go (they are in the snapshot). After the probe. Each function may be called again.
#pragma once

#include "components/tree_switch.h"
#include "product/places.h"
#include "system/processes.h"

namespace upkeep {

// Where the old application tree lies now: still at its staged name, or `previous` already.
Result<LocalPath>
oldTreeOf(FileSystem& files, const InstallRoot& root, const TreeSwitch& application);

// Removes it, or puts it into the trash while a process still maps it.
Result<void> dropTree(FileSystem& files,
                      Processes& processes,
                      const InstallRoot& root,
                      const LocalPath& tree,
                      const QString& transaction);
// Durable on return. A `previous` that a process still maps goes to the trash instead of being
// deleted.
Result<void> keepPrevious(FileSystem& files,
                          Processes& processes,
                          const InstallRoot& root,
                          const TreeSwitch& application,
                          const QString& transaction);
// Old copies outside the root.
Result<void>
dropOldCopies(FileSystem& files, const QList<TreeSwitch>& trees, const InstallRoot& root);
// What no process uses any more.
Result<void> emptyTrash(FileSystem& files, Processes& processes, const InstallRoot& root);

} // namespace upkeep
