// SPDX-License-Identifier: Apache-2.0
#include "verb.h"

namespace upkeep {

std::span<const Verb> verbTable() {
    static const QList<Verb> verbs = keyVerbs() + releaseVerbs() + siteVerbs() + patchVerbs();
    return verbs;
}

std::span<const OptionSpec> globalOptions() {
    static constexpr OptionSpec options[] = {
        {"json", nullptr, "one JSON object as the result"},
        {"quiet", nullptr, "say only what went wrong"},
        {"help", nullptr, "this text, or that of a verb"},
        {"version", nullptr, "the version of Upkeep"},
    };
    return options;
}

} // namespace upkeep
