// SPDX-License-Identifier: Apache-2.0
// What an integrity check finds, as values for walks, window, tray and command line. The ids of the
// kinds are in issueKindId() and never change.
#pragma once

#include "health/local_change.h"

#include <QList>

namespace upkeep {

enum class IssueKind {
    BinaryCorruption, // a signed file of the program is missing or not as signed
    PluginMissing,    // the same of an evolution
    ConfigInvalid,    // a settings file that cannot be read
    PermissionError,  // the content is right, the mode is not, or nothing can be read
    TrustDamaged,     // a file of the trust store
    SnapshotDamaged,
};
QLatin1String issueKindId(IssueKind kind);

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

} // namespace upkeep
