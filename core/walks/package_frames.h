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

// Frames with content that is neither known here nor can be salvaged nor was left by an earlier
// try.
struct MissingFrames {
    const Payload* payload = nullptr; // the framed package, or the framed twin of a solid one
    QList<qint64> frames;             // without what an earlier try left
    qint64 bytesHere = 0;             // what it left
    FramePlan plan;
    // Fetching them costs less than the whole package, which may be a solid stream.
    bool isCheaperThanWhole = false;
};
using Knows = std::function<bool(const FileEntry&)>;
Result<MissingFrames> findMissingFrames(Downloads& downloads,
                                        FileSystem& files,
                                        const ReleaseDocument& document,
                                        const PackageIndex& index,
                                        const Knows& has,
                                        const Salvage& salvage);
// Nothing in it: none are needed. source.missing where the whole package is cheaper,
// file.unsupported where the host has no ranges.
Result<FetchedParts> fetchMissingFrames(Downloads& downloads,
                                        FileSystem& files,
                                        const ReleaseDocument& document,
                                        const PackageIndex& index,
                                        const Knows& has,
                                        const Salvage& salvage);

// The entries with this content, one of each, and the folders above them: a tree of its own.
Result<FileList> partOf(const FileList& list, const QSet<Digest>& contents);

} // namespace upkeep
