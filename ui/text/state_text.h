// SPDX-License-Identifier: Apache-2.0
// The one state of a product in words (LOOKS section 5): headline and line, for window, tray and
// command line.
#pragma once

#include "text/hold_text.h"
#include "walks/state_id.h"

namespace upkeep {

struct StateText {
    QString headline; // "Almanac 1.1.0 is available"
    QString line; // "1.0.0 is installed. Released 3 May 2026 by Example Press, signature verified."
};

StateText describe(const ProductStatus& status, const QDateTime& now);
// How the new version does; empty where there is nothing to prove.
QString describeProbation(const ProductStatus& status, const QDateTime& now);

// What is less safe than it could be, by its id in ProductStatus::warnings.
QString warningText(const QString& id);
QString phaseName(Phase phase);

} // namespace upkeep
