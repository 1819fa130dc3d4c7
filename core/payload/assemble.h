// SPDX-License-Identifier: Apache-2.0
// Builds the complete new tree in an empty folder from whatever is at hand: content found by hash
// anywhere, a patch, fetched frames, the whole package. The one entry for staging and the one place
// where a tree comes into being.
//
// Every file is hashed against the signed list before it counts; a source that is not what its hash
// says is passed over as if it were not there. Nothing is synced: the caller's syncFs makes the
// tree durable. Run it in a child process
// (`upkeepctl unpack`): it parses what came from outside. Memory: that of applyPatch() and the
// lists.
#pragma once

#include "base/progress.h"
#include "base/result.h"
#include "payload/salvage.h"
#include "system/file_system.h"
#include "tree/file_list.h"

#include <QHash>
#include <QList>

#include <stop_token>

namespace upkeep {

struct AssembleJob {
    LocalPath into; // an empty folder of ours
    FileList wanted;
    QHash<Digest, LocalPath> sources; // content by hash: live tree, previous, extracts of the vault
    // Each may be empty.
    LocalPath patch;
    LocalPath package;    // whole: framed or solid; its signed hash was checked when it was fetched
    LocalPath index;      // the index asset; needed for `package` and `frames`
    LocalPath frames;     // a folder of "<number>.frame"
    Salvage salvage = {}; // damaged files: what is whole of them need not be a frame
    FileList patchFrom = {}; // the list of the tree `patch` starts from
};

struct AssembleReport {
    int cloned = 0; // files that share their blocks with, or were copied from, a source
    int decoded = 0;
    qint64 bytesWritten = 0;
    QList<RelativePath> missing; // these need frames (or the whole package); all others are there
};

// Fails only where the job itself is wrong or the disk refuses; content that cannot be had is in
// `missing`. A damaged patch is patch.invalid, a damaged package payload.invalid or
// payload.hash-mismatch.
Result<AssembleReport> assemble(const AssembleJob& job,
                                FileSystem& files,
                                const ProgressSink& progress,
                                std::stop_token stop);

} // namespace upkeep
