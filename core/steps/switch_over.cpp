// SPDX-License-Identifier: Apache-2.0
#include "steps/switch_over.h"

namespace upkeep {

Result<void> switchOver(FileSystem& files, const QList<TreeSwitch>& trees) {
    for (const TreeSwitch& tree : trees)
        UPKEEP_TRY(bringNew(files, tree));
    return {};
}

Result<void> switchBack(FileSystem& files, const QList<TreeSwitch>& trees) {
    for (const TreeSwitch& tree : trees)
        UPKEEP_TRY(bringOld(files, tree));
    return {};
}

} // namespace upkeep
