// SPDX-License-Identifier: Apache-2.0
// Menus of moments in words people use: when to be reminded, until when to pause.
#pragma once

#include <QDateTime>

#include <functional>

class QMenu;
class QWidget;

namespace upkeep {

using MomentChosen = std::function<void(const QDateTime&)>;

// In 1 hour, this evening (while there is one), tomorrow, next week.
QMenu* makeReminderMenu(QWidget* parent, const MomentChosen& chosen);
// 1 hour, until tomorrow, 1 week, 2 weeks.
QMenu* makePauseMenu(QWidget* parent, const MomentChosen& chosen);

// The next morning, the default of both.
QDateTime tomorrowMorning();

} // namespace upkeep
