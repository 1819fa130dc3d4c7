// SPDX-License-Identifier: Apache-2.0
// What the agent wants a person to know about one product, and what they may answer. Plain values;
// words and bubbles are made of them in ui/text and ui/notify.
#pragma once

#include "base/error.h"
#include "base/version.h"

#include <QDateTime>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

namespace upkeep {

enum class NoticeKind {
    Available,
    Security,
    Ready,
    Updated,
    RolledBack,
    Failed,
    RollbackFailed,
    Withdrawn,
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
    QDateTime deadline; // set by an administrator; invalid = none
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
    Details,
    RollBack,
    Dismissed, // closed by itself: no answer
};

} // namespace upkeep

Q_DECLARE_METATYPE(upkeep::Notice)
Q_DECLARE_METATYPE(upkeep::Answer)
