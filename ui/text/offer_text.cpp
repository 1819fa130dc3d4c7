// SPDX-License-Identifier: Apache-2.0
#include "text/offer_text.h"

#include "text/format.h"

#include <QCoreApplication>

namespace upkeep {

namespace {

QString tr(const char* text, int n = -1) {
    return QCoreApplication::translate("Upkeep", text, nullptr, n);
}

struct Row {
    const char* id;
    const char* text;
};

// The words for a stable id; an id from a newer version is shown as it is.
QString lookUp(std::span<const Row> rows, const QString& id) {
    for (const Row& row : rows) {
        if (id == QLatin1String(row.id))
            return tr(row.text);
    }
    return id;
}

#define T(text) QT_TRANSLATE_NOOP("Upkeep", text)

QString wayName(WayKind kind) {
    switch (kind) {
    case WayKind::Patch:
        return tr("Patch");
    case WayKind::PatchAndFrames:
        return tr("Patch and missing parts");
    case WayKind::Frames:
        return tr("Missing parts");
    case WayKind::Package:
        return tr("Full package");
    }
    return {};
}

} // namespace

QString updateTypeName(const Offer& offer) {
    if (offer.security)
        return tr("Security update");
    switch (offer.updateType) {
    case UpdateType::Hotfix:
        return tr("Hotfix");
    case UpdateType::Minor:
        return tr("Minor update");
    case UpdateType::Major:
        return tr("Major update");
    }
    return {};
}

QString riskText(Risk risk) {
    switch (risk) {
    case Risk::Low:
        return tr("Low risk");
    case Risk::Medium:
        return tr("Medium risk");
    case Risk::High:
        return tr("High risk");
    }
    return {};
}

QString describeDownload(const Plan& plan) {
    if (plan.downloadBytes >= plan.fullBytes)
        return formatSize(plan.downloadBytes);
    return tr("%1 instead of %2").arg(formatSize(plan.downloadBytes), formatSize(plan.fullBytes));
}

QString describeAway(const Plan& plan, const QString& product) {
    return tr("%1 is away for %2").arg(product, formatDuration(plan.secondsAway));
}

QString describe(const PlanStep& step, const Offer& offer, const QString& product) {
    const QString to = isolated(offer.to.toString());
    switch (step.kind) {
    case PlanStepKind::Download:
        return tr("Download and verify signatures");
    case PlanStepKind::Verify:
        return tr("Check every file");
    case PlanStepKind::Snapshot:
        return tr("Snapshot of %1 to go back to").arg(isolated(offer.from.toString()));
    case PlanStepKind::Close:
        return tr("Close %1").arg(product);
    case PlanStepKind::StopService:
        return tr("Stop %1").arg(step.subject);
    case PlanStepKind::Switch:
        return tr("Switch to %1").arg(to);
    case PlanStepKind::Migrate:
        return tr("Convert data (%1)").arg(step.subject);
    case PlanStepKind::Merge:
        return tr("Merge settings");
    case PlanStepKind::Start:
        return tr("Start %1").arg(product);
    case PlanStepKind::Probe:
        return tr("Test that %1 works").arg(to);
    case PlanStepKind::Watch:
        return tr("Watch for %1 minutes").arg(step.subject);
    }
    return {};
}

QString describe(const PlanWay& way) {
    static constexpr Row reasons[] = {
        {"source-missing", T("files it builds on are missing")},
        {"heap", T("it needs more memory than allowed")},
        {"disk", T("it needs more disk space than there is")},
        {"needs", T("it needs a newer Upkeep")},
        {"none-published", T("the publisher offers none")},
    };
    if (!way.possible)
        return tr("%1: not possible, %2").arg(wayName(way.kind), lookUp(reasons, way.reason));
    return tr("%1, %2").arg(wayName(way.kind), formatSize(way.bytes));
}

QString describeFallback(const QString& reason, qint64 bytes) {
    if (reason == QLatin1String("source-missing") ||
        reason.startsWith(QLatin1String("patch.source-missing")))
        return tr("This installation differs from the original, so %1 are downloaded instead of "
                  "the patch.")
            .arg(formatSize(bytes));
    return tr("The smaller download did not fit (%1), so %2 are downloaded instead.")
        .arg(reason, formatSize(bytes));
}

QString describe(const EvolutionOffer& evolution, const Version& release, const QString& product) {
    if (!evolution.blockedBy.isEmpty()) {
        const QString kind = evolution.blockedBy.section(u':', 0, 0);
        const QString what = isolated(evolution.blockedBy.section(u':', 1));
        if (kind == QLatin1String("needs-version"))
            return tr("Needs %1 %2 or later").arg(product, what);
        if (kind == QLatin1String("needs"))
            return tr("Needs “%1”").arg(what);
        if (kind == QLatin1String("conflicts"))
            return tr("Does not go together with “%1”").arg(what);
        return tr("Not possible (%1)").arg(evolution.blockedBy);
    }
    if (evolution.required)
        return tr("Required by %1").arg(isolated(release.toString()));
    return evolution.description;
}

QString describe(const LocalChange& change) {
    const QString name = isolated(change.path.display());
    switch (change.kind) {
    case LocalChange::Kind::Changed:
        return tr("%1 was changed on this computer").arg(name);
    case LocalChange::Kind::Removed:
        return tr("%1 was removed on this computer").arg(name);
    case LocalChange::Kind::ModeChanged:
        return tr("The permissions of %1 were changed on this computer").arg(name);
    case LocalChange::Kind::ExtraInTheWay:
        return tr("%1 is yours, but the new version uses its name").arg(name);
    }
    return {};
}

QString describe(const RollbackPart& part) {
    switch (part.fate) {
    case DataFate::RestoreOld:
        return tr("%1: as it was before the update").arg(part.component);
    case DataFate::KeepPresent:
        return tr("%1: kept as it is now").arg(part.component);
    case DataFate::ReverseMigrate:
        return tr("%1: kept as it is now, converted back (%2)").arg(part.component, part.detail);
    case DataFate::AskPerson:
        return tr("%1: cannot be converted back; choose between now and then").arg(part.component);
    case DataFate::LeaveAlone:
        return tr("%1: left alone").arg(part.component);
    }
    return {};
}

QString describeRefusal(const RollbackPreview& preview) {
    static constexpr Row reasons[] = {
        {"below-minimum",
         T("The publisher no longer allows a version this old, because it is not safe.")},
        {"revoked", T("The version was withdrawn by its publisher.")},
        {"snapshot-damaged", T("The snapshot is damaged.")},
        {"nothing-to-go-back-to", T("There is no earlier version to go back to.")},
    };
    return preview.possible ? QString() : lookUp(reasons, preview.reason);
}

QString operationName(const QString& operation) {
    static constexpr Row names[] = {
        {"check", T("Checked for updates")},
        {"download", T("Downloaded")},
        {"update", T("Updated")},
        {"rollback", T("Rolled back")},
        {"restore", T("Restored")},
        {"snapshot", T("Made a snapshot")},
        {"evolutions", T("Changed evolutions")},
        {"install", T("Installed")},
        {"adopt", T("Took over")},
        {"remove", T("Removed")},
        {"finish", T("Put in order")},
        {"pin", T("Pinned")},
        {"resume", T("Resumed updates")},
        {"skip", T("Skipped")},
        {"confirm", T("Confirmed")},
        {"repair", T("Repaired")},
        {"remind", T("Reminder set")},
        {"unskip", T("Skip undone")},
    };
    return lookUp(names, operation);
}

QString resultName(const QString& result) {
    static constexpr Row names[] = {
        {"success", T("Done")},
        {"nothing-new", T("Nothing new")},
        {"failed", T("Failed")},
        {"rolled-back", T("Came back by itself")},
        {"blocked", T("Blocked")},
        {"cancelled", T("Cancelled")},
        {"available", T("Update found")},
        {"held", T("On hold")},
    };
    return lookUp(names, result);
}

QString describe(const HistoryEvent& event) {
    const QString none = Version().toString();
    const QString from = event.from.toString();
    const QString to = event.to.toString();
    if (to == none || from == to)
        return from == none ? QString() : isolated(from);
    return from == none ? isolated(to) : tr("%1 to %2").arg(isolated(from), isolated(to));
}

QString triggerText(Trigger trigger) {
    switch (trigger) {
    case Trigger::User:
        return tr("In the window");
    case Trigger::Tray:
        return tr("From the tray");
    case Trigger::CommandLine:
        return tr("On the command line");
    case Trigger::Silent:
        return tr("By itself");
    case Trigger::Admin:
        return tr("By the administrator");
    case Trigger::Recovery:
        return tr("After an interruption");
    }
    return {};
}

QString componentKindName(const QString& kind) {
    static constexpr Row names[] = {
        {"application", T("Program")},
        {"evolutions", T("Evolutions")},
        {"config", T("Settings")},
        {"data", T("Data")},
        {"files", T("Files")},
        {"service", T("Service")},
        {"database", T("Database")},
        {"container", T("Container")},
    };
    return lookUp(names, kind);
}

QString snapshotReasonName(const QString& reason) {
    static constexpr Row names[] = {
        {"before-update", T("Before an update")},
        {"before-rollback", T("Before going back")},
        {"before-restore", T("Before a restore")},
        {"manual", T("Made by hand")},
        {"scheduled", T("Scheduled")},
        {"before-evolutions", T("Before evolutions changed")},
    };
    return lookUp(names, reason);
}

#undef T

} // namespace upkeep
