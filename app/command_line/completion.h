// SPDX-License-Identifier: Apache-2.0
// Completion for shells, made from the same table of verbs as --help.
#pragma once

#include "command_line/arguments.h"

namespace upkeep {

// For "bash", "zsh" or "fish"; empty for any other shell.
QString completionFor(const VerbTable& table, const QString& shell);

} // namespace upkeep
