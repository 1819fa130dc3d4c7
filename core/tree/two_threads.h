// SPDX-License-Identifier: Apache-2.0
// Runs independent jobs on this thread and one more. More threads gain nothing on a desktop that
// somebody is working at.
#pragma once

#include "base/result.h"

#include <QtGlobal>

#include <functional>
#include <stop_token>

namespace upkeep {

// Calls job(0) .. job(count - 1), each once, in no fixed order. The first error stops the rest and
// is returned; a stop request is `cancelled`. The job must be safe to call from two threads.
Result<void> runOnTwoThreads(qsizetype count,
                             const std::function<Result<void>(qsizetype)>& job,
                             std::stop_token stop = {});

} // namespace upkeep
