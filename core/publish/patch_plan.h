// SPDX-License-Identifier: Apache-2.0
// Which files of a new tree a patch must decode, in which segments, and which old files each
// segment may start from.
#pragma once

#include "payload/patch_format.h"
#include "tree/file_list.h"

#include <QList>

#include <functional>

namespace upkeep {

struct PlannedSegment {
    ContentClass contentClass = ContentClass::Other;
    QList<qsizetype> outputs; // entries of the new list
    QList<qsizetype> sources; // entries of the old list, the likeliest first
    QList<qsizetype> mains;   // per output the likeliest one, or -1
};

using ClassOfEntry = std::function<Result<ContentClass>(const FileEntry&)>;

// Contents the old tree has by hash, and empty files, are no outputs; a content that several new
// files share is one. A segment is one executable of 1 MiB and more, one file of over 16 MiB, or
// smaller files together, up to 16 MiB.
Result<QList<PlannedSegment>> planSegments(const FileList& oldList,
                                           const FileList& newList,
                                           const ClassOfEntry& classOfNew,
                                           const ClassOfEntry& classOfOld);

} // namespace upkeep
