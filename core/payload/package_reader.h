// SPDX-License-Identifier: Apache-2.0
// Takes files out of a package by the offsets of its index; the tar itself is never parsed. Both
// shapes: fetched frames one by one, and the whole package as one stream (framed or solid, the tar
// in it is the same).
#pragma once

#include "payload/salvage.h"
#include "system/file_system.h"

#include <functional>
#include <stop_token>

namespace upkeep {

// Content of one entry, piece by piece; `last` with the final one.
using ContentSink = std::function<Result<void>(qsizetype entry, QByteArrayView piece, bool last)>;

// The content of `entries` (indices into index.files, any order) from "<folder>/<number>.frame" and
// from what is whole of damaged files. Entries whose frames are not all there and whole are left
// out and returned. A frame is checked before it is decoded. Memory: one frame, 8 MiB.
Result<QList<qsizetype>> readFrames(const PackageIndex& index,
                                    const QList<qsizetype>& entries,
                                    const LocalPath& folder,
                                    const Salvage& salvage,
                                    FileSystem& files,
                                    const ContentSink& sink,
                                    std::stop_token stop);

// The content of `entries` from the whole package, in one pass. Fails with payload.invalid
// where it is damaged. Memory: the zstd window, at most 128 MiB.
Result<void> readPackage(const PackageIndex& index,
                         const QList<qsizetype>& entries,
                         const LocalPath& package,
                         FileSystem& files,
                         const ContentSink& sink,
                         std::stop_token stop);

} // namespace upkeep
