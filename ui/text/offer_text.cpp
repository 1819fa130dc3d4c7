// SPDX-License-Identifier: Apache-2.0
#include "text/offer_text.h"

#include "text/format.h"
#include "text/upkeep_tr.h"

#include <span>

namespace upkeep {

namespace {

struct Row {
    const char* id;
    const char* text;
};

// The words for a stable id; an id from a newer version is shown as it is.
QString lookUp(std::span<const Row> rows, const QString& id) {
    for (const Row& row : rows) {
        if (id == QLatin1String(row.id))
            return Upkeep::tr(row.text);
    }
    return id;
}

QString wayName(WayKind kind) {
    switch (kind) {
    case WayKind::Patch:
        return Upkeep::tr("Patch");
    case WayKind::PatchAndFrames:
        return Upkeep::tr("Patch and missing parts");
    case WayKind::Frames:
        return Upkeep::tr("Missing parts");
    case WayKind::Package:
        return Upkeep::tr("Full package");
    case WayKind::PatchChain:
        return Upkeep::tr("Patches one after the other");
    }
    return {};
}

} // namespace

QString updateTypeName(const Offer& offer) {
    if (offer.security)
        return Upkeep::tr("Security update");
    switch (offer.updateType) {
    case UpdateType::Hotfix:
        return Upkeep::tr("Hotfix");
    case UpdateType::Minor:
        return Upkeep::tr("Minor update");
    case UpdateType::Major:
        return Upkeep::tr("Major update");
    }
    return {};
}

QString riskText(Risk risk) {
    switch (risk) {
    case Risk::Low:
        return Upkeep::tr("Low risk");
    case Risk::Medium:
        return Upkeep::tr("Medium risk");
    case Risk::High:
        return Upkeep::tr("High risk");
    }
    return {};
}

QString describeDownload(const Plan& plan) {
    if (plan.downloadBytes >= plan.fullBytes)
        return formatSize(plan.downloadBytes);
    return Upkeep::tr("%1 instead of %2")
        .arg(formatSize(plan.downloadBytes), formatSize(plan.fullBytes));
}

QString describeAway(const Plan& plan, const QString& product) {
    return Upkeep::tr("%1 is away for %2").arg(product, formatDuration(plan.secondsAway));
}

QString describe(const PlanStep& step, const Offer& offer, const QString& product) {
    const QString to = isolated(offer.to.toString());
    switch (step.kind) {
    case PlanStepKind::Download:
        return Upkeep::tr("Download and verify signatures");
    case PlanStepKind::Verify:
        return Upkeep::tr("Check every file");
    case PlanStepKind::Snapshot:
        return Upkeep::tr("Snapshot of %1 to go back to").arg(isolated(offer.from.toString()));
    case PlanStepKind::Close:
        return Upkeep::tr("Close %1").arg(product);
    case PlanStepKind::StopService:
        return Upkeep::tr("Stop %1").arg(step.subject);
    case PlanStepKind::Switch:
        return Upkeep::tr("Switch to %1").arg(to);
    case PlanStepKind::Migrate:
        return Upkeep::tr("Convert data (%1)").arg(step.subject);
    case PlanStepKind::Merge:
        return Upkeep::tr("Merge settings");
    case PlanStepKind::Start:
        return Upkeep::tr("Start %1").arg(product);
    case PlanStepKind::Probe:
        return Upkeep::tr("Test that %1 works").arg(to);
    case PlanStepKind::Watch:
        return Upkeep::tr("Watch for %1 minutes").arg(step.subject);
    }
    return {};
}

namespace {

// The same as the rest of a sentence: "Close Almanac, stop its sync service".
QString describeContinued(const PlanStep& step, const Offer& offer, const QString& product) {
    switch (step.kind) {
    case PlanStepKind::StopService:
        return Upkeep::tr("stop %1", "goes on after a comma").arg(step.subject);
    case PlanStepKind::Switch:
        return Upkeep::tr("switch to %1", "goes on after a comma")
            .arg(isolated(offer.to.toString()));
    case PlanStepKind::Migrate:
        return Upkeep::tr("convert data (%1)", "goes on after a comma").arg(step.subject);
    case PlanStepKind::Merge:
        return Upkeep::tr("merge settings", "goes on after a comma");
    case PlanStepKind::Start:
        return Upkeep::tr("start %1", "goes on after a comma").arg(product);
    case PlanStepKind::Probe:
        return Upkeep::tr("test it", "goes on after a comma");
    case PlanStepKind::Watch:
        return Upkeep::tr("watch for %1 minutes", "goes on after a comma").arg(step.subject);
    case PlanStepKind::Verify:
        return Upkeep::tr("check every file", "goes on after a comma");
    default:
        return describe(step, offer, product);
    }
}

// Steps of one line: fetching, keeping, closing and converting, changing, starting.
int stageOf(PlanStepKind kind) {
    switch (kind) {
    case PlanStepKind::Download:
    case PlanStepKind::Verify:
        return 0;
    case PlanStepKind::Snapshot:
        return 1;
    case PlanStepKind::Close:
    case PlanStepKind::StopService:
    case PlanStepKind::Migrate:
        return 2;
    case PlanStepKind::Switch:
    case PlanStepKind::Merge:
        return 3;
    case PlanStepKind::Start:
    case PlanStepKind::Probe:
    case PlanStepKind::Watch:
        return 4;
    }
    return 5;
}

} // namespace

QList<PlanLine> planLines(const Offer& offer, const QString& product) {
    QList<PlanLine> lines;
    int stage = -1;
    for (const PlanStep& step : offer.plan.steps) {
        if (stageOf(step.kind) == stage) {
            lines.last().text =
                Upkeep::tr("%1, %2", "two steps")
                    .arg(lines.last().text, describeContinued(step, offer, product));
            continue;
        }
        stage = stageOf(step.kind);
        lines.append({step.kind, describe(step, offer, product)});
    }
    return lines;
}

QString describe(const PlanWay& way) {
    static constexpr Row reasons[] = {
        {"cheapest", QT_TRANSLATE_NOOP("Upkeep", "taken, as it costs least")},
        {"only-way", QT_TRANSLATE_NOOP("Upkeep", "taken, as it is the only way")},
        {"costs-more", QT_TRANSLATE_NOOP("Upkeep", "costs more")},
        {"source-missing", QT_TRANSLATE_NOOP("Upkeep", "files it builds on are missing")},
        {"heap", QT_TRANSLATE_NOOP("Upkeep", "it needs more memory than allowed")},
        {"disk", QT_TRANSLATE_NOOP("Upkeep", "it needs more disk space than there is")},
        {"needs", QT_TRANSLATE_NOOP("Upkeep", "it needs a newer Upkeep")},
        {"not-needed", QT_TRANSLATE_NOOP("Upkeep", "nothing of it is missing")},
        {"none-published", QT_TRANSLATE_NOOP("Upkeep", "the publisher offers none")},
        {"tree-unknown", QT_TRANSLATE_NOOP("Upkeep", "what it costs is counted while updating")},
        {"no-ranges", QT_TRANSLATE_NOOP("Upkeep", "the server hands out whole files only")},
        {"not-worth-it", QT_TRANSLATE_NOOP("Upkeep", "it saves too little")},
    };
    const QString name = way.via.isEmpty()
                             ? wayName(way.kind)
                             : Upkeep::tr("%1 (by way of %2)")
                                   .arg(wayName(way.kind), way.via.join(QStringLiteral(", ")));
    if (!way.possible)
        return Upkeep::tr("%1: not possible, %2").arg(name, lookUp(reasons, way.reason));
    const QString cost = Upkeep::tr("%1, %2").arg(name, formatSize(way.bytes));
    return way.reason.isEmpty() ? cost
                                : Upkeep::tr("%1 in %n request(s): %2", nullptr, way.requests)
                                      .arg(cost, lookUp(reasons, way.reason));
}

QString describeWays(const Plan& plan) {
    QStringList lines;
    for (const PlanWay& way : plan.ways)
        lines += describe(way);
    return lines.join(u'\n');
}

QString describeKept(const QStringList& settings) {
    return settings.isEmpty() ? QString()
                              : Upkeep::tr("Kept as you set it, though the release changed it: %1")
                                    .arg(settings.join(QStringLiteral(", ")));
}

QString describeFallback(const QString& reason, qint64 bytes) {
    if (reason == QLatin1String("source-missing") ||
        reason.startsWith(QLatin1String("patch.source-missing")))
        return Upkeep::tr(
                   "This installation differs from the original, so %1 are downloaded instead of "
                   "the patch.")
            .arg(formatSize(bytes));
    return Upkeep::tr("The smaller download did not fit (%1), so %2 are downloaded instead.")
        .arg(reason, formatSize(bytes));
}

QString describe(const EvolutionOffer& evolution, const Version& release, const QString& product) {
    if (!evolution.blockedBy.isEmpty()) {
        const QString kind = evolution.blockedBy.section(u':', 0, 0);
        const QString what = isolated(evolution.blockedBy.section(u':', 1));
        if (kind == QLatin1String("needs-version"))
            return Upkeep::tr("Needs %1 %2 or later").arg(product, what);
        if (kind == QLatin1String("needs"))
            return Upkeep::tr("Needs “%1”").arg(what);
        if (kind == QLatin1String("conflicts"))
            return Upkeep::tr("Does not go together with “%1”").arg(what);
        return Upkeep::tr("Not possible (%1)").arg(evolution.blockedBy);
    }
    if (evolution.required)
        return Upkeep::tr("Required by %1").arg(isolated(release.toString()));
    return evolution.description;
}

QString describe(const LocalChange& change) {
    const QString name = isolated(change.path.display());
    switch (change.kind) {
    case LocalChange::Kind::Changed:
        return Upkeep::tr("%1 was changed on this computer").arg(name);
    case LocalChange::Kind::Removed:
        return Upkeep::tr("%1 was removed on this computer").arg(name);
    case LocalChange::Kind::ModeChanged:
        return Upkeep::tr("The permissions of %1 were changed on this computer").arg(name);
    case LocalChange::Kind::ExtraInTheWay:
        return Upkeep::tr("%1 is yours, but the new version uses its name").arg(name);
    }
    return {};
}

QString describe(const RollbackPart& part) {
    switch (part.fate) {
    case DataFate::RestoreOld:
        return Upkeep::tr("%1: as it was before the update").arg(part.component);
    case DataFate::KeepPresent:
        return Upkeep::tr("%1: kept as it is now").arg(part.component);
    case DataFate::ReverseMigrate:
        return Upkeep::tr("%1: kept as it is now, converted back (%2)")
            .arg(part.component, part.detail);
    case DataFate::AskPerson:
        return Upkeep::tr("%1: cannot be converted back; choose between now and then")
            .arg(part.component);
    case DataFate::LeaveAlone:
        return Upkeep::tr("%1: left alone").arg(part.component);
    }
    return {};
}

QString describeRefusal(const RollbackPreview& preview) {
    static constexpr Row reasons[] = {
        {"below-minimum",
         QT_TRANSLATE_NOOP(
             "Upkeep",
             "The publisher no longer allows a version this old, because it is not safe.")},
        {"revoked", QT_TRANSLATE_NOOP("Upkeep", "The version was withdrawn by its publisher.")},
        {"snapshot-damaged", QT_TRANSLATE_NOOP("Upkeep", "The snapshot is damaged.")},
        {"nothing-to-go-back-to",
         QT_TRANSLATE_NOOP("Upkeep", "There is no earlier version to go back to.")},
    };
    return preview.possible ? QString() : lookUp(reasons, preview.reason);
}

QString operationName(const QString& operation) {
    static constexpr Row names[] = {
        {"check", QT_TRANSLATE_NOOP("Upkeep", "Checked for updates")},
        {"download", QT_TRANSLATE_NOOP("Upkeep", "Downloaded")},
        {"update", QT_TRANSLATE_NOOP("Upkeep", "Updated")},
        {"rollback", QT_TRANSLATE_NOOP("Upkeep", "Rolled back")},
        {"restore", QT_TRANSLATE_NOOP("Upkeep", "Restored")},
        {"snapshot", QT_TRANSLATE_NOOP("Upkeep", "Made a snapshot")},
        {"evolutions", QT_TRANSLATE_NOOP("Upkeep", "Changed evolutions")},
        {"install", QT_TRANSLATE_NOOP("Upkeep", "Installed")},
        {"adopt", QT_TRANSLATE_NOOP("Upkeep", "Took over")},
        {"remove", QT_TRANSLATE_NOOP("Upkeep", "Removed")},
        {"finish", QT_TRANSLATE_NOOP("Upkeep", "Put in order")},
        {"pin", QT_TRANSLATE_NOOP("Upkeep", "Pinned")},
        {"resume", QT_TRANSLATE_NOOP("Upkeep", "Resumed updates")},
        {"skip", QT_TRANSLATE_NOOP("Upkeep", "Skipped")},
        {"confirm", QT_TRANSLATE_NOOP("Upkeep", "Confirmed")},
        {"repair", QT_TRANSLATE_NOOP("Upkeep", "Repaired")},
        {"remind", QT_TRANSLATE_NOOP("Upkeep", "Reminder set")},
        {"unskip", QT_TRANSLATE_NOOP("Upkeep", "Skip undone")},
    };
    return lookUp(names, operation);
}

QString resultName(const QString& result) {
    static constexpr Row names[] = {
        {"success", QT_TRANSLATE_NOOP("Upkeep", "Done")},
        {"nothing-new", QT_TRANSLATE_NOOP("Upkeep", "Nothing new")},
        {"failed", QT_TRANSLATE_NOOP("Upkeep", "Failed")},
        {"rolled-back", QT_TRANSLATE_NOOP("Upkeep", "Came back by itself")},
        {"blocked", QT_TRANSLATE_NOOP("Upkeep", "Blocked")},
        {"cancelled", QT_TRANSLATE_NOOP("Upkeep", "Cancelled")},
        {"available", QT_TRANSLATE_NOOP("Upkeep", "Update found")},
        {"held", QT_TRANSLATE_NOOP("Upkeep", "On hold")},
        {"not-observed", QT_TRANSLATE_NOOP("Upkeep", "Not observed")},
    };
    return lookUp(names, result);
}

QString describe(const HistoryEvent& event) {
    const QString none = Version().toString();
    const QString from = event.from.toString();
    const QString to = event.to.toString();
    if (to == none || from == to)
        return from == none ? QString() : isolated(from);
    return from == none ? isolated(to) : Upkeep::tr("%1 to %2").arg(isolated(from), isolated(to));
}

QString triggerText(Trigger trigger) {
    switch (trigger) {
    case Trigger::User:
        return Upkeep::tr("In the window");
    case Trigger::Tray:
        return Upkeep::tr("From the tray");
    case Trigger::CommandLine:
        return Upkeep::tr("On the command line");
    case Trigger::Silent:
        return Upkeep::tr("By itself");
    case Trigger::Admin:
        return Upkeep::tr("By the administrator");
    case Trigger::Recovery:
        return Upkeep::tr("After an interruption");
    }
    return {};
}

QString componentKindName(const QString& kind) {
    static constexpr Row names[] = {
        {"application", QT_TRANSLATE_NOOP("Upkeep", "Program")},
        {"evolutions", QT_TRANSLATE_NOOP("Upkeep", "Evolutions")},
        {"config", QT_TRANSLATE_NOOP("Upkeep", "Settings")},
        {"data", QT_TRANSLATE_NOOP("Upkeep", "Data")},
        {"files", QT_TRANSLATE_NOOP("Upkeep", "Files")},
        {"service", QT_TRANSLATE_NOOP("Upkeep", "Service")},
        {"database", QT_TRANSLATE_NOOP("Upkeep", "Database")},
        {"container", QT_TRANSLATE_NOOP("Upkeep", "Container")},
    };
    return lookUp(names, kind);
}

QString snapshotReasonName(const QString& reason) {
    static constexpr Row names[] = {
        {"before-update", QT_TRANSLATE_NOOP("Upkeep", "Before an update")},
        {"before-rollback", QT_TRANSLATE_NOOP("Upkeep", "Before going back")},
        {"before-restore", QT_TRANSLATE_NOOP("Upkeep", "Before a restore")},
        {"before-repair", QT_TRANSLATE_NOOP("Upkeep", "Before a repair")},
        {"repair", QT_TRANSLATE_NOOP("Upkeep", "During a repair")},
        {"manual", QT_TRANSLATE_NOOP("Upkeep", "Made by hand")},
        {"scheduled", QT_TRANSLATE_NOOP("Upkeep", "Scheduled")},
        {"before-evolutions", QT_TRANSLATE_NOOP("Upkeep", "Before evolutions changed")},
    };
    return lookUp(names, reason);
}

} // namespace upkeep
