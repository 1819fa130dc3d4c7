// SPDX-License-Identifier: Apache-2.0
// ln(p / (1 - p)) and its inverse as tables of whole numbers: chances of 4,096, logits in 1/256
// from -2047 to 2047.
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace upkeep::delta {

inline constexpr int certain = 2047;

struct LogisticTables {
    std::array<qint16, 4096> stretched{};
    std::array<qint16, 4096> squashed{};

    constexpr LogisticTables() {
        int next = 0;
        for (int logit = -certain; logit <= certain; ++logit) {
            const int chance = between(logit);
            squashed[slotOf(logit)] = static_cast<qint16>(chance);
            for (; next <= chance; ++next)
                stretched[static_cast<size_t>(next)] = static_cast<qint16>(logit);
        }
        squashed[0] = 1;
        for (; next < 4096; ++next)
            stretched[static_cast<size_t>(next)] = certain;
    }

    static constexpr size_t slotOf(int logit) {
        const int slot = logit + 2048;
        return static_cast<size_t>(slot);
    }

private:
    // The logistic function between 33 points.
    static constexpr int between(int logit) {
        constexpr std::array<int, 33> points = {
            1,    2,    3,    6,    10,   16,   27,   45,   73,   120,  194,
            310,  488,  747,  1101, 1546, 2047, 2549, 2994, 3348, 3607, 3785,
            3901, 3975, 4022, 4050, 4068, 4079, 4085, 4089, 4092, 4093, 4094};
        const int part = (logit + 2048) & 127;
        const auto point = static_cast<size_t>((logit + 2048) >> 7);
        return (points[point] * (128 - part) + points[point + 1] * part + 64) >> 7;
    }
};

inline constexpr LogisticTables logistic;

inline int stretch(int chance) {
    return logistic.stretched[static_cast<size_t>(chance)];
}
inline int squash(int logit) {
    return logistic.squashed[LogisticTables::slotOf(std::clamp(logit, -certain, certain))];
}

} // namespace upkeep::delta
