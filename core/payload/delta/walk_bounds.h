// SPDX-License-Identifier: Apache-2.0
// Bounds of a predicted segment and the logs of its tables: the memory of decoding follows from
// them, whatever a patch says.
#pragma once

#include <QtGlobal>

namespace upkeep::delta {

inline constexpr size_t mostSteps = 96 * 1024; // 80 bytes each
inline constexpr int learnedLog = 19;          // 8 bytes
inline constexpr int correctionLog = 20;       // 2 bytes
inline constexpr int freshLog = 21;            // 2 bytes
inline constexpr int historyLog = 20;          // 2 bytes
// Fresh bytes of a stream of their own need no tables, but a dictionary of at most this.
inline constexpr int freshDictionaryLog = 22;
// All of it, with 8 MiB for what does not grow.
inline constexpr qint64 walkKib = 29 * 1024 + 512;

} // namespace upkeep::delta
