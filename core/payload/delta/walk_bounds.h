// SPDX-License-Identifier: Apache-2.0
// Bounds of a predicted segment and the logs of its tables: the memory of decoding follows from
// them, whatever a patch says.
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <bit>

namespace upkeep::delta {

inline constexpr size_t mostSteps = 96 * 1024; // 80 bytes each

// By how many bytes a segment makes: a small one shall not wait for large tables.
struct WalkLogs {
    int learned;    // 8 bytes each
    int correction; // 2 bytes
    int fresh;      // 2 bytes
    int history;    // 2 bytes
    int flags;      // 60 bytes

    static constexpr WalkLogs of(qint64 size) {
        const int bits = static_cast<int>(std::bit_width(static_cast<quint64>(size)));
        return {std::clamp(bits - 5, 16, 19),
                std::clamp(bits - 4, 12, 20),
                std::clamp(bits - 3, 12, 21),
                std::clamp(bits - 4, 12, 20),
                std::clamp(bits - 6, 10, 16)};
    }
};

// Fresh bytes of a stream of their own need no tables, but a dictionary of at most this.
inline constexpr int freshDictionaryLog = 22;
// All of it at its largest, with 8 MiB for what does not grow.
inline constexpr qint64 walkKib = 29 * 1024 + 512;

} // namespace upkeep::delta
