// SPDX-License-Identifier: Apache-2.0
// Parts of a published package: its index, the frames that are missing, and what the installed
// version had but is lost here. Used while a tree is obtained.
#pragma once

#include "payload/salvage.h"
#include "steps/download.h"

#include <functional>

namespace upkeep {

struct FetchedIndex {
    LocalPath path;
    PackageIndex index;
};

// Fails with payload.invalid unless it lists the very tree that was signed.
Result<FetchedIndex> fetchIndex(Downloads& downloads,
                                FileSystem& files,
                                const Payload& payload,
                                const QString& component,
                                const Digest& tree);
// Of the application.
Result<FetchedIndex>
fetchIndex(Downloads& downloads, FileSystem& files, const ReleaseDocument& document);

// Frames with content that `has` does not know and that cannot be salvaged. An empty path: none are
// needed. source.missing where the whole package is cheaper or the host has no ranges.
Result<LocalPath> fetchMissingFrames(Downloads& downloads,
                                     FileSystem& files,
                                     const ReleaseDocument& document,
                                     const PackageIndex& index,
                                     const std::function<bool(const FileEntry&)>& has,
                                     const Salvage& salvage);

// The entries with this content, one of each, and the folders above them: a tree of its own.
Result<FileList> partOf(const FileList& list, const QSet<Digest>& contents);

} // namespace upkeep
