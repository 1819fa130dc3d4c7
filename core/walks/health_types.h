// SPDX-License-Identifier: Apache-2.0
// What verify finds and what repair did about it, as values for window, tray and command line. The
// ids of the kinds are in issueKindId() and never change.
#pragma once

#include "walks/walk_types.h"

namespace upkeep {

enum class IssueKind {
    BinaryCorruption, // a signed file of the program is missing or not as signed
    PluginMissing,    // the same of an evolution
    ConfigInvalid,    // a settings file that cannot be read
    PermissionError,  // the content is right, the mode is not, or nothing can be read
    TrustDamaged,     // a file of the trust store
    SnapshotDamaged,
};
inline QLatin1String issueKindId(IssueKind kind) {
    switch (kind) {
    case IssueKind::BinaryCorruption:
        return QLatin1String("binary_corruption");
    case IssueKind::PluginMissing:
        return QLatin1String("plugin_missing");
    case IssueKind::ConfigInvalid:
        return QLatin1String("config_invalid");
    case IssueKind::PermissionError:
        return QLatin1String("permission_error");
    case IssueKind::TrustDamaged:
        return QLatin1String("trust_damaged");
    case IssueKind::SnapshotDamaged:
        return QLatin1String("snapshot_damaged");
    }
    return {};
}

struct HealthIssue {
    IssueKind kind = IssueKind::BinaryCorruption;
    QString component; // its id; "trust", "snapshots"
    QString path;      // relative to the component; the id of a snapshot
    QString detail;    // stable id: "changed", "missing", "mode", "unreadable", or a cause

    friend bool operator==(const HealthIssue&, const HealthIssue&) = default;
};

struct HealthReport {
    QList<HealthIssue> issues;
    // Signed files that stay as the user changed them; no issue.
    QList<LocalChange> localChanges;
    int components = 0;
    int snapshots = 0;
    qint64 bytes = 0; // hashed

    bool isHealthy() const { return issues.isEmpty(); }
};

struct VerifyChoice {
    bool snapshotsInFull = false; // decodes and hashes every content, else packs and lists only
};

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
