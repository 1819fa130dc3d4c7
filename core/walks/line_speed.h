// SPDX-License-Identifier: Apache-2.0
// How quick this machine's line was at its last downloads, for the choice between ways and for
// honest estimates. Forgetting it costs nothing but a worse guess.
#pragma once

#include "walks/seams.h"

namespace upkeep {

// Bytes per second; 2 MB/s where nothing was measured yet.
double lineSpeed(const Seams& seams);
// Half of what was known, half of this; 0 is no measurement and changes nothing.
void noteLineSpeed(const Seams& seams, double bytesPerSecond);

} // namespace upkeep
