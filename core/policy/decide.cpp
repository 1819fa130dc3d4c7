// SPDX-License-Identifier: Apache-2.0
#include "policy/decide.h"

#include "policy/rollout.h"

#include <optional>

namespace upkeep {

namespace {

// Everything one decision looks at, and the questions in the order they are asked.
struct Question {
    const ReleaseDocument& release;
    const UpdateManifest* manifest;
    const PolicyDocument& policy;
    const Decisions& decisions;
    const Preferences& preferences;
    const Situation& situation;
    bool manual;

    DecisionHold
    hold(const char* reason, const QString& subject = {}, bool canOverride = true) const {
        return {QString::fromLatin1(reason), subject, release.version, {}, canOverride};
    }

    // Only the publisher's offline key may overrule what a person decided.
    bool overrules() const { return policy.isSecurity(release.version); }
    bool isSecurity() const { return release.security || overrules(); }
    bool wasLeft() const { return decisions.left == release.version; }
    // Until Resume; after that it is offered, though never installed by itself.
    bool isKeptAway() const { return wasLeft() && decisions.pinnedTo; }
};

using Answer = std::optional<DecisionHold>;

// "6.10" > "6.9"; what is no number counts as 0.
int compareDotted(const QString& a, const QString& b) {
    const QStringList left = a.split(QLatin1Char('.'));
    const QStringList right = b.split(QLatin1Char('.'));
    for (qsizetype i = 0; i < qMax(left.size(), right.size()); ++i) {
        const int difference = left.value(i).toInt() - right.value(i).toInt();
        if (difference != 0)
            return difference;
    }
    return 0;
}

Answer forThisMachine(const Question& q) {
    const Situation& here = q.situation;
    const bool ours = q.release.product == here.product && q.release.channel == here.channel &&
                      q.release.platform == here.platform;
    if (!ours)
        return q.hold("platform", q.release.platform, false);
    return {};
}

Answer byPolicy(const Question& q) {
    if (const RevokedRelease* revoked = q.policy.revocation(q.release.version))
        return q.hold("revoked", revoked->reason, false);
    if (q.release.counter < qMax(q.policy.minimumCounter, q.decisions.minimumCounter))
        return q.hold("below-minimum", {}, false);
    const auto waypoint = q.policy.waypointFor(q.situation.installedCounter, q.situation.features);
    const bool ahead = waypoint && *waypoint > q.situation.installed;
    if (ahead && q.release.version > *waypoint)
        return q.hold("waypoint", waypoint->toString(), false);
    return {};
}

Answer bySystem(const Question& q) {
    if (!q.manifest)
        return {};
    const auto& needed = q.manifest->minRemoteVersion;
    if (needed && q.situation.upkeep < *needed)
        return q.hold("min-remote-version", needed->toString(), false);
    for (auto it = q.situation.os.begin(); it != q.situation.os.end(); ++it) {
        const QString lowest = q.manifest->minOs.value(it.key());
        if (!lowest.isEmpty() && compareDotted(it.value(), lowest) < 0)
            return q.hold("min-os", it.key() + QLatin1Char(' ') + lowest, false);
        // "7" allows 7.2: only as many parts as the limit names are compared.
        const QString highest = q.manifest->maxOs.value(it.key());
        const qsizetype parts = highest.count(QLatin1Char('.')) + 1;
        if (!highest.isEmpty() &&
            compareDotted(it.value().section(QLatin1Char('.'), 0, parts - 1), highest) > 0)
            return q.hold("max-os", it.key() + QLatin1Char(' ') + highest);
    }
    return {};
}

Answer byRollout(const Question& q) {
    const RolloutSpec& rollout = q.release.rollout;
    if (q.manual || rolloutReached(rollout.percent, rollout.salt, q.situation.installId))
        return {};
    return q.hold("rollout", QString::number(rollout.percent));
}

Answer byPerson(const Question& q) {
    if (q.manual)
        return {};
    if (q.isKeptAway())
        return q.hold("left");
    if (q.decisions.isSkipped(q.release.version) && !q.overrules())
        return q.hold("skipped");
    if (q.decisions.remindAt.isValid() && q.decisions.remindAt > q.situation.now) {
        DecisionHold reminder = q.hold("reminder");
        reminder.until = q.decisions.remindAt;
        return reminder;
    }
    // After a rollback what is higher than the version left is shown, though not installed by
    // itself; a pin by hand is quiet.
    const bool aboveLeft = q.decisions.left && q.release.version > *q.decisions.left;
    if (q.decisions.pinnedTo && !aboveLeft && !q.overrules())
        return q.hold("pinned", q.decisions.pinnedTo->toString());
    return {};
}

// At or below the highest counter ever installed there is nothing new, but for the way back to a
// version somebody went back from: a local act, only offered when asked for.
bool isNew(const Question& q) {
    if (q.release.version <= q.situation.installed)
        return false;
    return q.wasLeft() ||
           q.release.counter > qMax(q.decisions.feedFloor, q.situation.installedCounter);
}

bool mayBeSilent(const Question& q) {
    if (q.decisions.pinnedTo || q.wasLeft() || q.decisions.isSkipped(q.release.version))
        return false;
    return q.preferences.automatic == AutoUpdate::All ||
           (q.preferences.automatic == AutoUpdate::SecurityOnly && q.isSecurity());
}

bool givesWay(const DecisionHold& hold) {
    static const QStringList personal = {QStringLiteral("pinned"),
                                         QStringLiteral("skipped"),
                                         QStringLiteral("reminder"),
                                         QStringLiteral("left")};
    return !personal.contains(hold.reason);
}

// A hold on a release that is for nobody here says nothing to a person.
bool isWorthTelling(const DecisionHold& hold) {
    return hold.reason != QLatin1String("revoked") &&
           hold.reason != QLatin1String("below-minimum") &&
           hold.reason != QLatin1String("platform");
}

} // namespace

Decision decide(const ReleaseDocument& release,
                const UpdateManifest* manifest,
                const PolicyDocument& policy,
                const Decisions& decisions,
                const Preferences& preferences,
                const Situation& situation,
                bool manual) {
    const Question q{release, manifest, policy, decisions, preferences, situation, manual};
    if (const Answer held = forThisMachine(q))
        return *held;
    if (!isNew(q))
        return DecisionUpToDate{};
    for (const auto ask : {byPolicy, bySystem, byRollout, byPerson})
        if (const Answer held = ask(q))
            return *held;
    DecisionOffer offer;
    offer.version = release.version;
    offer.security = q.isSecurity();
    offer.skipped = decisions.isSkipped(release.version) || q.isKeptAway();
    offer.silent = mayBeSilent(q);
    return offer;
}

ChosenRelease decideAmong(const QList<ReleaseDocument>& releases,
                          const PolicyDocument& policy,
                          const Decisions& decisions,
                          const Preferences& preferences,
                          const Situation& situation,
                          bool manual) {
    ChosenRelease held;
    for (qsizetype i = 0; i < releases.size(); ++i) {
        const Decision decision =
            decide(releases[i], nullptr, policy, decisions, preferences, situation, manual);
        if (std::holds_alternative<DecisionOffer>(decision))
            return {decision, i};
        const auto* hold = std::get_if<DecisionHold>(&decision);
        if (hold && !givesWay(*hold))
            return {decision, i};
        if (hold && held.index < 0 && isWorthTelling(*hold))
            held = {decision, i};
    }
    return held;
}

} // namespace upkeep
