// SPDX-License-Identifier: Apache-2.0
// The switch: all staged trees and live trees change names, one exchange each, back to back. After
// everything slow is done, durable and in the journal; before the probe. Cannot be cancelled.
#pragma once

#include "components/tree_switch.h"

namespace upkeep {

// Durable on return. An error leaves some trees switched: the journal's rows say what follows.
Result<void> switchOver(FileSystem& files, const QList<TreeSwitch>& trees);
Result<void> switchBack(FileSystem& files, const QList<TreeSwitch>& trees);

} // namespace upkeep
