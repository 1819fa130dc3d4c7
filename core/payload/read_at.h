// SPDX-License-Identifier: Apache-2.0
// Reads a range of an open file whole: a window, never a mapping, as a file cut short under a
// mapping would kill the process.
#pragma once

#include "base/result.h"

#include <span>

namespace upkeep {

// file.failed also where the file ends early.
Result<void> readAt(int descriptor, qint64 offset, std::span<char> into);

} // namespace upkeep
