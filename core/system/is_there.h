// SPDX-License-Identifier: Apache-2.0
// For decisions: whether something is there, where a disk that does not answer is an error and not
// a "no". FileSystem::exists() is for what only saves work.
#pragma once

#include "system/file_system.h"

namespace upkeep {

inline Result<bool> isThere(FileSystem& files, const LocalPath& path) {
    UPKEEP_TRY_AS(const auto found, files.statIfThere(path));
    return found.has_value();
}

} // namespace upkeep
