// SPDX-License-Identifier: Apache-2.0
// Broken while something is put right: repairs, and the emergency restore of a tree that is lost.
#pragma once

#include "crash/crash_bench.h"

namespace upkeep::test {

// `ofTheRecord`: what says what is installed is damaged, too.
std::unique_ptr<CrashBench> makeRepairBench(bool ofTheRecord);
std::unique_ptr<CrashBench> makeEmergencyBench();

} // namespace upkeep::test
