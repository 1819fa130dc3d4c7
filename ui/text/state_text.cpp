// SPDX-License-Identifier: Apache-2.0
#include "text/state_text.h"

#include "text/error_text.h"
#include "text/format.h"
#include "text/hold_text.h"
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

QString headlineOfHold(const ProductStatus& status, const QDateTime& now) {
    const bool paused = status.hold && status.hold->reason == QLatin1String("paused");
    if (paused)
        return status.hold->until.isValid() ? Upkeep::tr("Updates are paused until %1")
                                                  .arg(formatMoment(status.hold->until, now))
                                            : Upkeep::tr("Updates are paused");
    return status.offer ? Upkeep::tr("%1 %2 is waiting").arg(status.name, target(status))
                        : Upkeep::tr("The update is on hold");
}

QString lineOfHold(const ProductStatus& status, const QDateTime& now) {
    if (!status.hold)
        return Upkeep::tr("%1 is installed.").arg(versionOf(status.version));
    if (status.hold->reason == QLatin1String("paused"))
        return Upkeep::tr("Nothing is downloaded, installed or announced by itself.");
    return describe(*status.hold, now);
}

QString headlineOf(const ProductStatus& status, const QDateTime& now) {
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
        return headlineOfHold(status, now);
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
    case UpdateState::Damaged:
        return Upkeep::tr("%1 is damaged").arg(status.name);
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
        return lineOfHold(status, now);
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
    case UpdateState::Withdrawn:
        return status.withdrawnBecause.isEmpty()
                   ? installed
                   : Upkeep::tr("Its publisher says: %1").arg(status.withdrawnBecause);
    case UpdateState::Damaged:
        return Upkeep::tr("%n file(s) are not as their publisher signed them. A repair fetches "
                          "only what is missing.",
                          nullptr,
                          status.damaged);
    case UpdateState::FromPackage:
        return Upkeep::tr("%1 came with a package of the system, which brings its updates, too.")
            .arg(versionOf(status.version));
    default:
        return installed;
    }
}

bool isOffered(UpdateState state) {
    return state == UpdateState::Available || state == UpdateState::Security ||
           state == UpdateState::NotSigned;
}

} // namespace

QString describeProbation(const ProductStatus& status, const QDateTime& now) {
    const QString version = versionOf(status.version);
    switch (status.probation) {
    case ProbationState::Open:
        return status.probationUntil > now
                   ? Upkeep::tr("%1 is on probation until %2.")
                         .arg(version, formatMoment(status.probationUntil, now))
                   : Upkeep::tr("%1 is on probation; nobody has been seen starting it yet.")
                         .arg(version);
    case ProbationState::Confirmed:
        return Upkeep::tr("%1 has shown that it works.").arg(version);
    case ProbationState::NotObserved:
        return Upkeep::tr("Whether %1 works was not observed: it was not started by “upkeepctl "
                          "run”.")
            .arg(version);
    case ProbationState::Failed:
        return Upkeep::tr("%1 did not show that it works. The version before comes back when it is "
                          "closed.")
            .arg(version);
    case ProbationState::None:
        break;
    }
    return {};
}

StateText describe(const ProductStatus& status, const QDateTime& now) {
    StateText text{headlineOf(status, now), lineOf(status, now)};
    const bool isSaid = status.offer && !status.offer->signedByPublisher && isOffered(status.state);
    for (const QString& warning : status.warnings) {
        if (!isSaid || warning != QLatin1String("not-signed"))
            text.line += u' ' + warningText(warning);
    }
    return text;
}

QString warningText(const QString& id) {
    if (id == QLatin1String("not-signed"))
        return Upkeep::tr("Not signed by its publisher: checksums show that a download is whole, "
                          "not who made it.");
    if (id == QLatin1String("tls-1.2"))
        return Upkeep::tr("Its server is allowed the older TLS 1.2 on this computer.");
    return {};
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
