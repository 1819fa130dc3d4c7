// SPDX-License-Identifier: Apache-2.0
// What a tree holds, as one digest. With an installed record inside, its signed entries only (the
// user's own files come and go); else everything below it. Says "this is the same tree" when inode
// and birth time cannot, and "nothing was written since".
#pragma once

#include "base/digest.h"
#include "base/names.h"
#include "system/file_system.h"

#include <stop_token>

namespace upkeep {

// `tree` may also be a single file. file.not-found where nothing is there. Reads every byte.
Result<Digest> fingerprintOf(FileSystem& files, const LocalPath& tree, std::stop_token stop = {});

} // namespace upkeep
