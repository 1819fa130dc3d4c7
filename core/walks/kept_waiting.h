// SPDX-License-Identifier: Apache-2.0
// Why the background agent lets an update wait and what a person wished for it, kept beside the
// last check so that status() says the same in every program. A cache; losing it means "nobody said
// why".
#pragma once

#include "system/file_system.h"
#include "walks/walk_types.h"

namespace upkeep {

Waiting readKeptWaiting(FileSystem& files, const LocalPath& folder);
// Nothing to say = the file goes.
Result<void> writeKeptWaiting(FileSystem& files, const LocalPath& folder, const Waiting& waiting);

// The wish, the pause, the holds that still hold and the state they make of it.
void tellWaiting(ProductStatus& status, const Waiting& kept, const QDateTime& now);

} // namespace upkeep
