// SPDX-License-Identifier: Apache-2.0
// What the agent has to say to a person, and what a person can answer. Words: ui/text.
#pragma once

#include "base/error.h"
#include "base/progress.h"
#include "base/version.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QStringList>

#include <optional>

namespace upkeep {

enum class NoticeKind {
    Available,
    Security,
    Ready,      // staged; waits for the program to close
    Updated,    // an update a person had asked for from a notice is in
    RolledBack, // the new version did not start correctly, the old one is back
    Failed,     // nothing changed
    RollbackFailed,
    Damaged,   // files are not as their publisher signed them
    Withdrawn, // the installed version was revoked by its publisher
    GoesOn,    // the window was closed, the work is not over; said once
    Working,   // what a person asked for is under way, and no window shows it
};

enum class Answer {
    UpdateNow,
    RemindLater,
    RemindOnQuit,
    Skip,
    RestartNow,
    RestartWhenIdle,
    OnQuit,
    Retry,
    Details, // the window shows it
    RollBack,
    Repair,
    Dismissed, // closed by itself: no answer
};

struct Notice {
    QString product; // its id
    QString name;
    NoticeKind kind = NoticeKind::Available;
    Version version; // the one this is about
    Version from;    // the one installed (before or still)
    QStringList cves;
    qint64 bytes = 0; // to download; 0 = not known or nothing left to do
    std::optional<Error> cause;
    QDateTime deadline;               // set by an administrator; invalid = none
    double seconds = 0;               // how long it takes; 0 = not known
    QStringList holders;              // Ready: the programs that are open
    std::optional<Progress> progress; // GoesOn, Working
    QList<Answer> answers;            // those that make sense and are allowed, the default first
};

// Stable word for logs and JSON: "available", "rolled-back", ...
QLatin1String noticeId(NoticeKind kind);
QLatin1String answerId(Answer answer);

} // namespace upkeep

Q_DECLARE_METATYPE(upkeep::Notice)
Q_DECLARE_METATYPE(upkeep::Answer)
