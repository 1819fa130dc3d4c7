// SPDX-License-Identifier: Apache-2.0
// The one decision of the background agent: what to do now with what the last check found. Pure:
// everything it knows comes in; its table of cases is its test.
#pragma once

#include "policy/admin_policy.h"
#include "policy/decide.h"
#include "policy/wish.h"
#include "system/desktop.h"

namespace upkeep {

// What the last check found.
struct Finding {
    Decision decision;
    QDateTime released; // the cool-down counts from here
    bool signedByPublisher = true;
    // What nobody may decide silently: a required evolution never accepted, acts the publisher asks
    // of the person.
    bool needsPerson = false;
};

// Where the product stands.
struct Standing {
    QDateTime pausedUntil;         // invalid or past = not paused
    std::optional<Version> staged; // downloaded and verified, waits for the install
    QDateTime stagedAt;
    bool isRunning = false; // as of the last attempt; false again once it closed
    bool mayRun = false;    // switch: any_time
    // The program has just closed, or the session just begun: the moment to install where nobody
    // can say whether somebody is at the desk.
    bool isQuietMoment = false;
    Wish wish = Wish::None;
    std::optional<Version> failedSilently; // not tried silently again
    std::optional<Version> notified;       // what a person was told of, and when
    QDateTime notifiedAt;
    QDateTime deadline;        // an administrator's, for this very version; invalid = none
    QString updateForbiddenBy; // the policy file that leaves updates to somebody else
};

enum class DeedKind {
    Nothing,
    Notify,       // tell the person; the choice is theirs
    Download,     // silently
    Apply,        // silently
    WaitForClose, // go on once the program has closed
    Hold,         // it would be done, but not now
};

struct Deed {
    DeedKind kind = DeedKind::Nothing;
    // Why not (more): all that apply, the most telling first. With Notify and WaitForClose they are
    // shown, too.
    QList<DecisionHold> reasons;
    QDateTime until;         // when to ask again at the latest; invalid = when something changes
    bool asksToQuit = false; // Apply: past an administrator's deadline the program is asked to quit
};

// `now` in UTC.
Deed whatToDo(const Finding& finding,
              const Preferences& preferences,
              const Decisions& decisions,
              const Standing& standing,
              const Conditions& conditions,
              const QDateTime& now);

// Whether a check may be made now by itself, or why not: "offline", "captive-portal" and, when
// nearly empty, "battery".
std::optional<DecisionHold> whyNoCheck(const Preferences& preferences,
                                       const Conditions& conditions);

} // namespace upkeep
