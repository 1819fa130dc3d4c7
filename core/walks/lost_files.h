// SPDX-License-Identifier: Apache-2.0
// Files of the installed version that are no longer what was signed: what of them is still whole,
// and what a patch needs of them brought back from the frames of the package that is installed.
// Used while a tree is obtained.
#pragma once

#include "payload/patch_format.h"
#include "payload/salvage.h"
#include "steps/download.h"

namespace upkeep {

struct ObtainInput;

struct LostFiles {
    Salvage salvage;
    qint64 bytes = 0; // what of them is probably to be fetched
};
// `sources`: the contents that are here.
LostFiles findLostFiles(const ObtainInput& input, const QHash<Digest, LocalPath>& sources);

// What a patch reads and takes along unchanged for these paths of the new tree.
QSet<Digest>
contentsFor(const PatchHead& head, const FileList& list, const QSet<RelativePath>& paths);

// Adds these contents of the installed version to `sources`, in a tree of their own at `into`.
// Fails where its package is listed no longer or cannot help.
Result<void> restoreContents(const ObtainInput& input,
                             Downloads& downloads,
                             const QSet<Digest>& contents,
                             const Salvage& salvage,
                             const LocalPath& into,
                             QHash<Digest, LocalPath>& sources);

} // namespace upkeep
