// SPDX-License-Identifier: Apache-2.0
// Where the moon stands in its month; good to half a day, which is enough for a drawing.
#pragma once

#include <QDate>

#include <cmath>

namespace almanac {

inline constexpr double SynodicMonth = 29.530588853; // days

// 0 = new moon, 0.5 = full moon, below 1.
inline double moonPhase(QDate date) {
    constexpr double knownNewMoon = 2451550.1; // 6 January 2000, 18:14 UTC
    const double months = (double(date.toJulianDay()) - knownNewMoon) / SynodicMonth;
    return months - std::floor(months);
}

} // namespace almanac
