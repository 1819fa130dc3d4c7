// SPDX-License-Identifier: Apache-2.0
// Who uses a tree, read from /proc.
#pragma once

#include "system/processes.h"

#include <optional>

namespace upkeep {

// Processes this user may look into whose executable, mappings, working folder or open files lie in
// the tree: by the path the kernel gives now (it follows renames and exchanges) and by the identity
// of the file (a process in another mount namespace sees another path).
Result<QList<RunningProcess>> processesUsing(const LocalPath& path);

// Field 22 of /proc/<pid>/stat; nullopt when the process is gone.
std::optional<quint64> processStartTime(qint64 pid);

} // namespace upkeep
