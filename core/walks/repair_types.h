// SPDX-License-Identifier: Apache-2.0
// What repair is asked to do and what it did about the issues found, as values for window, tray and
// command line.
#pragma once

#include "health/health_types.h"
#include "walks/walk_types.h"

namespace upkeep {

struct RepairChoice {
    // KeepRemote: what the user changed on purpose is put back, too.
    LocalChangeStrategy localChanges = LocalChangeStrategy::KeepLocal;
    WhenRunning whenRunning = WhenRunning::Refuse;
    Trigger trigger = Trigger::User;
    VerifyChoice verify;
};

struct FailedRepair {
    HealthIssue issue;
    Error error;
};

struct RepairOutcome {
    enum class Kind { NothingToDo, Repaired, Blocked, RolledBack };
    Kind kind = Kind::NothingToDo;
    QList<HealthIssue> repaired;
    QList<FailedRepair> failed; // may go well another time
    QList<HealthIssue> notRepairable;
    QList<LocalChange> localChanges; // left as they are
    qint64 downloadedBytes = 0;
    LocalPath backup; // what was replaced; empty = nothing was
    QList<RunningProgram> blockers;
    std::optional<Error> cause; // RolledBack
    double secondsAway = 0;
};

} // namespace upkeep
