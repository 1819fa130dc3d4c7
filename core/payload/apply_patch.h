// SPDX-License-Identifier: Apache-2.0
// Decodes the outputs of a patch that are still wanted. The whole file was fetched and its signed
// hash checked before this parses a byte of it. Segments are independent: one that is damaged or
// whose sources are gone leaves its outputs out, all others are made.
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

// Pieces of the wanted entries go to `sink`, which verifies them; an entry that is given up gets no
// further pieces, and what the sink did not complete is not there. Memory: the patch's own
// heap_kib, at most 32 MiB + 2 % of the sources. Fails where the head is damaged (patch.invalid),
// comes from the future (patch.unsupported), or the sink fails for another reason than the content.
Result<void> applyPatch(const PatchInput& input,
                        FileSystem& files,
                        const ContentSink& sink,
                        std::stop_token stop);

} // namespace upkeep
