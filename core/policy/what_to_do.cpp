// SPDX-License-Identifier: Apache-2.0
#include "policy/what_to_do.h"

#include "policy/hold_reasons.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 secondsBetweenNotices = 24 * 3600;
constexpr int daysReady = 7; // a staged update that never found its moment
constexpr int daysReadySecurity = 1;
constexpr int lowestForChecks = 10; // per cent

using Holds = QList<DecisionHold>;

// The case on the table.
struct Case {
    DecisionOffer offer;
    const Finding& finding;
    const Preferences& preferences;
    const Decisions& decisions;
    const Standing& standing;
    const Conditions& conditions;
    const QDateTime& now;

    WaitingUpdate waiting() const {
        return {offer, finding, preferences, standing, conditions, now};
    }
    bool isForced() const { return standing.deadline.isValid() && finding.signedByPublisher; }
    bool isOverdue() const { return isForced() && standing.deadline <= now; }
    bool isStaged() const { return standing.staged == offer.version; }
    bool wasLeft() const { return decisions.left == offer.version; }
};

QDateTime earliest(const QDateTime& a, const QDateTime& b) {
    if (!a.isValid() || !b.isValid())
        return a.isValid() ? a : b;
    return std::min(a, b);
}

Deed deed(DeedKind kind, const Holds& reasons = {}, const QDateTime& until = {}) {
    Deed made{kind, reasons, until, false};
    for (const DecisionHold& reason : reasons)
        made.until = earliest(made.until, reason.until);
    return made;
}

bool isPersonal(const QString& reason) {
    return reason == QLatin1String("skipped") || reason == QLatin1String("reminder") ||
           reason == QLatin1String("pinned") || reason == QLatin1String("left");
}

// What a person decided since the check, or what the check already said: nothing is done by itself.
std::optional<Deed> byPerson(const Case& c) {
    if (c.decisions.isSkipped(c.offer.version) || (c.wasLeft() && c.decisions.pinnedTo))
        return deed(DeedKind::Nothing);
    if (c.decisions.remindAt.isValid() && c.decisions.remindAt > c.now)
        return deed(DeedKind::Nothing, {}, c.decisions.remindAt);
    const bool aboveLeft = c.decisions.left && c.offer.version > *c.decisions.left;
    if (c.decisions.pinnedTo && !aboveLeft && !c.offer.security)
        return deed(DeedKind::Nothing);
    return {};
}

bool maySilently(const Case& c) {
    if (!c.finding.signedByPublisher || c.finding.needsPerson)
        return false;
    if (c.standing.failedSilently == c.offer.version)
        return false;
    if (c.isForced())
        return true;
    if (c.decisions.pinnedTo || c.wasLeft())
        return false;
    return c.preferences.automatic == AutoUpdate::All ||
           (c.preferences.automatic == AutoUpdate::SecurityOnly && c.offer.security);
}

// Telling.

bool isWorthTelling(const Case& c) {
    if (c.isForced())
        return true;
    return c.preferences.notifications == NotifyAbout::All ||
           (c.preferences.notifications == NotifyAbout::SecurityOnly && c.offer.security);
}

// When a person may be told next; `now` or before = at once.
QDateTime mayTellAt(const Case& c) {
    if (c.standing.notified != c.offer.version || !c.standing.notifiedAt.isValid())
        return c.now;
    // A clock set back must not mean silence for years.
    return std::min(c.standing.notifiedAt, c.now).addSecs(secondsBetweenNotices);
}

Deed prompt(const Case& c, const Holds& reasons = {}) {
    if (!isWorthTelling(c))
        return deed(DeedKind::Nothing);
    // A security release is told of once, pause or not; the rest waits for its end.
    const bool isNews = c.standing.notified != c.offer.version;
    if (isPaused(c.standing, c.now) && !(c.offer.security && isNews))
        return deed(DeedKind::Nothing, {}, c.standing.pausedUntil);
    const QDateTime at = mayTellAt(c);
    if (at > c.now)
        return deed(DeedKind::Nothing, reasons, at);
    if (c.preferences.holdInFullScreen && c.conditions.fullScreen == Known::Yes)
        return deed(DeedKind::Nothing, machineHolds(c.waiting()));
    return deed(DeedKind::Notify, reasons);
}

// Doing.

bool hasReason(const Holds& holds, const char* reason) {
    return std::any_of(holds.begin(), holds.end(), [&](const auto& hold) {
        return hold.reason == QLatin1String(reason);
    });
}

// The program is open, and nobody at the desk would matter once it closed.
bool waitsForClose(const Holds& holds) {
    return hasReason(holds, "running") &&
           std::all_of(holds.begin(), holds.end(), [](const DecisionHold& hold) {
               return hold.reason == QLatin1String("running") ||
                      hold.reason == QLatin1String("not-idle");
           });
}

bool hasWaitedLong(const Case& c) {
    const int days = c.offer.security ? daysReadySecurity : daysReady;
    return c.standing.stagedAt.isValid() && c.standing.stagedAt.addDays(days) <= c.now;
}

Deed applyWhenAllowed(const Case& c, const Holds& standstill) {
    const Holds presence = presenceHolds(c.waiting());
    const Holds holds = standstill + presence;
    if (holds.isEmpty())
        return deed(DeedKind::Apply);
    if (standstill.isEmpty() && hasWaitedLong(c)) {
        Deed told = prompt(c, holds);
        if (told.kind == DeedKind::Notify)
            return told;
    }
    if (waitsForClose(holds))
        return deed(DeedKind::WaitForClose, holds);
    return deed(DeedKind::Hold, holds);
}

Deed silently(const Case& c) {
    const WaitingUpdate update = c.waiting();
    const Holds standstill = calendarHolds(update) + machineHolds(update);
    if (c.isStaged())
        return applyWhenAllowed(c, standstill);
    const Holds holds = standstill + networkHolds(update);
    return deed(holds.isEmpty() ? DeedKind::Download : DeedKind::Hold, holds);
}

// What a person chose for a staged update; calendar and machine do not hold it.
Deed byWish(const Case& c) {
    const WaitingUpdate update = c.waiting();
    if (!c.isStaged())
        return silently(c);
    const Holds presence = presenceHolds(update);
    if (hasReason(presence, "busy"))
        return deed(DeedKind::Hold, presence);
    if (!c.standing.isRunning || c.standing.mayRun)
        return deed(DeedKind::Apply);
    if (c.standing.wish == Wish::OnQuit || !c.conditions.idle)
        return deed(DeedKind::WaitForClose, presence);
    Deed made = deed(isIdle(update) ? DeedKind::Apply : DeedKind::WaitForClose);
    made.reasons = made.kind == DeedKind::Apply ? Holds() : presence;
    made.asksToQuit = made.kind == DeedKind::Apply;
    return made;
}

// Past the administrator's deadline only what would lose something holds.
Deed overdue(const Case& c) {
    const WaitingUpdate update = c.waiting();
    Holds holds;
    for (const DecisionHold& hold :
         networkHolds(update) + machineHolds(update) + presenceHolds(update)) {
        const bool needsNetwork = hold.reason == QLatin1String("offline") ||
                                  hold.reason == QLatin1String("captive-portal");
        const bool wouldLose =
            hold.reason == QLatin1String("battery") || hold.reason == QLatin1String("busy");
        if ((needsNetwork && !c.isStaged()) || wouldLose)
            holds.append(hold);
    }
    if (!holds.isEmpty())
        return deed(DeedKind::Hold, holds);
    Deed made = deed(c.isStaged() ? DeedKind::Apply : DeedKind::Download);
    made.asksToQuit = c.isStaged();
    return made;
}

Deed beforeDeadline(const Case& c) {
    Deed made = prompt(c);
    if (made.kind != DeedKind::Notify && maySilently(c))
        made = silently(c);
    made.until = earliest(made.until, c.standing.deadline);
    return made;
}

Deed decideOffer(const Case& c) {
    if (!c.standing.updateForbiddenBy.isEmpty() && !c.isForced())
        return deed(DeedKind::Hold,
                    {{QStringLiteral("managed"),
                      c.standing.updateForbiddenBy,
                      c.offer.version,
                      {},
                      false}});
    const bool failedBefore = c.standing.failedSilently == c.offer.version;
    if (c.isOverdue() && !failedBefore)
        return overdue(c);
    if (c.isForced())
        return failedBefore ? prompt(c) : beforeDeadline(c);
    if (const auto decided = byPerson(c))
        return *decided;
    if (c.standing.wish != Wish::None)
        return byWish(c);
    if (maySilently(c))
        return silently(c);
    for (const DecisionHold& hold : calendarHolds(c.waiting())) {
        if (hold.reason == QLatin1String("cool-down"))
            return deed(DeedKind::Hold, {hold});
    }
    return prompt(c);
}

} // namespace

Deed whatToDo(const Finding& finding,
              const Preferences& preferences,
              const Decisions& decisions,
              const Standing& standing,
              const Conditions& conditions,
              const QDateTime& now) {
    Case c{{}, finding, preferences, decisions, standing, conditions, now};
    if (const auto* const offer = std::get_if<DecisionOffer>(&finding.decision)) {
        c.offer = *offer;
        return decideOffer(c);
    }
    const auto* const held = std::get_if<DecisionHold>(&finding.decision);
    if (!held)
        return deed(DeedKind::Nothing);
    // An administrator overrules what a person decided, not what the publisher did.
    if (standing.deadline.isValid() && isPersonal(held->reason)) {
        c.offer.version = held->version;
        return decideOffer(c);
    }
    return deed(DeedKind::Nothing, {}, held->until);
}

std::optional<DecisionHold> whyNoCheck(const Preferences& preferences,
                                       const Conditions& conditions) {
    const auto because = [](const char* reason) {
        return DecisionHold{QString::fromLatin1(reason), {}, {}, {}, true};
    };
    if (conditions.captivePortal == Known::Yes)
        return because("captive-portal");
    if (conditions.online == Known::No)
        return because("offline");
    const bool nearlyEmpty = conditions.onBattery == Known::Yes &&
                             conditions.batteryPercent.value_or(100) < lowestForChecks;
    if (preferences.holdOnBattery && nearlyEmpty)
        return because("battery");
    return {};
}

} // namespace upkeep
