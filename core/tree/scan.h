// SPDX-License-Identifier: Apache-2.0
// What lies below a folder: names as bytes, one stat each, no content read. First step of comparing
// a live tree, of a snapshot and of making a release. Links are listed, never followed.
#pragma once

#include "base/names.h"
#include "base/result.h"
#include "system/file_system.h"

#include <QByteArray>
#include <QList>

#include <functional>
#include <stop_token>

namespace upkeep {

struct ScannedEntry {
    LocalName name; // relative to the root that was scanned
    FileStat stat;
    QByteArray target;            // symlinks
    bool unreadable = false;      // a folder whose content may not be listed
    bool otherFileSystem = false; // something mounted here: listed, not entered
};

struct ScanOptions {
    QList<LocalName> skip; // each with everything below it
    // Asked for every entry besides; true leaves it out with everything below it.
    std::function<bool(const LocalName& name, FileType type)> leaveOut;
    int maximumDepth = 64;
    qsizetype maximumEntries = 1'000'000;
};

// Parents before their children, each folder sorted by bytes. What disappears while it is scanned
// is left out. Fails with tree.invalid beyond a maximum, file.* if the root is no readable folder.
Result<QList<ScannedEntry>> scanTree(FileSystem& files,
                                     const LocalPath& root,
                                     const ScanOptions& options = {},
                                     std::stop_token stop = {});

} // namespace upkeep
