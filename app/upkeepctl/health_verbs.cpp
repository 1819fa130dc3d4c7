// SPDX-License-Identifier: Apache-2.0
#include "json_values.h"
#include "text/health_text.h"
#include "text/offer_text.h"
#include "text/upkeep_tr.h"
#include "verbs.h"

namespace upkeep {

namespace {

void sayIssues(Console& console, const QString& heading, const QList<HealthIssue>& issues) {
    if (!issues.isEmpty())
        console.say(heading);
    for (const HealthIssue& issue : issues)
        console.say(QStringLiteral("  - ") + describe(issue));
}

void sayReport(Console& console, const HealthReport& report, const QString& name) {
    if (report.isHealthy())
        console.say(Upkeep::tr("Nothing is wrong with %1.").arg(name));
    sayIssues(console, Upkeep::tr("Problems found:"), report.issues);
    for (const LocalChange& change : report.localChanges)
        console.say(Upkeep::tr("Changed on this computer, and kept: %1").arg(describe(change)));
}

void sayOutcome(Console& console, const RepairOutcome& outcome, const QString& name) {
    console.say(describe(outcome, name));
    for (const RunningProgram& program : outcome.blockers)
        console.say(Upkeep::tr("  %1 (process %2)").arg(program.name).arg(program.pid));
    sayIssues(console, Upkeep::tr("Repaired:"), outcome.repaired);
    for (const FailedRepair& failed : outcome.failed)
        console.say(Upkeep::tr("Not repaired now: %1 (%2)")
                        .arg(describe(failed.issue), failed.error.toString()));
    sayIssues(console, Upkeep::tr("Cannot be repaired:"), outcome.notRepairable);
    if (!outcome.backup.isEmpty())
        console.say(Upkeep::tr("What was replaced is kept in %1.").arg(outcome.backup.display()));
}

Result<RepairChoice> choiceFrom(const Session& session) {
    RepairChoice choice;
    choice.trigger = Trigger::CommandLine;
    choice.verify.snapshotsInFull = session.isSet("full");
    UPKEEP_TRY_AS(choice.whenRunning, session.whenRunning());
    const QString wish = session.value("local-changes");
    if (wish == QLatin1String("replace"))
        choice.localChanges = LocalChangeStrategy::KeepRemote;
    else if (!wish.isEmpty() && wish != QLatin1String("keep"))
        return Error{
            ErrorCode::UsageInvalid, wish, QStringLiteral("--local-changes takes keep or replace")};
    return choice;
}

ExitCode codeOf(const RepairOutcome& outcome, bool wantsExitCode) {
    switch (outcome.kind) {
    case RepairOutcome::Kind::Blocked:
        return ExitCode::Held;
    case RepairOutcome::Kind::RolledBack:
        return ExitCode::RolledBack;
    case RepairOutcome::Kind::NothingToDo:
    case RepairOutcome::Kind::Repaired:
        break;
    }
    if (!outcome.failed.isEmpty())
        return exitCodeOf(outcome.failed.first().error);
    if (!outcome.notRepairable.isEmpty())
        return ExitCode::Failed;
    return wantsExitCode && outcome.repaired.isEmpty() ? ExitCode::NothingToDo : ExitCode::Done;
}

} // namespace

Result<ExitCode> verifyVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const ProductStatus status, product->status());
    UPKEEP_TRY_AS(
        const HealthReport report,
        product->verify({session.isSet("full")}, session.console().progress(), session.stop()));
    session.console().endProgress();
    session.console().result(toJson(report));
    sayReport(session.console(), report, status.name);
    return report.isHealthy() ? ExitCode::Done : ExitCode::Untrusted;
}

Result<ExitCode> repairVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const ProductStatus status, product->status());
    UPKEEP_TRY_AS(const RepairChoice choice, choiceFrom(session));
    Console& console = session.console();
    if (session.isSet("dry-run")) {
        UPKEEP_TRY_AS(const HealthReport report,
                      product->verify(choice.verify, console.progress(), session.stop()));
        console.endProgress();
        console.result(toJson(report));
        sayReport(console, report, status.name);
        return ExitCode::Done;
    }
    UPKEEP_TRY_AS(
        const bool go,
        console.confirm(Upkeep::tr("Repair %1 now? What is replaced is kept.").arg(status.name),
                        Upkeep::tr("y")));
    if (!go)
        return ExitCode::Cancelled;
    UPKEEP_TRY_AS(const RepairOutcome outcome,
                  product->repair(choice, console.progress(), session.stop()));
    console.endProgress();
    console.result(toJson(outcome));
    sayOutcome(console, outcome, status.name);
    return codeOf(outcome, session.isSet("exit-code"));
}

} // namespace upkeep
