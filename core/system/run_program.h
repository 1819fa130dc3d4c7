// SPDX-License-Identifier: Apache-2.0
// Starting programs: posix_spawn with a clean environment, no inherited descriptors, no shell.
#pragma once

#include "system/processes.h"

namespace upkeep {

// Runs it in a process group of its own and waits; the deadline and a stop kill the group.
Result<ProgramResult> runProgram(const ProgramCall& call, std::stop_token stop);

// Starts it in a session of its own with the desktop's variables and null streams. The caller
// reaps it.
Result<qint64> startProgram(const ProgramCall& call);

} // namespace upkeep
