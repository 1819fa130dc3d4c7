// SPDX-License-Identifier: Apache-2.0
// What main() of a command-line program does around its verbs: arguments, help, signals, errors,
// exit codes.
#pragma once

#include "command_line/arguments.h"
#include "command_line/console.h"
#include "command_line/exit_code.h"

#include <functional>
#include <stop_token>

namespace upkeep {

// What a verb is called with. `context` may be filled in: the words of an error use it.
struct VerbCall {
    const Arguments& arguments;
    Console& console;
    std::stop_token stop;
    TextContext context;
};

// Returns the exit code. `run` gets the verb's place in the table from the arguments.
int runProgram(const VerbTable& table,
               const QStringList& words,
               const std::function<Result<ExitCode>(VerbCall&)>& run);

} // namespace upkeep
