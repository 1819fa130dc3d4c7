// SPDX-License-Identifier: Apache-2.0
#include "agent/watched_product.h"

#include "policy/admin_policy.h"
#include "system/desktop.h"

#include <algorithm>

namespace upkeep {

namespace {

// Required and never accepted, or accepted and not to be had any more: nobody decides that
// silently.
bool asksAPerson(const EvolutionOffer& evolution) {
    const bool isBlocked = !evolution.blockedBy.isEmpty();
    return evolution.installed ? isBlocked : evolution.required && !evolution.autoApply;
}

bool needsPerson(const Offer& offer) {
    return !offer.requiredActions.isEmpty() ||
           std::any_of(offer.evolutions.begin(), offer.evolutions.end(), asksAPerson);
}

template <typename Value> std::optional<Value> known(const Value& value) {
    return value == Value() ? std::optional<Value>() : value;
}

} // namespace

Finding findingOf(const ProductStatus& status) {
    Finding finding;
    if (status.offer) {
        finding.decision =
            DecisionOffer{status.offer->to, status.offer->security, status.offer->skipped, false};
        finding.released = status.offer->released;
        finding.signedByPublisher = status.offer->signedByPublisher;
        finding.needsPerson = needsPerson(*status.offer);
    } else if (status.hold) {
        finding.decision = DecisionHold{status.hold->reason,
                                        status.hold->subject,
                                        status.hold->version,
                                        status.hold->until,
                                        status.hold->canOverride};
    } else {
        finding.decision = DecisionUpToDate{};
    }
    return finding;
}

Decisions decisionsOf(const ProductStatus& status) {
    Decisions decisions;
    for (const QString& text : status.skippedVersions) {
        if (auto version = Version::parse(text))
            decisions.skipped.append(std::move(*version));
    }
    decisions.remindAt = status.remindAt;
    decisions.pinnedTo = status.pinnedTo;
    decisions.left = known(status.leftVersion);
    decisions.pausedUntil = status.pausedUntil;
    return decisions;
}

Standing standingOf(const WatchedProduct& product) {
    Standing standing;
    standing.pausedUntil = product.status.pausedUntil;
    standing.isRunning = product.isRunning;
    standing.mayRun = product.status.canSwitchWhileRunning;
    standing.isQuietMoment = product.isQuietMoment;
    standing.deadline = product.status.deadline;
    standing.updateForbiddenBy = product.status.forbidden.value(actName(Act::Update));
    const Version* const offered = product.offered();
    if (!offered)
        return standing;
    const ProductMemory& memory = product.memory;
    if (memory.staged == *offered && product.status.state == UpdateState::Ready) {
        standing.staged = memory.staged;
        standing.stagedAt = memory.stagedAt;
        standing.wish = memory.wish;
    }
    if (memory.failedSilently.contains(*offered))
        standing.failedSilently = *offered;
    const QString about = standing.staged ? QStringLiteral("ready") : QStringLiteral("offer");
    standing.notifiedAt =
        std::max(memory.toldOf(about, *offered), memory.toldOf(QStringLiteral("offer"), *offered));
    if (standing.notifiedAt.isValid())
        standing.notified = *offered;
    return standing;
}

CheckRecord checksOf(const WatchedProduct& product) {
    CheckRecord record = product.checks;
    record.lastChecked = product.status.lastChecked;
    if (product.status.offer)
        return record;
    record.wanted = product.status.remindAt;
    // A hold of the publisher's or the person's that has an end is asked about at its end.
    if (!record.wanted.isValid() && product.status.hold)
        record.wanted = product.status.hold->until;
    return record;
}

QList<Hold> holdsOf(const WatchedProduct& product, const QList<DecisionHold>& reasons) {
    QList<Hold> holds;
    const bool mayOverride = !product.isForbidden(Act::Override);
    for (const DecisionHold& reason : reasons) {
        Hold hold{reason.reason,
                  reason.subject,
                  reason.version,
                  reason.until,
                  reason.canOverride && mayOverride};
        if (hold.reason == QLatin1String("running"))
            hold.subject = product.holders.join(QStringLiteral(", "));
        holds.append(hold);
    }
    return holds;
}

UpdateChoice choiceOf(const WatchedProduct& product, Trigger trigger, WhenRunning whenRunning) {
    UpdateChoice choice;
    choice.trigger = trigger;
    choice.whenRunning = whenRunning;
    choice.startAfterwards =
        whenRunning == WhenRunning::AskToQuit && product.preferences.startAfterUpdate;
    if (!product.status.offer)
        return choice;
    const bool isAsked = trigger != Trigger::Silent && trigger != Trigger::Admin;
    const bool isStaged = product.memory.staged == product.status.offer->to;
    for (const EvolutionOffer& evolution : product.status.offer->evolutions) {
        const bool wanted = isAsked && !isStaged ? evolution.chosen : evolution.installed;
        if (wanted && evolution.blockedBy.isEmpty())
            choice.evolutions.append(evolution.id);
    }
    return choice;
}

} // namespace upkeep
