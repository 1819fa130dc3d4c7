// SPDX-License-Identifier: Apache-2.0
// A second copy of a folder (or of one file) with modes, times, links and attributes: shared blocks
// where the file system can, else byte by byte; never a hard link.
#pragma once

#include "base/names.h"
#include "system/file_system.h"

#include <functional>
#include <stop_token>

namespace upkeep {

// True for what is left out, a folder with all that is below it. Names are relative to the root.
using SkipName = std::function<bool(const LocalName&)>;

// `to` must not exist. Sockets, pipes and devices are left out. Not durable before a syncFs.
Result<void> copyTree(FileSystem& files,
                      const LocalPath& from,
                      const LocalPath& to,
                      const SkipName& skip,
                      std::stop_token stop);
// One file or link, with its attributes; folders on the way are made like those it comes from.
// What is at `to` already is replaced.
Result<void> copyEntry(FileSystem& files,
                       const LocalPath& fromRoot,
                       const LocalPath& toRoot,
                       const LocalName& name);

} // namespace upkeep
