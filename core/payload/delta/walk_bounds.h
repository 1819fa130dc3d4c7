// SPDX-License-Identifier: Apache-2.0
// Bounds of a predicted segment and the logs of its tables: the memory of decoding follows from
// them, whatever a patch says.
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <bit>

namespace upkeep::delta {

inline constexpr qint64 mostSteps = 96 * 1024;

// By how many bytes a segment makes: a small one shall not wait for large tables.
struct WalkLogs {
    int learned;    // 8 bytes each
    int correction; // 2 bytes
    int fresh;      // 2 bytes
    int history;    // 2 bytes
    int flags;      // 56 bytes

    static constexpr WalkLogs of(qint64 size) {
        const int bits = static_cast<int>(std::bit_width(static_cast<quint64>(size)));
        return {std::clamp(bits - 5, 16, 19),
                std::clamp(bits - 4, 12, 20),
                std::clamp(bits - 3, 12, 21),
                std::clamp(bits - 4, 12, 20),
                std::clamp(bits - 6, 10, 15)};
    }
};

// Fresh bytes of a stream of their own need no tables, but a dictionary of at most this.
inline constexpr int freshDictionaryLog = 22;

// Memory of a walk besides that dictionary: its tables, 56 bytes for each step, the shifts of
// address_map.h (2 MiB), the marks of frame_records.h (1 MiB), and 1 MiB of what does not grow.
constexpr qint64 walkKib(qint64 size, qint64 steps, bool ownFresh) {
    const WalkLogs logs = WalkLogs::of(size);
    const qint64 fresh = ownFresh ? 0 : (qint64(2) << logs.fresh) + (qint64(2) << logs.history);
    const qint64 tables = (qint64(8) << logs.learned) + (qint64(2) << logs.correction) +
                          (qint64(56) << logs.flags) + fresh;
    return (tables + steps * 56) / 1024 + 4 * 1024;
}

} // namespace upkeep::delta
