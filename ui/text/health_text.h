// SPDX-License-Identifier: Apache-2.0
// What is wrong with an installation, and what a repair did, in sentences.
#pragma once

#include "walks/repair_types.h"

namespace upkeep {

// "share/app.dat is not as its publisher signed it"
QString describe(const HealthIssue& issue);
// "Repaired 3 problems; 12 kB were downloaded."
QString describe(const RepairOutcome& outcome, const QString& product);

// What a person has to do when nothing else helps: a step of FinishReport in words, with its place.
QString describeStep(const QString& step);

} // namespace upkeep
