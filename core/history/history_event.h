// SPDX-License-Identifier: Apache-2.0
// One thing that happened to a product; what history keeps and shows.
#pragma once

#include "base/version.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

namespace upkeep {

enum class Trigger { User, Tray, CommandLine, Silent, Admin, Recovery };

struct HistoryEvent {
    QString id;
    QDateTime time;
    QString operation; // check, download, update, rollback, restore, snapshot, evolutions, install,
                       // adopt, remove, finish, pin, ...
    QString result;    // success, nothing-new, failed, rolled-back, blocked, cancelled
    Version from;
    Version to;
    Trigger trigger = Trigger::User;
    double seconds = 0;
    qint64 bytes = 0;
    QString snapshot;
    QStringList kept; // settings that the release changed, too, and that stayed as they were
    QString errorId;
    QString errorSubject;
    QString errorCause;

    friend bool operator==(const HistoryEvent&, const HistoryEvent&) = default;
};

} // namespace upkeep
