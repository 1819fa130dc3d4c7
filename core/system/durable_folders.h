// SPDX-License-Identifier: Apache-2.0
// Folders that survive a power cut together with what is synced inside them: a synced file in a
// folder whose own name was not synced is lost with it.
#pragma once

#include "system/file_system.h"

namespace upkeep {

// As makeFolders(), and each name that had to be made is durable on return.
Result<void> makeFoldersDurably(FileSystem& files, const LocalPath& path, quint32 mode = 0755);

} // namespace upkeep
