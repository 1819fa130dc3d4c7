// SPDX-License-Identifier: Apache-2.0
// One posix_spawn with everything said: group or session, folder, environment, three streams.
#pragma once

#include "system/processes.h"

namespace upkeep {

struct SpawnPlan {
    bool ownSession = false; // else an own process group
    QByteArrayList environment;
    int input = -1; // -1 = /dev/null
    int output = -1;
    int errors = -1;
};

// The environment of a program that talks to us only; with `desktop` also what a program needs to
// show itself in the user's session. Loader, plugin and shell variables are never passed on.
QByteArrayList programEnvironment(const ProgramCall& call, bool desktop);

Result<pid_t> spawn(const ProgramCall& call, const SpawnPlan& plan);

} // namespace upkeep
