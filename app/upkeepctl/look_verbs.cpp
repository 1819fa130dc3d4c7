// SPDX-License-Identifier: Apache-2.0
#include "json_values.h"
#include "text/format.h"
#include "text/offer_text.h"
#include "text/state_text.h"
#include "text/upkeep_tr.h"
#include "verbs.h"
#include "walks/history_export.h"

namespace upkeep {

namespace {

// One finding of the doctor: what was looked at, and what is wrong with it (empty = nothing).
struct Finding {
    QString what;
    QString trouble;
};

Finding lookAtState(const ProductStatus& status) {
    const bool unfinished =
        status.state == UpdateState::Applying || status.state == UpdateState::RestoreFailed;
    return {Upkeep::tr("State of %1").arg(status.name),
            unfinished ? Upkeep::tr("an operation was interrupted; run “upkeepctl finish”")
                       : QString()};
}

QList<Finding> lookAtComponents(const QList<ComponentStatus>& components) {
    QList<Finding> findings;
    for (const ComponentStatus& component : components) {
        QString trouble;
        if (!component.healthy)
            trouble = Upkeep::tr("is not as its publisher signed it");
        else if (component.localChanges > 0)
            trouble =
                Upkeep::tr("%1 files were changed on this computer").arg(component.localChanges);
        findings.append({componentKindName(component.kind) + u' ' + component.path, trouble});
    }
    return findings;
}

QList<Finding> lookAtSnapshots(const QList<SnapshotSummary>& snapshots) {
    QList<Finding> findings;
    for (const SnapshotSummary& snapshot : snapshots)
        findings.append({Upkeep::tr("Snapshot %1").arg(snapshot.id),
                         snapshot.damaged ? Upkeep::tr("is damaged") : QString()});
    return findings;
}

} // namespace

Result<ExitCode> statusVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const ProductStatus status, product->status());
    Console& console = session.console();
    console.result(toJson(status));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const StateText text = describe(status, now);
    console.say(QStringLiteral("%1 %2  (%3)")
                    .arg(status.name, status.version.toString(), QString(stateId(status.state))));
    console.say(QStringLiteral("  ") + text.headline);
    console.say(QStringLiteral("  ") + text.line);
    if (status.offer) {
        for (const PlanWay& way : status.offer->plan.ways)
            console.say(QStringLiteral("    ") + describe(way));
    }
    console.say(Upkeep::tr("  In %1, channel %2").arg(status.root.display(), status.channel));
    if (const QString probation = describeProbation(status, now); !probation.isEmpty())
        console.say(QStringLiteral("  ") + probation);
    if (status.canRollBack)
        console.say(Upkeep::tr("  Can go back to %1").arg(status.rollbackVersion.toString()));
    if (status.pinnedTo)
        console.say(Upkeep::tr("  Pinned to %1; “upkeepctl resume” lets updates go on")
                        .arg(status.pinnedTo->toString()));
    return ExitCode::Done;
}

Result<ExitCode> componentsVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const QList<ComponentStatus> components, product->components());
    session.console().result(toJson(components));
    for (const ComponentStatus& component : components)
        session.console().say(
            QStringLiteral("%1  %2  %3  %4  %5")
                .arg(component.id.leftJustified(12),
                     componentKindName(component.kind).leftJustified(10),
                     component.version.toString().leftJustified(10),
                     component.healthy ? Upkeep::tr("healthy") : Upkeep::tr("not healthy"),
                     component.path));
    return ExitCode::Done;
}

Result<ExitCode> historyVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(QList<HistoryEvent> events, product->history());
    if (session.isSet("limit")) {
        bool isNumber = false;
        const int limit = session.value("limit").toInt(&isNumber);
        if (!isNumber || limit < 1)
            return Error{ErrorCode::UsageInvalid,
                         QStringLiteral("--limit"),
                         QStringLiteral("takes a number from 1")};
        events = events.mid(0, limit);
    }
    session.console().result(toJson(events));
    for (const HistoryEvent& event : events) {
        QString line =
            QStringLiteral("%1  %2  %3  %4")
                .arg(event.time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
                     operationName(event.operation).leftJustified(22),
                     resultName(event.result).leftJustified(20),
                     describe(event));
        if (!event.errorId.isEmpty())
            line += QStringLiteral("  (%1: %2)").arg(event.errorId, event.errorCause);
        if (!event.kept.isEmpty())
            line += QStringLiteral("  (%1)").arg(describeKept(event.kept));
        session.console().say(line);
    }
    return ExitCode::Done;
}

// Shown before anyone sends it: without FILE it goes to the terminal.
Result<ExitCode> reportVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const ProductStatus status, product->status());
    UPKEEP_TRY_AS(const QList<HistoryEvent> events, product->history());
    const QString report = historyReport(status, events);
    session.console().result(JsonValue::Object{{QStringLiteral("report"), report}});
    if (session.arguments().isEmpty()) {
        session.console().say(report.trimmed());
        return ExitCode::Done;
    }
    UPKEEP_TRY_AS(const LocalPath file, LocalPath::fromUser(session.argument()));
    UPKEEP_TRY(session.files().writeAndSync(file, report.toUtf8(), 0600));
    session.console().say(
        Upkeep::tr("Written to %1. Read it before you send it.").arg(file.display()));
    return ExitCode::Done;
}

Result<ExitCode> doctorVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const ProductStatus status, product->status());
    UPKEEP_TRY_AS(const QList<ComponentStatus> components, product->components());
    UPKEEP_TRY_AS(const QList<SnapshotSummary> snapshots, product->snapshots());
    const QList<Finding> findings = QList<Finding>{lookAtState(status)} +
                                    lookAtComponents(components) + lookAtSnapshots(snapshots);
    JsonValue::Array values;
    bool healthy = true;
    for (const Finding& finding : findings) {
        healthy = healthy && finding.trouble.isEmpty();
        JsonValue value;
        value.set(QStringLiteral("what"), finding.what);
        value.set(QStringLiteral("trouble"), finding.trouble);
        values.append(value);
        session.console().say(
            QStringLiteral("%1  %2  %3")
                .arg(finding.trouble.isEmpty() ? Upkeep::tr("ok") : Upkeep::tr("!!"),
                     finding.what,
                     finding.trouble));
    }
    session.console().result(values);
    return healthy ? ExitCode::Done : ExitCode::Failed;
}

} // namespace upkeep
