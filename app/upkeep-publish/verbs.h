// SPDX-License-Identifier: Apache-2.0
// The table of verbs, one list per file.
#pragma once

#include "command_line/arguments.h"
#include "session.h"

namespace upkeep {

struct Verb {
    VerbRow row;
    Result<void> (*run)(Session&);
};

QList<Verb> keyVerbs();
QList<Verb> releaseVerbs();
QList<Verb> siteVerbs();
QList<Verb> patchVerbs();

} // namespace upkeep
