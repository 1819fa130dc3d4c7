// SPDX-License-Identifier: Apache-2.0
// How much a repository may ask of us before it is refused. Lengths are those of python-tuf, so
// that a repository which works there works here.
#pragma once

#include <QtGlobal>

namespace upkeep::trust_limits {

inline constexpr qint64 rootBytes = 512'000;
inline constexpr qint64 timestampBytes = 16'384;
inline constexpr qint64 snapshotBytes = 2'000'000; // where the timestamp lists no length
inline constexpr qint64 targetsBytes = 5'000'000;  // where the snapshot lists no length
inline constexpr int rootsPerRun = 256;
inline constexpr int delegationsPerSearch = 32;
inline constexpr int keysPerRole = 64;
inline constexpr int signaturesPerDocument = 64;
inline constexpr int smallestRsaBits = 2048;
inline constexpr int largestRsaBits = 8192; // verifying costs more than linear time

} // namespace upkeep::trust_limits
