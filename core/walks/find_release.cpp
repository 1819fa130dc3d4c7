// SPDX-License-Identifier: Apache-2.0
#include "walks/find_release.h"

#include "policy/rollout.h"
#include "steps/choose.h"
#include "walks/release_feed.h"

#include <QSysInfo>

namespace upkeep {

namespace {

LocalPath textsOf(const ProductSite& site) {
    return site.seams().places.stateOf(site.id()) / "texts";
}

QMap<QString, QString> operatingSystem() {
    QMap<QString, QString> os;
    os.insert(QStringLiteral("kernel"), QSysInfo::kernelVersion());
    os.insert(QSysInfo::productType(), QSysInfo::productVersion());
    return os;
}

FeedQuery queryOf(const ProductSite& site, const Version& atLeast, bool exactly) {
    return {site.id(), site.registration().channel, site.installed().platform, atLeast, exactly};
}

// What was signed once holds, also when the network is away later.
Result<void> rememberMinimum(const ProductSite& site, const PolicyDocument& policy) {
    DecisionStore store = site.decisionStore();
    Decisions decisions = store.load().values;
    decisions.lastChecked = site.now();
    decisions.minimumCounter = std::max(decisions.minimumCounter, policy.minimumCounter);
    decisions.revoked.clear();
    for (const RevokedRelease& revoked : policy.revoked)
        decisions.revoked.append(revoked.version);
    return store.save(decisions);
}

} // namespace

std::optional<ReleaseDocument> FoundRelease::releaseOf(const InstalledRecord& installed) const {
    const Digest tree = installed.files.treeHash();
    for (const ReleaseDocument& document : feed.releases) {
        if (document.toTree == tree)
            return document;
    }
    return {};
}

Situation situationOf(const ProductSite& site) {
    Situation situation;
    situation.product = site.id();
    situation.channel = site.registration().channel;
    situation.platform = site.installed().platform;
    situation.installed = site.installed().version;
    situation.installedCounter = site.installed().counter;
    const auto own = Version::parse(QStringLiteral(UPKEEP_VERSION));
    situation.upkeep = own ? *own : Version();
    situation.os = operatingSystem();
    situation.features = supportedFeatures();
    const auto id = installId(site.files(), site.seams().places.state / "install-id");
    situation.installId = id ? *id : QByteArray();
    situation.now = site.now();
    return situation;
}

Result<FoundRelease>
findRelease(const ProductSite& site, ReleaseAccess& access, bool manual, std::stop_token stop) {
    FoundRelease found;
    UPKEEP_TRY_AS(found.feed, feedOf(access, queryOf(site, site.installed().version, false), stop));
    UPKEEP_TRY(rememberMinimum(site, found.feed.policy));
    const Decisions decisions = site.decisions();
    const Preferences preferences = site.preferences();
    const Situation situation = situationOf(site);
    const ChosenRelease chosen = decideAmong(
        found.feed.releases, found.feed.policy, decisions, preferences, situation, manual);
    found.decision = chosen.decision;
    if (chosen.index < 0)
        return found;
    const ReleaseDocument& document = found.feed.releases.at(chosen.index);
    UPKEEP_TRY_AS(found.release,
                  releaseOf(access, found.feed, document, site.files(), textsOf(site), stop));
    // Now that its manifest is known: systems, and the Upkeep it needs.
    if (std::holds_alternative<DecisionOffer>(found.decision)) {
        found.decision = decide(document,
                                &found.release->manifest,
                                found.feed.policy,
                                decisions,
                                preferences,
                                situation,
                                manual);
    }
    return found;
}

Result<FoundRelease> findVersion(const ProductSite& site,
                                 ReleaseAccess& access,
                                 const Version& version,
                                 std::stop_token stop) {
    FoundRelease found;
    UPKEEP_TRY_AS(found.feed, feedOf(access, queryOf(site, version, true), stop));
    UPKEEP_TRY(rememberMinimum(site, found.feed.policy));
    for (const ReleaseDocument& document : found.feed.releases) {
        if (document.version != version)
            continue;
        if (const RevokedRelease* const revoked = found.feed.policy.revocation(version))
            return Error{ErrorCode::ReleaseRevoked, version.toString(), revoked->reason};
        if (document.counter < site.decisions().minimumCounter)
            return Error{
                ErrorCode::RollbackRefused, version.toString(), QStringLiteral("below-minimum")};
        UPKEEP_TRY_AS(found.release,
                      releaseOf(access, found.feed, document, site.files(), textsOf(site), stop));
        return found;
    }
    return Error{ErrorCode::ReleaseUnknown, version.toString(), {}};
}

} // namespace upkeep
