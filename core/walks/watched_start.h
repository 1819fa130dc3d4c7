// SPDX-License-Identifier: Apache-2.0
// Watches one process, the program of a new version, until it ends: how its endpoints answer,
// whether it confirms itself, how it ends. The verdict is told as soon as it is known, while the
// program goes on.
#pragma once

#include "walks/probation.h"

#include <functional>

#include <sys/types.h>

namespace upkeep {

struct WatchedStart {
    HealthSpec health;
    QList<ManifestCheck> endpoints;
    std::function<bool()> isConfirmed;
    std::function<void(Verdict verdict, const Error& cause)> onVerdict; // once; never Open
};

// `child` is a child of this process; it is waited for and gone afterwards. process.failed if it
// cannot be.
Result<ProgramEnd> watchStart(pid_t child, const WatchedStart& watched);

} // namespace upkeep
