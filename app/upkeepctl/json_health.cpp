// SPDX-License-Identifier: Apache-2.0
#include "json_values.h"

namespace upkeep {

namespace {

JsonValue withPath(const HealthIssue& issue) {
    JsonValue value;
    value.set(QStringLiteral("type"), QString(issueKindId(issue.kind)));
    value.set(QStringLiteral("component"), issue.component);
    value.set(QStringLiteral("path"), issue.path);
    value.set(QStringLiteral("detail"), issue.detail);
    return value;
}

QString kindName(RepairOutcome::Kind kind) {
    switch (kind) {
    case RepairOutcome::Kind::NothingToDo:
        return QStringLiteral("nothing-to-do");
    case RepairOutcome::Kind::Repaired:
        return QStringLiteral("repaired");
    case RepairOutcome::Kind::Blocked:
        return QStringLiteral("blocked");
    case RepairOutcome::Kind::RolledBack:
        return QStringLiteral("rolled-back");
    }
    return {};
}

} // namespace

JsonValue toJson(const HealthIssue& issue) {
    return withPath(issue);
}

JsonValue toJson(const FailedRepair& failed) {
    JsonValue value = withPath(failed.issue);
    value.set(QStringLiteral("error"), QString(errorId(failed.error.code)));
    value.set(QStringLiteral("cause"), failed.error.toString());
    return value;
}

JsonValue toJson(const HealthReport& report) {
    JsonValue value;
    value.set(QStringLiteral("healthy"), report.isHealthy());
    value.set(QStringLiteral("issues"), toJson(report.issues));
    value.set(QStringLiteral("local_changes"), toJson(report.localChanges));
    value.set(QStringLiteral("components"), report.components);
    value.set(QStringLiteral("snapshots"), report.snapshots);
    value.set(QStringLiteral("bytes"), report.bytes);
    return value;
}

JsonValue toJson(const RepairOutcome& outcome) {
    JsonValue value;
    value.set(QStringLiteral("outcome"), kindName(outcome.kind));
    value.set(QStringLiteral("success"),
              outcome.failed.isEmpty() && outcome.notRepairable.isEmpty() &&
                  outcome.blockers.isEmpty());
    value.set(QStringLiteral("repaired"), toJson(outcome.repaired));
    value.set(QStringLiteral("failed"), toJson(outcome.failed));
    value.set(QStringLiteral("not_repairable"), toJson(outcome.notRepairable));
    value.set(QStringLiteral("local_changes"), toJson(outcome.localChanges));
    value.set(QStringLiteral("downloaded_bytes"), outcome.downloadedBytes);
    value.set(QStringLiteral("backup"),
              outcome.backup.isEmpty() ? QString() : outcome.backup.display());
    value.set(QStringLiteral("blockers"), toJson(outcome.blockers));
    return value;
}

} // namespace upkeep
