// SPDX-License-Identifier: Apache-2.0
// Makes the patch from one tree to another (FORMATS section 5) and believes it only after applying
// it: every byte it decodes is compared with the new tree. What the old tree has by hash (equal and
// renamed files) costs nothing but its line in the list.
//
// Memory: about 5 x the largest set of old files a segment starts from + that segment's new bytes.
#pragma once

#include "base/progress.h"
#include "base/result.h"
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

} // namespace upkeep
