// SPDX-License-Identifier: Apache-2.0
// A published site in a folder: a network share, a stick, an offline bundle unpacked.
#pragma once

#include "source/release_source.h"

namespace upkeep {

// `files` must outlive it. Payloads must lie in the folder too: an absolute address is
// source.invalid.
std::unique_ptr<ReleaseSource>
makeFolderSource(const LocalPath& folder, FileSystem& files, std::unique_ptr<Fetcher> fetcher);

} // namespace upkeep
