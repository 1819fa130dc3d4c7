// SPDX-License-Identifier: Apache-2.0
// The time after an update in which a new version has to show that it works (product.yaml,
// health.probation_minutes). `upkeepctl run`, which the desktop file uses, sees how the program
// ends; a program started otherwise is not observed, and status says so. Pure, but for the one
// small file that remembers.
#pragma once

#include "product/product_file.h"
#include "walks/last_update.h"

#include <chrono>

namespace upkeep {

// How one start of the program went.
struct ProgramEnd {
    std::chrono::seconds ran{0};
    int exitCode = 0;
    bool crashed = false; // ended by a signal it did not ask for
};

enum class Probation {
    None,   // no update to be proven, or the time is over
    Open,   // says nothing yet
    Passed, // confirmed
    Failed, // back to the old version
};

// Whether a start at this moment is to be observed.
bool isOnProbation(const std::optional<LastUpdate>& last,
                   const Version& installed,
                   const ProductFile& product,
                   const QDateTime& now);
// A crash fails it, as does an error within the first minute; a good end, or running until the time
// is over, passes it.
Probation judge(const LastUpdate& last,
                const ProductFile& product,
                const QDateTime& started,
                const ProgramEnd& end);

} // namespace upkeep
