// SPDX-License-Identifier: Apache-2.0
// One row of the verb table, which drives parsing and --help.
#pragma once

#include "base/result.h"

#include <QList>

#include <span>

namespace upkeep {

class Session;

struct OptionSpec {
    const char* name;  // without dashes
    const char* value; // placeholder; nullptr for a plain switch
    const char* help;
};

struct Verb {
    const char* name; // "keys new"
    const char* operands;
    int operandCount;
    const char* help;
    Result<void> (*run)(Session&);
    QList<OptionSpec> options;
};

std::span<const Verb> verbTable();
std::span<const OptionSpec> globalOptions();

// One list per file, in the order of --help.
QList<Verb> keyVerbs();
QList<Verb> releaseVerbs();
QList<Verb> siteVerbs();
QList<Verb> patchVerbs();

} // namespace upkeep
