// SPDX-License-Identifier: Apache-2.0
#include "text/health_text.h"

#include "text/format.h"
#include "text/upkeep_tr.h"

namespace upkeep {

namespace {

QString ofSignedFile(const HealthIssue& issue, bool isEvolution) {
    if (issue.detail == QLatin1String("missing"))
        return isEvolution ? Upkeep::tr("%1, a file of an evolution, is missing")
                           : Upkeep::tr("%1 is missing");
    return isEvolution ? Upkeep::tr("%1, a file of an evolution, is not as its publisher signed it")
                       : Upkeep::tr("%1 is not as its publisher signed it");
}

QString sentence(const HealthIssue& issue) {
    switch (issue.kind) {
    case IssueKind::BinaryCorruption:
        return ofSignedFile(issue, false);
    case IssueKind::PluginMissing:
        return ofSignedFile(issue, true);
    case IssueKind::ConfigInvalid:
        return Upkeep::tr("the settings in %1 cannot be read");
    case IssueKind::PermissionError:
        return issue.detail == QLatin1String("unreadable")
                   ? Upkeep::tr("%1 may not be read")
                   : Upkeep::tr("the permissions of %1 are not as they should be");
    case IssueKind::TrustDamaged:
        return Upkeep::tr("%1, a file that says whom to trust, is damaged");
    case IssueKind::SnapshotDamaged:
        return Upkeep::tr("the snapshot %1 is damaged");
    }
    return {};
}

} // namespace

QString describe(const HealthIssue& issue) {
    return sentence(issue).arg(isolated(issue.path.isEmpty() ? issue.component : issue.path));
}

QString describeStep(const QString& step) {
    const QString id = step.section(u' ', 0, 0);
    const QString subject = isolated(step.section(u' ', 1));
    if (id == QLatin1String("tree-unknown"))
        return Upkeep::tr("%1 is neither the old nor the new version. Put back what was there and "
                          "run “upkeepctl finish”, or run “upkeepctl repair”.")
            .arg(subject);
    if (id == QLatin1String("old-missing"))
        return Upkeep::tr("The old version of %1 is missing and could neither be restored from a "
                          "snapshot nor downloaded. Run “upkeepctl finish” once the network is "
                          "there; or “upkeepctl repair” to stay with the new version.")
            .arg(subject);
    if (id == QLatin1String("journal-unreadable"))
        return Upkeep::tr("The notes of the unfinished update in %1 cannot be read; a newer Upkeep "
                          "may have written them. If there is none, run “upkeepctl repair”: what "
                          "is there is checked, and nothing is deleted.")
            .arg(subject);
    if (id == QLatin1String("snapshot"))
        return Upkeep::tr("What was there before is in the snapshot %1.").arg(subject);
    if (id == QLatin1String("cause"))
        return Upkeep::tr("Cause: %1").arg(subject);
    return step;
}

QString describe(const RepairOutcome& outcome, const QString& product) {
    switch (outcome.kind) {
    case RepairOutcome::Kind::NothingToDo:
        return outcome.failed.isEmpty() && outcome.notRepairable.isEmpty()
                   ? Upkeep::tr("Nothing is wrong with %1.").arg(product)
                   : Upkeep::tr("%1 could not be repaired. Nothing was changed.").arg(product);
    case RepairOutcome::Kind::Repaired:
        return Upkeep::tr(
                   "%n problem(s) repaired, %1 downloaded.", nullptr, int(outcome.repaired.size()))
            .arg(formatSize(outcome.downloadedBytes));
    case RepairOutcome::Kind::Blocked:
        return Upkeep::tr("%1 is open, so nothing was repaired.").arg(product);
    case RepairOutcome::Kind::RolledBack:
        return Upkeep::tr("The repaired %1 did not start correctly; it is as it was before.")
            .arg(product);
    }
    return {};
}

} // namespace upkeep
