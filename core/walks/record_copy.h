// SPDX-License-Identifier: Apache-2.0
// A second copy of what says what is installed (`.upkeep/installed/`: the installed record and
// product.yaml), renewed at the end of each walk. It is read only where the live tree's own is
// damaged: without it such a tree could not even be opened to be repaired.
#pragma once

#include "product/places.h"
#include "system/file_system.h"

namespace upkeep {

// Of the live tree as it is now; durable on return. A cut leaves a copy that reads as damaged at
// worst.
Result<void> keepRecordCopy(FileSystem& files, const InstallRoot& root);

} // namespace upkeep
