// SPDX-License-Identifier: Apache-2.0
#include "json_values.h"
#include "text/format.h"
#include "text/health_text.h"
#include "text/offer_text.h"
#include "text/state_text.h"
#include "text/upkeep_tr.h"
#include "verbs.h"

namespace upkeep {

namespace {

void sayOffer(Session& session, const Offer& offer, const QString& product) {
    Console& console = session.console();
    console.say(
        Upkeep::tr("%1 %2 is available (%3 is installed). %4.")
            .arg(product, offer.to.toString(), offer.from.toString(), updateTypeName(offer)));
    if (!offer.signedByPublisher)
        console.say(Upkeep::tr("Not signed by its publisher."));
    console.say(Upkeep::tr("  Download  %1").arg(describeDownload(offer.plan)));
    console.say(Upkeep::tr("  Disk      %1, %2 free")
                    .arg(formatSize(offer.plan.diskNeeded), formatSize(offer.plan.diskFree)));
    console.say(Upkeep::tr("  Time      %1").arg(formatEstimate(offer.plan.secondsEstimated)));
    for (const PlanWay& way : offer.plan.ways)
        console.say(QStringLiteral("    ") + describe(way));
    for (const EvolutionOffer& evolution : offer.evolutions)
        console.say(QStringLiteral("  [%1] %2  %3  %4")
                        .arg(QChar(evolution.chosen ? u'x' : u' '))
                        .arg(evolution.id.leftJustified(16),
                             formatSize(evolution.size),
                             describe(evolution, offer.to, product)));
    for (const LocalChange& change : offer.plan.localChanges)
        console.say(QStringLiteral("  ! ") + describe(change));
    for (const KnownIssue& issue : offer.knownIssues)
        console.say(Upkeep::tr("  Known issue: %1").arg(issue.text));
}

void saySteps(Session& session, const Offer& offer, const QString& product) {
    int number = 0;
    for (const PlanStep& step : offer.plan.steps)
        session.console().say(
            QStringLiteral("  %1. %2").arg(++number).arg(describe(step, offer, product)));
}

Result<CheckOutcome> ask(Session& session, InstalledProduct& product) {
    return product.check(
        {true, Trigger::CommandLine}, session.console().progress(), session.stop());
}

// What check and apply answer where there is no offer to act on.
Result<ExitCode> answerWithout(Session& session, const CheckOutcome& outcome, const QString& name) {
    JsonValue value;
    if (const auto* current = std::get_if<UpToDate>(&outcome)) {
        value.set(QStringLiteral("outcome"), QStringLiteral("up-to-date"));
        value.set(QStringLiteral("version"), current->version.toString());
        session.console().result(value);
        session.console().say(
            Upkeep::tr("%1 %2 is up to date.").arg(name, current->version.toString()));
        return session.isSet("exit-code") ? ExitCode::NothingToDo : ExitCode::Done;
    }
    const Hold& hold = std::get<Hold>(outcome);
    value.set(QStringLiteral("outcome"), QStringLiteral("held"));
    value.set(QStringLiteral("hold"), toJson(hold));
    session.console().result(value);
    session.console().say(describe(hold, QDateTime::currentDateTimeUtc()));
    // The place itself does not let it happen: the pre-check (steps/preflight.h) says so.
    static const QStringList ofThePlace = {QStringLiteral("disk"),
                                           QStringLiteral("read-only-parent"),
                                           QStringLiteral("mount-point"),
                                           QStringLiteral("symlink"),
                                           QStringLiteral("package")};
    if (ofThePlace.contains(hold.reason))
        return ExitCode::PreCheckFailed;
    return hold.reason == QLatin1String("pinned") ? ExitCode::Forbidden : ExitCode::Held;
}

void sayBlockers(Session& session, const QList<RunningProgram>& blockers) {
    for (const RunningProgram& program : blockers)
        session.console().say(Upkeep::tr("  %1 (process %2) is using files to be updated")
                                  .arg(program.name)
                                  .arg(program.pid));
}

Result<ExitCode> report(Session& session, const UpdateOutcome& outcome, const QString& name) {
    Console& console = session.console();
    console.endProgress();
    console.result(toJson(outcome));
    switch (outcome.kind) {
    case UpdateOutcome::Kind::Updated:
        if (!outcome.fallback.isEmpty())
            console.say(describeFallback(outcome.fallback, outcome.downloadedBytes));
        for (const LocalChange& change : outcome.keptChanges)
            console.say(describe(change) + Upkeep::tr("; a copy is kept"));
        for (const KeptSetting& setting : outcome.keptSettings)
            console.say(describeKept({setting.name()}));
        // The evolutions of the installed version were changed.
        if (outcome.from == outcome.to) {
            console.say(Upkeep::tr("%1 %2 has the evolutions wanted: %3 downloaded.")
                            .arg(name, outcome.to.toString(), formatSize(outcome.downloadedBytes)));
            return ExitCode::Done;
        }
        console.say(Upkeep::tr("Updated %1 from %2 to %3: %4 downloaded (%5), away for %6.")
                        .arg(name,
                             outcome.from.toString(),
                             outcome.to.toString(),
                             formatSize(outcome.downloadedBytes),
                             outcome.way,
                             formatDuration(outcome.secondsAway)));
        return ExitCode::Done;
    case UpdateOutcome::Kind::Blocked:
        console.say(
            Upkeep::tr(
                "%1 is open, so nothing was installed. Close it, or add --when-running wait.")
                .arg(name));
        sayBlockers(session, outcome.blockers);
        return ExitCode::Held;
    case UpdateOutcome::Kind::RolledBack:
        console.say(Upkeep::tr("%1 %2 did not start correctly. %3 is back and %2 is on hold.")
                        .arg(name, outcome.to.toString(), outcome.from.toString()));
        if (outcome.cause)
            console.say(QStringLiteral("  (%1)").arg(outcome.cause->toString()));
        return ExitCode::RolledBack;
    case UpdateOutcome::Kind::Cancelled:
        console.say(
            Upkeep::tr("Cancelled. %1 %2 is unchanged.").arg(name, outcome.from.toString()));
        return ExitCode::Cancelled;
    }
    return ExitCode::Failed;
}

Result<LocalChangeStrategy> localChanges(const Session& session) {
    const QString wish = session.value("local-changes");
    if (wish.isEmpty() || wish == QLatin1String("keep"))
        return LocalChangeStrategy::KeepLocal;
    if (wish == QLatin1String("replace"))
        return LocalChangeStrategy::KeepRemote;
    return Error{
        ErrorCode::UsageInvalid, wish, QStringLiteral("--local-changes takes keep or replace")};
}

QStringList chosenIds(const QList<EvolutionOffer>& evolutions) {
    QStringList ids;
    for (const EvolutionOffer& evolution : evolutions) {
        if (evolution.chosen)
            ids += evolution.id;
    }
    return ids;
}

QStringList installedIds(const QList<EvolutionOffer>& evolutions) {
    QStringList ids;
    for (const EvolutionOffer& evolution : evolutions) {
        if (evolution.installed)
            ids += evolution.id;
    }
    return ids;
}

Result<UpdateChoice> choiceFor(const Session& session, const QStringList& evolutions) {
    UpdateChoice choice;
    choice.trigger = Trigger::CommandLine;
    choice.startAfterwards = session.isSet("start");
    UPKEEP_TRY_AS(choice.evolutions, session.evolutions(evolutions));
    UPKEEP_TRY_AS(choice.whenRunning, session.whenRunning());
    UPKEEP_TRY_AS(choice.localChanges, localChanges(session));
    return choice;
}

Result<ExitCode> changeEvolutions(Session& session, const QStringList& wanted) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const ProductStatus status, product->status());
    UPKEEP_TRY_AS(const UpdateChoice choice, choiceFor(session, wanted));
    const QString set = wanted.isEmpty() ? Upkeep::tr("none") : wanted.join(QStringLiteral(", "));
    if (session.isSet("dry-run")) {
        session.console().say(
            Upkeep::tr("Would leave %1 with these evolutions: %2").arg(status.name, set));
        return ExitCode::Done;
    }
    UPKEEP_TRY_AS(const bool go,
                  session.console().confirm(
                      Upkeep::tr("Evolutions of %1 afterwards: %2. Go on?").arg(status.name, set),
                      Upkeep::tr("y")));
    if (!go)
        return ExitCode::Cancelled;
    UPKEEP_TRY_AS(const UpdateOutcome outcome,
                  product->changeEvolutions(choice, session.console().progress(), session.stop()));
    return report(session, outcome, status.name);
}

} // namespace

Result<ExitCode> checkVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const ProductStatus status, product->status());
    UPKEEP_TRY_AS(const CheckOutcome outcome, ask(session, *product));
    const auto* offer = std::get_if<Offer>(&outcome);
    if (!offer)
        return answerWithout(session, outcome, status.name);
    JsonValue value;
    value.set(QStringLiteral("outcome"), QStringLiteral("available"));
    value.set(QStringLiteral("offer"), toJson(*offer));
    session.console().result(value);
    sayOffer(session, *offer, status.name);
    return session.isSet("exit-code") ? ExitCode::UpdateAvailable : ExitCode::Done;
}

Result<ExitCode> changelogVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const ProductStatus status, product->status());
    UPKEEP_TRY_AS(const CheckOutcome outcome, ask(session, *product));
    const auto* offer = std::get_if<Offer>(&outcome);
    if (!offer)
        return answerWithout(session, outcome, status.name);
    session.console().result(toJson(offer->changes));
    for (const ChangelogEntry& entry : offer->changes) {
        session.console().say(
            QStringLiteral("%1  %2").arg(entry.version.toString(), formatDay(entry.date)));
        if (!entry.intro.isEmpty())
            session.console().say(QStringLiteral("  ") + entry.intro);
        for (const Change& change : entry.changes)
            session.console().say(
                QStringLiteral("  - %1: %2").arg(changeKindId(change.kind), change.text));
    }
    return ExitCode::Done;
}

Result<ExitCode> downloadVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const ProductStatus status, product->status());
    UPKEEP_TRY_AS(const CheckOutcome outcome, ask(session, *product));
    const auto* offer = std::get_if<Offer>(&outcome);
    if (!offer)
        return answerWithout(session, outcome, status.name);
    UPKEEP_TRY_AS(const UpdateChoice choice, choiceFor(session, chosenIds(offer->evolutions)));
    if (session.isSet("dry-run")) {
        sayOffer(session, *offer, status.name);
        return ExitCode::Done;
    }
    UPKEEP_TRY_AS(const Plan plan,
                  product->download(choice, session.console().progress(), session.stop()));
    session.console().endProgress();
    session.console().result(toJson(plan));
    session.console().say(
        Upkeep::tr("%1 %2 is ready to be installed.").arg(status.name, offer->to.toString()));
    return ExitCode::Done;
}

Result<ExitCode> applyVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const ProductStatus status, product->status());
    UPKEEP_TRY_AS(const CheckOutcome outcome, ask(session, *product));
    const auto* offer = std::get_if<Offer>(&outcome);
    if (!offer)
        return answerWithout(session, outcome, status.name);
    UPKEEP_TRY_AS(const UpdateChoice choice, choiceFor(session, chosenIds(offer->evolutions)));
    sayOffer(session, *offer, status.name);
    if (session.isSet("dry-run")) {
        session.console().result(toJson(*offer));
        saySteps(session, *offer, status.name);
        return ExitCode::Done;
    }
    // A person may choose otherwise; a script has to say "resume" first.
    if (status.pinnedTo && session.console().options().yes)
        return answerWithout(
            session, Hold{QStringLiteral("pinned"), {}, *status.pinnedTo, {}, true}, status.name);
    UPKEEP_TRY_AS(const bool go,
                  session.console().confirm(
                      Upkeep::tr("Update %1 to %2 now?").arg(status.name, offer->to.toString()),
                      Upkeep::tr("y")));
    if (!go)
        return ExitCode::Cancelled;
    UPKEEP_TRY_AS(const UpdateOutcome done,
                  product->update(choice, session.console().progress(), session.stop()));
    return report(session, done, status.name);
}

Result<ExitCode> confirmVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    return session.carryOut(Upkeep::tr("Confirmed."), [&] { return product->confirm(); });
}

Result<ExitCode> finishVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const FinishReport done, product->finish(session.console().progress()));
    session.console().endProgress();
    session.console().result(toJson(done));
    const QString version = done.version.toString();
    switch (done.kind) {
    case FinishReport::Kind::NothingToDo:
        session.console().say(Upkeep::tr("Nothing was left to do."));
        return ExitCode::Done;
    case FinishReport::Kind::Discarded:
        session.console().say(
            Upkeep::tr("An unfinished update was put away; nothing had been changed."));
        return ExitCode::Done;
    case FinishReport::Kind::ReadyToInstall:
        session.console().say(Upkeep::tr("%1 is ready to be installed.").arg(version));
        return ExitCode::Done;
    case FinishReport::Kind::RolledForward:
        session.console().say(Upkeep::tr("The update to %1 was brought to its end.").arg(version));
        return ExitCode::Done;
    case FinishReport::Kind::RolledBack:
        session.console().say(Upkeep::tr("%1 is back.").arg(version));
        return ExitCode::RolledBack;
    case FinishReport::Kind::NeedsHelp:
        session.console().say(Upkeep::tr("Help is needed. Nothing was deleted. Do this:"));
        for (const QString& step : done.steps)
            session.console().say(QStringLiteral("  - ") + describeStep(step));
        return ExitCode::RollbackFailed;
    }
    return ExitCode::Failed;
}

Result<ExitCode> evolutionsListVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const ProductStatus status, product->status());
    UPKEEP_TRY_AS(const QList<EvolutionOffer> evolutions, product->evolutions());
    session.console().result(toJson(evolutions));
    for (const EvolutionOffer& evolution : evolutions)
        session.console().say(QStringLiteral("[%1] %2  %3  %4")
                                  .arg(QChar(evolution.installed ? u'x' : u' '))
                                  .arg(evolution.id.leftJustified(16),
                                       evolution.version.toString(),
                                       describe(evolution, status.version, status.name)));
    return ExitCode::Done;
}

Result<ExitCode> evolutionsEnableVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const QList<EvolutionOffer> evolutions, product->evolutions());
    QStringList wanted = installedIds(evolutions) + session.arguments();
    wanted.removeDuplicates();
    return changeEvolutions(session, wanted);
}

Result<ExitCode> evolutionsDisableVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const QList<EvolutionOffer> evolutions, product->evolutions());
    QStringList wanted = installedIds(evolutions);
    for (const QString& id : session.arguments())
        wanted.removeAll(id);
    return changeEvolutions(session, wanted);
}

} // namespace upkeep
