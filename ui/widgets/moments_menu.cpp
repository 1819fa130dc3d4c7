// SPDX-License-Identifier: Apache-2.0
#include "widgets/moments_menu.h"

#include "text/upkeep_tr.h"

#include <QMenu>

namespace upkeep {
namespace {

constexpr int morning = 9;
constexpr int evening = 19;

QDateTime atHour(int daysFromNow, int hour) {
    return QDateTime(QDate::currentDate().addDays(daysFromNow), QTime(hour, 0));
}

// The moment is worked out when it is chosen: a menu may stay open over midnight.
QAction* add(QMenu& menu,
             const QString& text,
             const std::function<QDateTime()>& moment,
             const MomentChosen& chosen) {
    QAction* action = menu.addAction(text);
    QObject::connect(action, &QAction::triggered, &menu, [moment, chosen] { chosen(moment()); });
    return action;
}

} // namespace

QDateTime tomorrowMorning() {
    return atHour(1, morning);
}

QMenu* makeReminderMenu(QWidget* parent, const MomentChosen& chosen) {
    auto* menu = new QMenu(parent);
    add(
        *menu,
        Upkeep::tr("In 1 hour"),
        [] { return QDateTime::currentDateTime().addSecs(3600); },
        chosen);
    QAction* tonight = add(
        *menu, Upkeep::tr("This evening"), [] { return atHour(0, evening); }, chosen);
    add(*menu, Upkeep::tr("Tomorrow"), tomorrowMorning, chosen);
    add(
        *menu, Upkeep::tr("Next week"), [] { return atHour(7, morning); }, chosen);
    QObject::connect(menu, &QMenu::aboutToShow, tonight, [tonight] {
        tonight->setVisible(QTime::currentTime().hour() < evening - 1);
    });
    return menu;
}

QMenu* makePauseMenu(QWidget* parent, const MomentChosen& chosen) {
    auto* menu = new QMenu(parent);
    add(
        *menu,
        Upkeep::tr("For 1 hour"),
        [] { return QDateTime::currentDateTime().addSecs(3600); },
        chosen);
    add(*menu, Upkeep::tr("Until tomorrow"), tomorrowMorning, chosen);
    add(
        *menu, Upkeep::tr("For 1 week"), [] { return atHour(7, morning); }, chosen);
    add(
        *menu, Upkeep::tr("For 2 weeks"), [] { return atHour(14, morning); }, chosen);
    return menu;
}

} // namespace upkeep
