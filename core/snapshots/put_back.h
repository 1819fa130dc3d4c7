// SPDX-License-Identifier: Apache-2.0
// A component put back at a place of its own, outside any product. It is made whole and verified
// beside the place and then takes it in one step, so that a failure or a cut leaves what was there;
// what the snapshot excludes moves over afterwards. Left behind by a cut: a folder
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
};

struct PutBackReport {
    RestoreReport restored;
    bool replaced = false;
};

Result<PutBackReport> putBack(FileSystem& files,
                              Vault& vault,
                              const PutBack& wish,
                              const ProgressSink& progress = {},
                              std::stop_token stop = {});

// What putBack() would refuse before it begins; nothing is changed.
Result<void> checkPlace(FileSystem& files, const PutBack& wish);

} // namespace upkeep
