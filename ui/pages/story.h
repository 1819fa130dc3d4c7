// SPDX-License-Identifier: Apache-2.0
// What happened just now, told from its beginning: the events of the hour before the newest one.
#pragma once

#include "history/history_event.h"

#include <QList>

class QWidget;

namespace upkeep {

// Empty when there is no history.
QWidget* makeStory(const QList<HistoryEvent>& newestFirst, const QDateTime& now);

} // namespace upkeep
