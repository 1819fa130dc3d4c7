// SPDX-License-Identifier: Apache-2.0
// Makes the patch from one tree to another (FORMATS section 5) and believes it only after applying
// it: every byte it decodes is compared with the new tree. What the old tree has by hash (equal and
// renamed files) costs nothing but its line in the list.
//
// Segments are made side by side as far as threads and memory go; the patch is the same for any
// number of them. Memory: at most 8 x the old tree + the new one, or what the largest segment needs
// alone: 5 x the old files it starts from + 2 x its new bytes + 48 MiB.
#pragma once

#include "base/progress.h"
#include "base/result.h"
#include "base/task_pool.h"
#include "system/file_system.h"
#include "tree/file_list.h"

#include <stop_token>

namespace upkeep {

struct PatchRequest {
    LocalPath oldTree;
    FileList oldList;
    LocalPath newTree;
    FileList newList;
    LocalPath out; // replaced if it is there
    int threads = machineThreads();
};

struct MadePatch {
    qint64 length = 0;
    Digest sha256;
    qint64 heapKib = 0;      // what applying needs, as the patch itself says
    qint64 decodedFiles = 0; // the others are copied or unchanged
};

// publish.verify-failed if the patch does not rebuild the new tree, publish.invalid if a tree is
// not what its list says. Nothing is left at `out` after a failure.
Result<MadePatch> makePatch(const PatchRequest& request,
                            FileSystem& files,
                            const ProgressSink& progress,
                            std::stop_token stop);

// The patch that lies at `out` already, applied and compared as if it had just been made;
// publish.verify-failed or patch.invalid if it is not one of these trees.
Result<MadePatch>
checkPatch(const PatchRequest& request, FileSystem& files, const std::stop_token& stop);

} // namespace upkeep
