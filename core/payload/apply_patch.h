// SPDX-License-Identifier: Apache-2.0
// Decodes the outputs of a patch that are still wanted. The whole file was fetched and its signed
// hash checked before this parses a byte of it. Segments are independent and decoded side by side:
// one that is damaged or whose sources are gone or changed leaves outputs out, all others are made.
//
// Memory: 32 MiB + 2 % of the sources for all that runs at the same time, whatever the machine has
// of processors. A request to stop is heard within some milliseconds.
#pragma once

#include "payload/package_reader.h"
#include "payload/patch_format.h"
#include "system/file_system.h"

#include <QHash>

#include <stop_token>

namespace upkeep {

struct PatchInput {
    LocalPath patch;
    const FileList& from; // what the patch starts from
    const FileList& wanted;
    const QList<qsizetype>& entries; // of `wanted`, still missing
    const QHash<Digest, LocalPath>& sources;
};

// Called for each segment that is decoded, on the thread that does so; sinks of several segments
// are used at the same time, but no entry is given to two.
using SinkMaker = std::function<ContentSink()>;

// The head alone: what it reads, the list it leads to. `from` as PatchHead::parse says.
Result<PatchHead> readPatchHead(const LocalPath& patch, const FileList& from, FileSystem& files);

// Pieces of the wanted entries go to a sink, which verifies them; an entry that is given up gets no
// further pieces, and what the sink did not complete is not there. Fails where the head is damaged
// (patch.invalid), comes from the future (patch.unsupported), or a sink fails for another reason
// than the content.
Result<void> applyPatch(const PatchInput& input,
                        FileSystem& files,
                        const SinkMaker& sinks,
                        const std::stop_token& stop);

} // namespace upkeep
