// SPDX-License-Identifier: Apache-2.0
// A usual day for the decision what to do (1.1.0 found, online, on mains, idle, program closed,
// nothing decided), and the words that change it.
#pragma once

#include "policy/what_to_do.h"

#include <functional>

namespace upkeep::test {

Version version(const char* text);

struct Day {
    QDateTime now{QDate(2026, 6, 3), QTime(12, 0), Qt::UTC}; // a Wednesday
    DecisionOffer offer{Version::parse(QStringLiteral("1.1.0")).value(), false, false, false};
    std::optional<DecisionHold> hold; // the check's own
    bool nothingNew = false;
    Finding finding;
    Preferences preferences;
    Decisions decisions;
    Standing standing;
    Conditions here;

    Day();
    Deed decide();
};

// "what, reason reason ... [quit]"
QString inWords(const Deed& deed);

using Change = std::function<void(Day&)>;

// What is on offer.
void security(Day& d);
void unsignedRelease(Day& d);
void needsPerson(Day& d);
void coolDown(Day& d);
void coolDownOver(Day& d);
void noReleaseDate(Day& d);

// What the person prefers.
void silent(Day& d);
void securityOnly(Day& d);
void quietSettings(Day& d);
void securityNews(Day& d);
void noBypass(Day& d);
void noWait(Day& d);
void window(Day& d);
void inWindow(Day& d);
void anyNetwork(Day& d);
void carefree(Day& d);

// What the person decided.
void paused(Day& d);
void skipped(Day& d);
void reminder(Day& d);
void reminderDue(Day& d);
void left(Day& d);
void leftAndResumed(Day& d);
void leftLower(Day& d);
void pinned(Day& d);
void onQuit(Day& d);
void whenIdle(Day& d);

// What happened before.
void told(Day& d);
void toldYesterday(Day& d);
void toldInTheFuture(Day& d);
void failed(Day& d);
void staged(Day& d);
void waitedADay(Day& d);
void waitedLong(Day& d);

// How things are here.
void running(Day& d);
void mayRun(Day& d);
void busy(Day& d);
void awake(Day& d);
void idleUnknown(Day& d);
void quiet(Day& d);
void offline(Day& d);
void portal(Day& d);
void metered(Day& d);
void networkUnknown(Day& d);
void onBattery(Day& d, int percent);
void lowBattery(Day& d);
void halfBattery(Day& d);
void batteryUnknown(Day& d);
void noUPower(Day& d);
void powerSaver(Day& d);
void fullScreen(Day& d);

// What the administrator wants.
void deadline(Day& d);
void overdue(Day& d);
void forbidden(Day& d);

} // namespace upkeep::test
