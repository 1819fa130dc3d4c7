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

// Of the first of these channels that has any such release: a program may have no "beta", and one
// may be behind.
Result<ReleaseFeed> feedIn(QStringList channels,
                           const ProductSite& site,
                           ReleaseAccess& access,
                           const Version& atLeast,
                           bool exactly,
                           const std::stop_token& stop) {
    channels.removeDuplicates();
    ReleaseFeed feed;
    for (const QString& channel : std::as_const(channels)) {
        UPKEEP_TRY_AS(feed,
                      feedOf(access,
                             {site.id(), channel, site.installed().platform, atLeast, exactly},
                             stop));
        if (!feed.releases.isEmpty())
            break;
    }
    return feed;
}

// The day of the check and what the publisher forbids: what was signed once holds, also when the
// network is away later.
Result<void> rememberCheck(const ProductSite& site, const PolicyDocument& policy) {
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
    situation.channel = site.channel();
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
    const Version& here = site.installed().version;
    const QStringList channels{site.channel(), site.registration().channel};
    UPKEEP_TRY_AS(found.feed, feedIn(channels, site, access, here, false, stop));
    UPKEEP_TRY(rememberCheck(site, found.feed.policy));
    const Decisions decisions = site.decisions();
    const Preferences preferences = site.preferences();
    Situation situation = situationOf(site);
    if (!found.feed.releases.isEmpty())
        situation.channel = found.feed.releases.constFirst().channel;
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
    // What is here came from a channel that need not be the one that is followed now.
    QStringList channels{site.installed().channel, site.channel(), site.registration().channel};
    if (version != site.installed().version)
        channels.move(0, 1);
    UPKEEP_TRY_AS(found.feed, feedIn(channels, site, access, version, true, stop));
    UPKEEP_TRY(rememberCheck(site, found.feed.policy));
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
