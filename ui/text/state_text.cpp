// SPDX-License-Identifier: Apache-2.0
#include "text/state_text.h"

#include "text/error_text.h"
#include "text/format.h"
#include "text/upkeep_tr.h"

namespace upkeep {

namespace {

QString versionOf(const Version& version) {
    return isolated(version.toString());
}

QString headlineOfOffer(const ProductStatus& status) {
    const QString version = versionOf(status.offer->to);
    return (status.offer->security ? Upkeep::tr("%1 %2 fixes a security problem")
                                   : Upkeep::tr("%1 %2 is available"))
        .arg(status.name, version);
}

QString lineOfOffer(const ProductStatus& status) {
    const Offer& offer = *status.offer;
    QString line = Upkeep::tr("%1 is installed. Released %2 by %3, %4.")
                       .arg(versionOf(offer.from),
                            formatDay(offer.released.toLocalTime().date()),
                            offer.publisher,
                            offer.signedByPublisher ? Upkeep::tr("signature verified")
                                                    : Upkeep::tr("not signed by its publisher"));
    if (!offer.cves.isEmpty())
        line += u' ' + Upkeep::tr("Fixes %1.").arg(offer.cves.join(QStringLiteral(", ")));
    return line;
}

QString target(const ProductStatus& status) {
    return status.offer ? versionOf(status.offer->to) : QString();
}

QString headlineOf(const ProductStatus& status) {
    switch (status.state) {
    case UpdateState::NotChecked:
        return Upkeep::tr("%1 has not been checked yet").arg(status.name);
    case UpdateState::UpToDate:
        return Upkeep::tr("%1 is up to date").arg(status.name);
    case UpdateState::Available:
    case UpdateState::Security:
    case UpdateState::NotSigned:
        return status.offer ? headlineOfOffer(status) : Upkeep::tr("An update is available");
    case UpdateState::Downloading:
        return Upkeep::tr("Updating %1 to %2").arg(status.name, target(status));
    case UpdateState::Applying:
        return Upkeep::tr("Installing %1 %2").arg(status.name, target(status));
    case UpdateState::Ready:
        return Upkeep::tr("%1 %2 is ready").arg(status.name, target(status));
    case UpdateState::Held:
        return Upkeep::tr("The update is on hold");
    case UpdateState::Failed:
        return status.offer ? Upkeep::tr("%1 was not installed").arg(target(status))
                            : Upkeep::tr("The check did not succeed");
    case UpdateState::RolledBack:
        return status.lastError
                   ? Upkeep::tr("%1 %2 did not start correctly")
                         .arg(status.name, versionOf(status.leftVersion))
                   : Upkeep::tr("%1 is back on %2").arg(status.name, versionOf(status.version));
    case UpdateState::RestoreFailed:
        return Upkeep::tr("%1 needs your help").arg(status.name);
    case UpdateState::Withdrawn:
        return Upkeep::tr("%1 %2 was withdrawn by its publisher")
            .arg(status.name, versionOf(status.version));
    case UpdateState::FromPackage:
        return Upkeep::tr("%1 is updated by the system").arg(status.name);
    case UpdateState::HeldElsewhere:
        return Upkeep::tr("Another Upkeep is updating %1").arg(status.name);
    }
    return status.name;
}

QString lineOf(const ProductStatus& status, const QDateTime& now) {
    QString installed = Upkeep::tr("%1 is installed.").arg(versionOf(status.version));
    switch (status.state) {
    case UpdateState::UpToDate:
        return status.lastChecked.isValid()
                   ? Upkeep::tr("Version %1. Checked %2.")
                         .arg(versionOf(status.version), formatMoment(status.lastChecked, now))
                   : Upkeep::tr("Version %1.").arg(versionOf(status.version));
    case UpdateState::Available:
    case UpdateState::Security:
    case UpdateState::NotSigned:
        return status.offer ? lineOfOffer(status) : installed;
    case UpdateState::Held:
        return status.hold ? describe(*status.hold, now) : installed;
    case UpdateState::Failed:
    case UpdateState::RestoreFailed:
        return status.lastError
                   ? describe(*status.lastError, {status.name, status.version.toString()})
                         .paragraph()
                   : installed;
    case UpdateState::RolledBack:
        return Upkeep::tr(
                   "%1 is back and %2 is on hold until you try it again or a newer version comes.")
            .arg(versionOf(status.version), versionOf(status.leftVersion));
    case UpdateState::Ready:
        return Upkeep::tr(
                   "Everything is downloaded and verified. It is installed when %1 is closed.")
            .arg(status.name);
    default:
        return installed;
    }
}

QString holdReason(const Hold& hold) {
    struct Row {
        const char* id;
        const char* text;
    };
    static constexpr Row rows[] = {
        {"pinned",
         QT_TRANSLATE_NOOP("Upkeep",
                           "Pinned to %1; newer versions wait until updates are resumed.")},
        {"left",
         QT_TRANSLATE_NOOP("Upkeep", "%1 is not offered again, because it was rolled back.")},
        {"skipped", QT_TRANSLATE_NOOP("Upkeep", "%1 was skipped.")},
        {"reminder", QT_TRANSLATE_NOOP("Upkeep", "You asked to be reminded of %1 later.")},
        {"rollout",
         QT_TRANSLATE_NOOP("Upkeep", "%1 reaches computers step by step; this one comes later.")},
        {"revoked", QT_TRANSLATE_NOOP("Upkeep", "%1 was withdrawn by its publisher.")},
        {"min-os", QT_TRANSLATE_NOOP("Upkeep", "%1 needs a newer system.")},
        {"max-os", QT_TRANSLATE_NOOP("Upkeep", "%1 is not made for a system as new as this.")},
        {"min-remote-version", QT_TRANSLATE_NOOP("Upkeep", "%1 needs a newer Upkeep.")},
        {"waypoint", QT_TRANSLATE_NOOP("Upkeep", "%1 needs another version in between first.")},
        {"read-only-parent",
         QT_TRANSLATE_NOOP(
             "Upkeep",
             "The folder of the installation cannot be written, so %1 cannot be installed.")},
        {"mount-point",
         QT_TRANSLATE_NOOP("Upkeep",
                           "The installation is a mount point, so %1 cannot be exchanged for it.")},
        {"no-space", QT_TRANSLATE_NOOP("Upkeep", "Not enough space for %1.")},
        {"paused", QT_TRANSLATE_NOOP("Upkeep", "Updates are paused.")},
    };
    for (const Row& row : rows) {
        if (hold.reason == QLatin1String(row.id)) {
            const QString text = Upkeep::tr(row.text);
            return text.contains(QLatin1String("%1")) ? text.arg(versionOf(hold.version)) : text;
        }
    }
    return Upkeep::tr("%1 is on hold (%2).").arg(versionOf(hold.version), hold.reason);
}

} // namespace

StateText describe(const ProductStatus& status, const QDateTime& now) {
    return {headlineOf(status), lineOf(status, now)};
}

QString describe(const Hold& hold, const QDateTime& now) {
    QString text = holdReason(hold);
    if (!hold.subject.isEmpty())
        text += u' ' + hold.subject;
    if (hold.until.isValid())
        text += u' ' + Upkeep::tr("Until %1.").arg(formatMoment(hold.until, now));
    return text;
}

QString phaseName(Phase phase) {
    switch (phase) {
    case Phase::Check:
        return Upkeep::tr("Check");
    case Phase::Download:
        return Upkeep::tr("Download");
    case Phase::Verify:
        return Upkeep::tr("Verify");
    case Phase::Snapshot:
        return Upkeep::tr("Snapshot");
    case Phase::Apply:
        return Upkeep::tr("Apply");
    case Phase::Probe:
        return Upkeep::tr("Test");
    case Phase::Done:
        return Upkeep::tr("Done");
    }
    return {};
}

} // namespace upkeep
