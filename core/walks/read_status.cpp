// SPDX-License-Identifier: Apache-2.0
#include "walks/read_status.h"

#include "walks/check_product.h"
#include "walks/integrity.h"
#include "walks/journal.h"
#include "walks/kept_waiting.h"
#include "walks/last_check.h"
#include "walks/last_update.h"
#include "walks/managed.h"
#include "walks/offer.h"
#include "walks/probation.h"

namespace upkeep {

namespace {

void tellDecisions(const ProductSite& site, ProductStatus& status) {
    const Decisions decisions = site.decisions();
    status.pinnedTo = decisions.pinnedTo;
    if (decisions.left)
        status.leftVersion = *decisions.left;
    status.pausedUntil = decisions.pausedUntil;
    status.remindAt = decisions.remindAt;
    status.stays = decisions.stayedOn == site.installed().version;
    for (const Version& version : decisions.skipped)
        status.skippedVersions.append(version.toString());
}

void tellLastUpdate(const ProductSite& site, ProductStatus& status) {
    if (const auto last = readLastUpdate(site.files(), site.root().lastUpdate())) {
        status.confirmed = last->confirmed || last->wentBack;
        status.updatedAt = last->at;
        status.probation = probationOf(last, site.installed().version, site.product(), site.now());
        if (status.probation == ProbationState::Open)
            status.probationUntil = probationEnd(*last, site.product());
        status.probationTrouble = last->failed;
    }
    const auto previous = readInstalledRecord(site.files(), site.root().previous());
    status.canRollBack = previous && previous->version != site.installed().version;
    if (status.canRollBack)
        status.rollbackVersion = previous->version;
}

UpdateState stateOf(const Offer& offer) {
    if (!offer.signedByPublisher)
        return UpdateState::NotSigned;
    return offer.security ? UpdateState::Security : UpdateState::Available;
}

UpdateState stateAfter(const LastCheck& check, const ProductStatus& status, bool isHeld) {
    if (check.withdrawn)
        return UpdateState::Withdrawn;
    if (check.error || (status.offer && check.failure))
        return UpdateState::Failed;
    if (status.offer)
        return stateOf(*status.offer);
    if (!isHeld)
        return UpdateState::UpToDate;
    return check.hold->reason == QLatin1String("package") ? UpdateState::FromPackage
                                                          : UpdateState::Held;
}

void tellLastCheck(const ProductSite& site, ProductStatus& status) {
    const auto check = readLastCheck(site.files(), site.stateFolder());
    if (!check)
        return;
    status.lastChecked = check->at;
    status.nextCheck = check->at.addSecs(3600LL * site.preferences().checkIntervalHours);
    status.lastError = check->error ? check->error : check->failure;
    status.withdrawnBecause = check->withdrawn.value_or(QString());
    const bool isOver =
        check->hold && check->hold->until.isValid() && check->hold->until <= site.now();
    const bool isHeld = check->hold && !isOver;
    if (isHeld)
        status.hold = makeHold(*check->hold);
    const bool newer =
        check->release && !isHeld && site.installed().version < check->release->document.version;
    if (newer) {
        auto offer = offerOf(site, *check, {});
        if (offer)
            status.offer = std::move(offer).value();
    }
    status.state = stateAfter(*check, status, isHeld);
}

// Empty after a rollback that a person asked for.
std::optional<Error> whyItCameBack(const ProductSite& site) {
    const auto events = site.history().list();
    if (!events)
        return {};
    for (const HistoryEvent& event : *events) {
        const bool isWalk = event.result == QStringLiteral("success") && !event.snapshot.isEmpty();
        if (isWalk && event.errorId.isEmpty())
            return {};
        if (isWalk || event.result == QStringLiteral("rolled-back"))
            return Error{errorCodeFromId(event.errorId).value_or(ErrorCode::ProbeFailed),
                         event.errorSubject,
                         event.errorCause};
    }
    return {};
}

// What is more urgent, or on its way, is told first: an update mends it, too.
bool giveWayToDamage(UpdateState state) {
    switch (state) {
    case UpdateState::NotChecked:
    case UpdateState::UpToDate:
    case UpdateState::Available:
    case UpdateState::Held:
    case UpdateState::Failed:
    case UpdateState::RolledBack:
        return true;
    default:
        return false;
    }
}

void tellIntegrity(const ProductSite& site, ProductStatus& status) {
    const Integrity known = readIntegrity(site);
    status.integrityDue = integrityDue(site, known);
    status.damaged = int(known.found.size()) + (site.recordDamage() ? 1 : 0);
}

// What matters most is told: an unfinished walk, then a way back that was gone, then the news.
void tellState(const ProductSite& site, ProductStatus& status) {
    const auto journal = readJournal(site.files(), site.root().journal());
    if (!journal) {
        status.state = UpdateState::RestoreFailed;
        status.lastError = journal.error();
    } else if (*journal && !(*journal)->help.isEmpty()) {
        status.state = UpdateState::RestoreFailed;
        status.lastError = Error{ErrorCode::NeedsHelp,
                                 site.root().live.display(),
                                 (*journal)->help.join(QStringLiteral("; "))};
    } else if (*journal && (*journal)->state == JournalState::Ready) {
        status.state = UpdateState::Ready;
    } else if (*journal) {
        status.state = (*journal)->state == JournalState::Preparing ? UpdateState::Downloading
                                                                    : UpdateState::Applying;
    } else if (status.pinnedTo && status.leftVersion != Version() && !status.offer) {
        status.state = UpdateState::RolledBack;
        status.lastError = whyItCameBack(site);
    }
    if (status.damaged > 0 && giveWayToDamage(status.state))
        status.state = UpdateState::Damaged;
}

QStringList warningsOf(const ProductSite& site) {
    QStringList warnings;
    if (site.product().trust.kind == TrustSpec::Kind::ChecksumsOnly)
        warnings.append(QStringLiteral("not-signed"));
    if (allowsTls12(site.product().source, site.registration().source))
        warnings.append(QStringLiteral("tls-1.2"));
    return warnings;
}

} // namespace

Result<ProductStatus> readStatus(const ProductSite& site) {
    ProductStatus status;
    status.id = site.id();
    status.name = site.product().name;
    status.publisher = site.product().publisher;
    status.channel = site.channel();
    status.root = site.registration().root;
    status.version = site.installed().version;
    status.iconPath = site.product().icon;
    status.warnings = warningsOf(site);
    status.canSwitchWhileRunning = site.product().switchMode == SwitchMode::AnyTime;
    tellDecisions(site, status);
    tellLastUpdate(site, status);
    tellLastCheck(site, status);
    tellIntegrity(site, status);
    tellState(site, status);
    tellWaiting(status, readKeptWaiting(site.files(), site.stateFolder()), site.now());
    tellPolicy(status, site.adminPolicy());
    return status;
}

Result<QList<ComponentStatus>> readComponents(const ProductSite& site) {
    const auto check = readLastCheck(site.files(), site.stateFolder());
    UPKEEP_TRY_AS(const ComponentList components, site.components());
    QList<ComponentStatus> list;
    for (const auto& component : components) {
        UPKEEP_TRY_AS(const ComponentReport report, component->inspect(site.context({}, {})));
        ComponentStatus status;
        status.id = report.id;
        status.kind = report.kind;
        status.path = report.path.display();
        status.version = site.installed().version;
        status.latest = check && check->release ? check->release->document.version : status.version;
        status.lastChecked = check ? check->at : QDateTime();
        status.healthy = report.healthy;
        status.localChanges = int(report.localChanges.size());
        status.size = report.size;
        list.append(status);
    }
    return list;
}

Result<QList<EvolutionOffer>> readEvolutions(const ProductSite& site) {
    if (site.installed().manifest.isEmpty())
        return QList<EvolutionOffer>();
    UPKEEP_TRY_AS(
        const UpdateManifest manifest,
        UpdateManifest::parse(site.installed().manifest, QStringLiteral("update-manifest.yaml")));
    QList<EvolutionOffer> offers =
        offersOf(manifest, nullptr, site.installed().version, site.installed().evolutions.keys());
    // Of what is here: its files. Of what is not: what its publisher says.
    for (EvolutionOffer& offer : offers) {
        if (offer.installed)
            offer.size = site.installed().evolutions.value(offer.id).list.totalSize();
    }
    return offers;
}

} // namespace upkeep
