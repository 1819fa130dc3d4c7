// SPDX-License-Identifier: Apache-2.0
// What happens to settings and data when a version goes back (DESIGN section 2, "Data at a
// rollback"). Decided before anything is touched, and the preview shows the very same decision.
#pragma once

#include "components/component.h"
#include "snapshots/vault.h"
#include "walks/walk_types.h"

#include <QMap>

namespace upkeep {

struct UndoInput {
    const ComponentContext& context; // live: the version left; next: the one gone back to
    QString snapshot;                // the rollback point; empty = there is none
    QMap<QString, Digest> switched;  // components the last switch exchanged -> what they were then
    bool personPresent = true;
    DataChoice choice = DataChoice::Decide;
};

// One part per component outside the application tree.
Result<QList<RollbackPart>> decideUndo(const ComponentList& components,
                                       const UndoInput& input,
                                       SnapshotManifest* rollbackPoint);

// Stages what the parts say; the trees go into the same switch as the application's.
Result<QList<StagedPart>> stageUndo(const ComponentList& components,
                                    const QList<RollbackPart>& parts,
                                    const ComponentContext& context,
                                    Vault& vault,
                                    const QString& snapshot);

} // namespace upkeep
