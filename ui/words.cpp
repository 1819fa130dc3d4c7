// SPDX-License-Identifier: Apache-2.0
#include "words.h"

#include "text/format.h"
#include "text/upkeep_tr.h"

namespace upkeep {
QString capitalised(const QString& text) {
    return text.isEmpty() ? text : text.left(1).toUpper() + text.mid(1);
}

QString versionText(const Version& version) {
    return isolated(version.toString());
}

QString agoText(const QDateTime& moment, const QDateTime& now) {
    const qint64 minutes = moment.secsTo(now) / 60;
    if (minutes < 1)
        return Upkeep::tr("just now");
    if (minutes < 60)
        return Upkeep::tr("%n minute(s) ago", nullptr, int(minutes));
    if (minutes < 24 * 60)
        return Upkeep::tr("%n hour(s) ago", nullptr, int(minutes / 60));
    return Upkeep::tr("%n day(s) ago", nullptr, int(minutes / (24 * 60)));
}

QString momentLine(const QDateTime& moment, const QDateTime& now) {
    return capitalised(formatMoment(moment, now));
}

QString kindIcon(const QString& kind) {
    static const QHash<QString, QString> icons = {
        {QStringLiteral("application"), QStringLiteral("kind-application")},
        {QStringLiteral("evolutions"), QStringLiteral("kind-evolution")},
        {QStringLiteral("evolution"), QStringLiteral("kind-evolution")},
        {QStringLiteral("config"), QStringLiteral("kind-config")},
        {QStringLiteral("data"), QStringLiteral("kind-data")},
        {QStringLiteral("database"), QStringLiteral("kind-database")},
        {QStringLiteral("service"), QStringLiteral("kind-service")},
        {QStringLiteral("container"), QStringLiteral("kind-container")},
        {QStringLiteral("files"), QStringLiteral("open-folder")}};
    return icons.value(kind, QStringLiteral("report"));
}

QString componentName(const QString& id, const QString& kind, const QString& product) {
    if (kind == QLatin1String("application"))
        return product;
    if (kind == QLatin1String("evolutions"))
        return Upkeep::tr("Evolutions");
    QString name = id;
    return capitalised(name.replace(QLatin1Char('-'), QLatin1Char(' ')));
}

QString stepIcon(PlanStepKind kind) {
    switch (kind) {
    case PlanStepKind::Download:
        return QStringLiteral("download");
    case PlanStepKind::Verify:
    case PlanStepKind::Probe:
        return QStringLiteral("verify");
    case PlanStepKind::Snapshot:
        return QStringLiteral("page-snapshots");
    case PlanStepKind::Close:
        return QStringLiteral("program-in-use");
    case PlanStepKind::StopService:
        return QStringLiteral("kind-service");
    case PlanStepKind::Switch:
        return QStringLiteral("page-updates");
    case PlanStepKind::Migrate:
        return QStringLiteral("kind-data");
    case PlanStepKind::Merge:
        return QStringLiteral("kind-config");
    case PlanStepKind::Start:
        return QStringLiteral("resume");
    case PlanStepKind::Watch:
        return QStringLiteral("status-waiting");
    }
    return QStringLiteral("report");
}

QString holdIcon(const QString& reason) {
    static const QHash<QString, QString> icons = {
        {QStringLiteral("paused"), QStringLiteral("status-paused")},
        {QStringLiteral("pinned"), QStringLiteral("status-pinned")},
        {QStringLiteral("left"), QStringLiteral("status-rolled-back")},
        {QStringLiteral("skipped"), QStringLiteral("skip")},
        {QStringLiteral("reminder"), QStringLiteral("remind")},
        {QStringLiteral("revoked"), QStringLiteral("status-attention")},
        {QStringLiteral("offline"), QStringLiteral("status-offline")},
        {QStringLiteral("captive-portal"), QStringLiteral("status-offline")},
        {QStringLiteral("metered"), QStringLiteral("status-metered")},
        {QStringLiteral("network-unknown"), QStringLiteral("status-metered")},
        {QStringLiteral("battery"), QStringLiteral("status-battery")},
        {QStringLiteral("power-saver"), QStringLiteral("status-battery")},
        {QStringLiteral("full-screen"), QStringLiteral("program-in-use")},
        {QStringLiteral("busy"), QStringLiteral("program-in-use")},
        {QStringLiteral("running"), QStringLiteral("program-in-use")},
        {QStringLiteral("managed"), QStringLiteral("status-managed")}};
    return icons.value(reason, QStringLiteral("status-waiting"));
}

QString fateText(const RollbackPart& part) {
    QString text;
    switch (part.fate) {
    case DataFate::RestoreOld:
        text = Upkeep::tr("As it was then");
        break;
    case DataFate::KeepPresent:
        text = Upkeep::tr("Stays as it is now");
        break;
    case DataFate::ReverseMigrate:
        text = Upkeep::tr("Stays as it is now, converted back (%1)").arg(part.detail);
        break;
    case DataFate::AskPerson:
        text = Upkeep::tr("Cannot be converted back; you choose");
        break;
    case DataFate::LeaveAlone:
        text = Upkeep::tr("Left alone");
        break;
    }
    if (part.changedSince == 0)
        return text;
    return Upkeep::tr("%1; %2").arg(text,
                                    Upkeep::tr("%n change(s) since", nullptr, part.changedSince));
}

Look resultLook(const QString& result) {
    if (result == QLatin1String("success"))
        return {QStringLiteral("status-ok"), Tone::Ok};
    if (result == QLatin1String("failed"))
        return {QStringLiteral("status-error"), Tone::Error};
    if (result == QLatin1String("rolled-back"))
        return {QStringLiteral("status-rolled-back"), Tone::Attention};
    if (result == QLatin1String("blocked"))
        return {QStringLiteral("status-waiting"), Tone::Attention};
    if (result == QLatin1String("cancelled"))
        return {QStringLiteral("cancel"), Tone::Neutral};
    return {QStringLiteral("status-info"), Tone::Neutral};
}

Look stateLook(UpdateState state) {
    switch (state) {
    case UpdateState::UpToDate:
        return {QStringLiteral("check"), Tone::Ok};
    case UpdateState::Available:
    case UpdateState::Ready:
    case UpdateState::NotSigned:
        return {QStringLiteral("arrow-up"), Tone::Accent};
    case UpdateState::Downloading:
    case UpdateState::Applying:
        return {QStringLiteral("arrow-down"), Tone::Accent};
    case UpdateState::Security:
        return {QStringLiteral("exclamation"), Tone::Security};
    case UpdateState::Held:
        return {QStringLiteral("pause"), Tone::Attention};
    case UpdateState::Withdrawn:
    case UpdateState::Damaged:
        return {QStringLiteral("exclamation"), Tone::Attention};
    case UpdateState::Failed:
    case UpdateState::RestoreFailed:
        return {QStringLiteral("exclamation"), Tone::Error};
    case UpdateState::RolledBack:
        return {QStringLiteral("roll-back"), Tone::Attention};
    case UpdateState::NotChecked:
    case UpdateState::FromPackage:
    case UpdateState::HeldElsewhere:
        break;
    }
    return {QStringLiteral("info"), Tone::Neutral};
}

} // namespace upkeep
