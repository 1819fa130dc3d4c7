// SPDX-License-Identifier: Apache-2.0
// Runs tasks side by side, as many as threads and memory allow.
#pragma once

#include "base/result.h"

#include <QtGlobal>

#include <functional>
#include <stop_token>
#include <vector>

namespace upkeep {

struct PoolTask {
    qint64 bytes = 0; // what it needs while it runs
    std::function<Result<void>(const std::stop_token& stop)> run;
};

struct PoolLimits {
    int threads = 1;
    qint64 bytes = 0; // of all that run at the same time
};

// Tasks start in their order; one that does not fit beside those that run waits, and what fits goes
// first. One that fits nowhere runs alone. The first failure is returned, and the others are asked
// to stop; `cancelled` where the caller asked. This thread is one of the workers: no task runs any
// more on return.
Result<void>
runTasks(const std::vector<PoolTask>& tasks, const PoolLimits& limits, const std::stop_token& stop);

// How many threads this machine has work for.
int machineThreads();

} // namespace upkeep
