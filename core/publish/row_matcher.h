// SPDX-License-Identifier: Apache-2.0
// Pairs the rows of sorted tables (relocations, call frame index, .pdata, Go's functions) by what
// they point to instead of by their bytes, which all change when code moves: byte matching pairs
// wrong rows of a regular table or none at all.
#pragma once

#include "payload/delta/predicted_walk.h"

namespace upkeep {

// The same steps with every table of a kind known here matched anew; `plan.steps` is replaced.
void matchRows(delta::WalkPlan& plan, QByteArrayView old, QByteArrayView fresh);

} // namespace upkeep
