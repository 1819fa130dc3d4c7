// SPDX-License-Identifier: Apache-2.0
// A component put back at a place of its own, outside any product. Where a folder is replaced, only
// what differs from it is read, made and moved (put_changes.h). Else, and where that cannot be
// done, it is made whole and verified beside the place and then takes it in one step; what the
// snapshot excludes moves over afterwards. Left behind by a cut of that: a folder
// ".<name>.upkeep-<random>" beside the place, either the unfinished copy or the old tree.
#pragma once

#include "snapshots/vault.h"

namespace upkeep {

struct PutBack {
    QString snapshot;
    QString component;
    QList<LocalName> names; // empty = everything
    LocalPath place;
    bool replace = false; // else a place that is not empty is file.exists
    QString safety;       // a snapshot of what is there now: spares reading it; may be empty
};

struct PutBackReport {
    RestoreReport restored; // of what was written
    bool replaced = false;
    qsizetype removed = 0; // names that went; more went with them where they were folders
};

Result<PutBackReport> putBack(FileSystem& files,
                              Vault& vault,
                              const PutBack& wish,
                              const ProgressSink& progress = {},
                              std::stop_token stop = {});

// Ends what a cut left half done at this place, before it is read or written.
Result<void> settlePlace(FileSystem& files, Vault& vault, const LocalPath& place);

// What putBack() would refuse before it begins; nothing is changed.
Result<void> checkPlace(FileSystem& files, const PutBack& wish);

} // namespace upkeep
