// SPDX-License-Identifier: Apache-2.0
// Work that is to disturb nobody: on a thread of its own with the lowest priority for processor and
// disk, since a thread that has become nicer cannot be made less so again.
#pragma once

#include <functional>

namespace upkeep {

// Returns when it is done.
void atLowPriority(const std::function<void()>& work);

} // namespace upkeep
