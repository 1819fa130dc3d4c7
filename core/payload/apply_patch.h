// SPDX-License-Identifier: Apache-2.0
// Decodes the outputs of a patch that are still wanted. The whole file was fetched and its signed
// hash checked before this parses a byte of it. Segments are independent: one whose sources are
// gone leaves its outputs out, all others are made.
#pragma once

#include "payload/package_reader.h"
#include "payload/patch_format.h"
#include "system/file_system.h"

#include <QHash>

#include <stop_token>

namespace upkeep {

struct PatchInput {
    LocalPath patch;
    const FileList& wanted;
    const QList<qsizetype>& entries; // of `wanted`, still missing
    const QHash<Digest, LocalPath>& sources;
};

// The head alone: what it starts from, what it reads, the list it leads to.
Result<PatchHead> readPatchHead(const LocalPath& patch, FileSystem& files);

// Pieces of the wanted entries go to `sink`, which verifies them. Memory: the patch's own heap_kib,
// at most 32 MiB + 2 % of the sources. A source that is not what its hash says leaves its segments
// out; patch.invalid for a damaged patch.
Result<void> applyPatch(const PatchInput& input,
                        FileSystem& files,
                        const ContentSink& sink,
                        std::stop_token stop);

} // namespace upkeep
