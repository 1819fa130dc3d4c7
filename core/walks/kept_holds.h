// SPDX-License-Identifier: Apache-2.0
// Why the background agent lets an update wait, kept beside the last check so that status() says
// the same in every program. A cache; losing it means "nobody said why".
#pragma once

#include "system/file_system.h"
#include "walks/walk_types.h"

namespace upkeep {

QList<Hold> readKeptHolds(FileSystem& files, const LocalPath& folder);
// None = the file goes.
Result<void> writeKeptHolds(FileSystem& files, const LocalPath& folder, const QList<Hold>& holds);

// The pause, the holds that still hold and the state they make of it.
void tellHolds(ProductStatus& status, const QList<Hold>& kept, const QDateTime& now);

} // namespace upkeep
