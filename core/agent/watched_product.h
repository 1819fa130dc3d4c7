// SPDX-License-Identifier: Apache-2.0
// What the agent knows of one product, and how that reads for the pure decisions. Part of
// agent/agent.h.
#pragma once

#include "agent/agent_state.h"
#include "agent/notice.h"
#include "agent/schedule.h"
#include "system/desktop.h"
#include "walks/walk_types.h"

namespace upkeep {

class SleepLock;

// The last two disturb nobody: a look at how a new version does, and at files, a part at a time.
enum class AgentAct {
    None,
    Checking,
    Downloading,
    Updating,
    RollingBack,
    Repairing,
    Observing,
    Looking
};

struct WatchedProduct {
    ProductStatus status;
    Preferences preferences;
    ProductMemory memory;
    CheckRecord checks;
    int jitter = 0;

    AgentAct act = AgentAct::None;
    Trigger trigger = Trigger::Silent; // of the act
    bool isOthersTurn = false;         // the window works on it
    bool isStale = false;              // an outcome was told, the state after it not yet
    bool isRunning = false;            // it was open at the last attempt
    bool isAwaited = false;            // its end is waited for
    bool isQuietMoment = false;        // it has just closed, or the session just began
    bool answersCheck = false;         // a person asked for this check and gets an answer
    int setbacks = 0;                  // transient failures of silent acts, in a row
    QDateTime retryAt;                 // not before, after those
    QDateTime lookAt;                  // what the last decision said
    QList<Holder> busy;                // who asked to wait
    QStringList holders;               // who held the program open
    Waiting kept;
    std::optional<Notice> notice;     // the one on the screen
    std::optional<WhenRunning> asked; // a person wants the update; comes when there is room
    bool isAskedBack = false;         // a person wants the version before
    bool isAskedAfter = false;        // the offer it is about was asked for
    bool isAskedRepair = false;       // a person wants what is damaged repaired
    bool isAskedCheck = false;        // a person wants a check, once a look is over
    QDateTime observedAt;             // the last look at how the new version does
    QDateTime observedFor;            // the update that was about
    QDateTime integrityAt;            // the last part of the files, tried
    QDateTime careAt;                 // when one of the two is due
    bool wantsIdle = false;           // waits until nobody is at the desk
    bool asksToQuit = false;          // the act under way does
    bool isCheckBlocked = false;      // no network, say: the desktop tells when that changes
    std::unique_ptr<SleepLock> awake;

    bool isFree() const { return act == AgentAct::None && !isOthersTurn && !isStale; }
    // The version an update would bring; null where there is none.
    const Version* offered() const { return status.offer ? &status.offer->to : nullptr; }
    bool isForbidden(Act what) const { return status.forbidden.contains(actName(what)); }
};

Finding findingOf(const ProductStatus& status);
Decisions decisionsOf(const ProductStatus& status);
Standing standingOf(const WatchedProduct& product);
CheckRecord checksOf(const WatchedProduct& product);
QList<Hold> holdsOf(const WatchedProduct& product, const QList<DecisionHold>& reasons);

// Silently nothing is added that was not accepted before; a person asked gets what is recommended.
UpdateChoice choiceOf(const WatchedProduct& product, Trigger trigger, WhenRunning whenRunning);

} // namespace upkeep
