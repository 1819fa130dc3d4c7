// SPDX-License-Identifier: Apache-2.0
// How much memory this machine can still give away without swapping, for the choice between ways
// that need little and ways that need much.
#pragma once

#include <QtGlobal>

namespace upkeep {

// MemAvailable of /proc/meminfo; 0 = not known.
qint64 availableMemory();

} // namespace upkeep
