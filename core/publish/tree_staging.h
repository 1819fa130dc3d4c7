// SPDX-License-Identifier: Apache-2.0
// Turns a build's output folder into a tree that can be signed: a copy with the two modes a list
// knows, and its list.
#pragma once

#include "system/file_system.h"
#include "tree/file_list.h"

#include <optional>

namespace upkeep {

struct StagedTree {
    LocalPath folder;
    FileList list;
};

// Copies `from` into `into` (made if needed), below `prefix` if there is one. A file that anyone
// may run gets 0755, others 0644. Sockets, devices and names that are not portable fail with
// tree.invalid or name.invalid. Calls may go on with the same `into`: their lists are then joined
// by the caller.
Result<StagedTree> stageTree(FileSystem& files,
                             const LocalPath& from,
                             const std::optional<RelativePath>& prefix,
                             const LocalPath& into);

// The list of what lies in a folder, as it is: to compare what came out of a package or a patch.
Result<FileList> listFolder(FileSystem& files, const LocalPath& folder);

// The list stageTree would make of a folder, without the copy.
Result<FileList> listAsStaged(FileSystem& files, const LocalPath& folder);

} // namespace upkeep
