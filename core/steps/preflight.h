// SPDX-License-Identifier: Apache-2.0
// Can this go well here? Asked before anything is downloaded and again before the switch: places,
// permissions, space, programs in use. Changes nothing that stays.
#pragma once

#include "components/component.h"
#include "product/places.h"
#include "walks/walk_types.h"

namespace upkeep {

struct PreflightInput {
    InstallRoot root;
    QList<LocalPath> otherTrees; // outside the root, to be exchanged as well
    qint64 diskNeeded = 0;
};

struct PreflightReport {
    std::optional<Hold> hold; // "package", "read-only-parent", "mount-point", "symlink", "disk"
    QList<RunningProgram> running;
    bool exchange = true; // false: two renames under the journal
    qint64 diskFree = 0;
};

Result<PreflightReport>
preflight(FileSystem& files, Processes& processes, const PreflightInput& input);

// Who uses the tree; we ourselves do not count.
Result<QList<RunningProcess>> programsUsing(Processes& processes, const LocalPath& tree);
QList<RunningProgram> toPrograms(const QList<RunningProcess>& processes);

} // namespace upkeep
