// SPDX-License-Identifier: Apache-2.0
#include "walks/check_product.h"

#include "base/log.h"
#include "steps/choose.h"
#include "steps/preflight.h"
#include "system/package_owner.h"
#include "walks/last_check.h"
#include "walks/line_speed.h"
#include "walks/offer.h"

namespace upkeep {

namespace {

Result<QList<LocalChange>> localChanges(const ProductSite& site, std::stop_token stop) {
    UPKEEP_TRY_AS(const ComponentList components, site.components());
    UPKEEP_TRY_AS(const ComponentReport report,
                  components.front()->inspect(site.context({}, std::move(stop))));
    return report.localChanges;
}

Result<FoundRelease> findHere(const ProductSite& site, bool manual, std::stop_token stop) {
    UPKEEP_TRY_AS(ReleaseAccess access, site.openReleases());
    return findRelease(site, access, manual, std::move(stop));
}

// What was found again failed before.
std::optional<Error> failureOf(const ProductSite& site, const TrustedRelease& release) {
    const auto before = readLastCheck(site.files(), site.stateFolder());
    const bool same =
        before && before->release && before->release->document.version == release.document.version;
    return same ? before->failure : std::nullopt;
}

// An offer, or why it cannot be installed at this place.
Result<CheckOutcome> offerHere(const ProductSite& site, LastCheck& kept, std::stop_token stop) {
    UPKEEP_TRY_AS(const PreflightReport report,
                  preflight(site.files(), site.seams().processes, {site.root(), {}, 0}));
    if (report.hold) {
        kept.hold = DecisionHold{
            report.hold->reason, report.hold->subject, kept.release->document.version, {}, false};
        return CheckOutcome(makeHold(*kept.hold));
    }
    UPKEEP_TRY_AS(const QList<LocalChange> changes, localChanges(site, std::move(stop)));
    UPKEEP_TRY_AS(Offer offer, offerOf(site, kept, changes));
    return CheckOutcome(std::move(offer));
}

} // namespace

Result<Offer>
offerOf(const ProductSite& site, const LastCheck& kept, const QList<LocalChange>& changes) {
    UPKEEP_TRY_AS(const SpaceReport space, site.files().space(site.root().live));
    qint64 changedBytes = 0;
    for (const LocalChange& change : changes) {
        const auto path = RelativePath::parse(change.path.bytes());
        const FileEntry* const entry = path ? site.installed().files.find(*path) : nullptr;
        changedBytes += entry ? likelyLost(*entry) : 0;
    }
    return makeOffer({site.installed(),
                      site.product(),
                      *kept.release,
                      kept.between,
                      kept.offer,
                      kept.trustedUntil,
                      changes,
                      changedBytes,
                      space.free,
                      lineSpeed(site.seams())});
}

Result<CheckOutcome>
checkProduct(const ProductSite& site, const CheckOptions& options, std::stop_token stop) {
    auto found = findHere(site, options.manual, stop);
    if (!found) {
        // What was known before is still the best there is.
        LastCheck before = readLastCheck(site.files(), site.stateFolder()).value_or(LastCheck());
        before.error = found.error();
        (void)writeLastCheck(site.files(), site.stateFolder(), before);
        return found.error();
    }
    for (const QString& note : found->feed.notes)
        Log::toStderr()->warning(note);
    LastCheck kept;
    kept.at = site.now();
    kept.trustedUntil = found->feed.trustedUntil;
    if (const auto* const revoked = found->feed.policy.revocation(site.installed().version))
        kept.withdrawn = revoked->reason;
    CheckOutcome outcome = UpToDate{site.installed().version};
    if (const auto owner = packageOwning(site.seams().processes, site.root().live))
        found->decision =
            DecisionHold{QStringLiteral("package"), *owner, site.installed().version, {}, false};
    if (const auto* const hold = std::get_if<DecisionHold>(&found->decision)) {
        kept.hold = *hold;
        outcome = makeHold(*hold);
    } else if (const auto* const offer = std::get_if<DecisionOffer>(&found->decision)) {
        kept.release = found->release;
        for (const ReleaseDocument& other : found->feed.releases) {
            if (other.version < found->release->document.version)
                kept.between.append(other);
        }
        kept.offer = *offer;
        // A person who looks again wants to know what there is now.
        if (!options.manual)
            kept.failure = failureOf(site, *kept.release);
        UPKEEP_TRY_AS(outcome, offerHere(site, kept, stop));
    }
    UPKEEP_TRY(writeLastCheck(site.files(), site.stateFolder(), kept));
    return outcome;
}

} // namespace upkeep
