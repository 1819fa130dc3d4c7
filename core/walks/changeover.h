// SPDX-License-Identifier: Apache-2.0
// The second half of every changing walk (DESIGN section 2, install and finish): wait until the
// program is closed, catch up, snapshot closed and durable, switch, probe, commit or come back. The
// first half differs from walk to walk; from SWITCHING on it is the recovery table.
#pragma once

#include "steps/stage.h"
#include "walks/product_acts.h"

namespace upkeep {

struct ChangeoverInput {
    ProductSite& site;
    WhenRunning whenRunning = WhenRunning::Refuse;
    bool mayRun = false; // switch: any_time
    QString snapshotReason;
    // Stages what changed since it was staged; gives the trees to exchange.
    std::function<Result<QList<StagedPart>>()> catchUp;
    ProgressSink progress;
    std::stop_token stop;
};

struct ChangeoverResult {
    QList<RunningProgram> blockers; // not empty: nothing was done, the journal still says READY
    std::optional<Ending> ending;
    double secondsAway = 0;
};

// Writes the journal as it goes; a stop is honoured until the journal says SWITCHING.
Result<ChangeoverResult> changeOver(Journal& journal, const ChangeoverInput& input);

// What the walk did before SWITCHING is dropped; an error says only why it is there at all.
void abandon(ProductSite& site, const Journal& journal);

} // namespace upkeep
