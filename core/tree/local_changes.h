// SPDX-License-Identifier: Apache-2.0
// How a live tree differs from the list its publisher signed: what `verify` reports, what an update
// must keep, and which of the user's own files lie where the new release wants something.
#pragma once

#include "tree/hash_tree.h"

#include <QSet>

namespace upkeep {

struct TreeReport {
    QList<LocalName> changed; // other content, another link target, or another type
    QList<LocalName> removed;
    QList<LocalName> modeChanged; // the same content with other permissions
    QList<LocalName> extras;      // not in the list; folders too
    QList<LocalName> unreadable;
    QSet<LocalName> extraFolders;     // those of `extras` that are folders
    QHash<LocalName, Digest> digests; // of every file that was read, extras too

    // Extras do not count: they are the user's.
    bool isIntact() const;
};

// `ignore`: names left alone with everything below them (our record, in-tree data).
Result<TreeReport> compareWithList(FileSystem& files,
                                   const LocalPath& root,
                                   const FileList& signedList,
                                   StatCache* cache,
                                   const QList<LocalName>& ignore = {},
                                   std::stop_token stop = {});

// The extras that cannot stay where they are in a tree of `wanted`: the name itself is wanted (and
// not both are folders), or one of them would have to be a folder for the other.
QList<LocalName> extrasInTheWay(const TreeReport& report, const FileList& wanted);

} // namespace upkeep
