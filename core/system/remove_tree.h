// SPDX-License-Identifier: Apache-2.0
// Removes a whole tree by descriptors, so that nobody can swap a folder for a link underneath.
#pragma once

#include "base/names.h"
#include "base/result.h"

namespace upkeep {

// Never enters a link or a mount point (file.cross-device); read-only folders of ours are opened up
// first. Nothing there = done. Not durable before the parent is synced.
Result<void> removeTreeOnDisk(const LocalPath& path);

} // namespace upkeep
