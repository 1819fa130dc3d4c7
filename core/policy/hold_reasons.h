// SPDX-License-Identifier: Apache-2.0
// Why an update waits that would be done by itself: one question per reason, asked in the order in
// which a person is told. Part of whatToDo().
#pragma once

#include "policy/what_to_do.h"

namespace upkeep {

struct WaitingUpdate {
    const DecisionOffer& offer;
    const Finding& finding;
    const Preferences& preferences;
    const Standing& standing;
    const Conditions& conditions;
    QDateTime now;
};

// "paused", "cool-down", "window".
QList<DecisionHold> calendarHolds(const WaitingUpdate& update);
// "offline", "captive-portal", "network-unknown", "metered".
QList<DecisionHold> networkHolds(const WaitingUpdate& update);
// "battery", "power-saver", "full-screen".
QList<DecisionHold> machineHolds(const WaitingUpdate& update);
// "busy", "running", "not-idle".
QList<DecisionHold> presenceHolds(const WaitingUpdate& update);

bool isLowBattery(const Conditions& conditions, int minimum);
// Nobody has touched anything for as long as the person wants; where that is not known, at quiet
// moments only.
bool isIdle(const WaitingUpdate& update);
bool isPaused(const Standing& standing, const QDateTime& now);

} // namespace upkeep
