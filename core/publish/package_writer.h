// SPDX-License-Identifier: Apache-2.0
// Makes the package of a tree and its index (FORMATS section 4): a tar that `tar --zstd -x` reads,
// in frames a client can fetch one by one. The same tree and time give the same bytes. Before it
// returns, GNU tar has unpacked the package and every file of it was compared with the list.
#pragma once

#include "base/digest.h"
#include "base/progress.h"
#include "base/result.h"
#include "system/file_system.h"
#include "system/processes.h"
#include "tree/file_list.h"

#include <QDateTime>

#include <optional>
#include <stop_token>

namespace upkeep {

struct PackageRequest {
    LocalPath tree;
    FileList list; // of the tree
    QList<FileList>
        previous;       // lists of the last releases, newest first: what changed lately comes first
    QDateTime released; // the tar's times, whole seconds
    LocalPath package;  // to be written; must not exist
    LocalPath index;
    LocalPath frames; // written only where the package is solid
};

struct MadeAsset {
    LocalPath path;
    qint64 length = 0;
    Digest sha256;
};

struct MadePackage {
    MadeAsset package; // what is fetched whole: framed, or solid where frames cost over 1.10 times
                       // as much
    MadeAsset index;
    std::optional<MadeAsset> frames; // the framed twin of a solid package
    qint64 unpacked = 0;
};

// Disk: both packages, then one unpacked tree. Memory: 64 MiB; for the solid try zstd's window and
// its tables, 350 MiB at most, however large the tree is.
Result<MadePackage> writePackage(const PackageRequest& request,
                                 FileSystem& files,
                                 Processes& processes,
                                 const ProgressSink& progress,
                                 std::stop_token stop);

} // namespace upkeep
