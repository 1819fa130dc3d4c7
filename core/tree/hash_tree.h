// SPDX-License-Identifier: Apache-2.0
// The contents of a tree by hash: two threads, and only what the stat cache does not know.
#pragma once

#include "base/digest.h"
#include "base/progress.h"
#include "tree/file_list.h"
#include "tree/scan.h"
#include "tree/stat_cache.h"

#include <QHash>

namespace upkeep {

struct TreeState {
    QList<ScannedEntry> entries; // in the order of scanTree
    QHash<LocalName, Digest> digests;
    QList<LocalName> unreadable; // files and folders that could not be read, or went away

    const Digest* digestOf(const LocalName& name) const;
};

// Scans and hashes everything that is there. Files that cannot be read go to `unreadable`. The
// cache, if any, is asked first and told the results.
Result<TreeState> readTree(FileSystem& files,
                           const LocalPath& root,
                           const ScanOptions& options,
                           StatCache* cache,
                           const ProgressSink& progress = {},
                           std::stop_token stop = {});

// The file list of a folder that is to be published: modes become 0644 or 0755, special files,
// names no list may hold and links that leave the folder are refused with tree.invalid.
Result<FileList> listFolder(FileSystem& files,
                            const LocalPath& folder,
                            const ProgressSink& progress = {},
                            std::stop_token stop = {});

} // namespace upkeep
