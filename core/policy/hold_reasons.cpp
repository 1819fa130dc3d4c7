// SPDX-License-Identifier: Apache-2.0
#include "policy/hold_reasons.h"

namespace upkeep {

namespace {

DecisionHold hold(const WaitingUpdate& update,
                  const char* reason,
                  const QString& subject = {},
                  const QDateTime& until = {},
                  bool canOverride = true) {
    return {QString::fromLatin1(reason), subject, update.offer.version, until, canOverride};
}

QDateTime endOfCoolDown(const WaitingUpdate& update) {
    const bool bypasses = update.offer.security && update.preferences.securityBypassesCoolDown;
    if (update.preferences.coolDownDays == 0 || bypasses || !update.finding.released.isValid())
        return {};
    return update.finding.released.toUTC().addDays(update.preferences.coolDownDays);
}

QString holderOf(const Holder& holder) {
    return holder.reason.isEmpty() ? holder.name
                                   : holder.name + QLatin1String(": ") + holder.reason;
}

} // namespace

bool isPaused(const Standing& standing, const QDateTime& now) {
    return standing.pausedUntil.isValid() && standing.pausedUntil > now;
}

bool isLowBattery(const Conditions& conditions, int minimum) {
    return conditions.onBattery == Known::Yes && conditions.batteryPercent.value_or(0) < minimum;
}

bool isIdle(const WaitingUpdate& update) {
    const auto wanted = std::chrono::minutes(update.preferences.idleMinutes);
    if (update.conditions.idle)
        return *update.conditions.idle >= wanted;
    return update.standing.isQuietMoment || update.preferences.idleMinutes == 0;
}

QList<DecisionHold> calendarHolds(const WaitingUpdate& update) {
    QList<DecisionHold> holds;
    if (isPaused(update.standing, update.now))
        holds.append(hold(update, "paused", {}, update.standing.pausedUntil));
    if (const QDateTime end = endOfCoolDown(update); end.isValid() && end > update.now)
        holds.append(hold(update, "cool-down", {}, end));
    const UpdateWindow& window = update.preferences.updateWindow;
    if (!window.contains(update.now))
        holds.append(hold(update, "window", window.toText(), window.opensAfter(update.now)));
    return holds;
}

QList<DecisionHold> networkHolds(const WaitingUpdate& update) {
    const Conditions& here = update.conditions;
    // Behind a sign-in page there is no internet either; the page is what a person can act on.
    if (here.captivePortal == Known::Yes)
        return {hold(update, "captive-portal", {}, {}, false)};
    if (here.online == Known::No)
        return {hold(update, "offline", {}, {}, false)};
    if (update.preferences.downloadOnMetered)
        return {};
    if (here.metered == Known::Unknown)
        return {hold(update, "network-unknown")};
    if (here.metered == Known::Yes)
        return {hold(update, "metered")};
    return {};
}

QList<DecisionHold> machineHolds(const WaitingUpdate& update) {
    const Preferences& wanted = update.preferences;
    QList<DecisionHold> holds;
    if (wanted.holdOnBattery && isLowBattery(update.conditions, wanted.batteryMinimum)) {
        const auto percent = update.conditions.batteryPercent;
        holds.append(hold(update, "battery", percent ? QString::number(*percent) : QString()));
    }
    if (wanted.holdOnPowerSaver && update.conditions.powerSaver == Known::Yes)
        holds.append(hold(update, "power-saver"));
    if (wanted.holdInFullScreen && update.conditions.fullScreen == Known::Yes)
        holds.append(hold(update, "full-screen"));
    return holds;
}

QList<DecisionHold> presenceHolds(const WaitingUpdate& update) {
    QList<DecisionHold> holds;
    for (const Holder& holder : update.conditions.busy)
        holds.append(hold(update, "busy", holderOf(holder)));
    if (update.standing.isRunning && !update.standing.mayRun)
        holds.append(hold(update, "running"));
    if (!isIdle(update))
        holds.append(hold(update, "not-idle"));
    return holds;
}

} // namespace upkeep
