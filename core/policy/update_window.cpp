// SPDX-License-Identifier: Apache-2.0
#include "policy/update_window.h"

#include <QStringList>

#include <algorithm>

namespace upkeep {

namespace {

const QStringList& dayNames() {
    static const QStringList names = {QStringLiteral("mon"),
                                      QStringLiteral("tue"),
                                      QStringLiteral("wed"),
                                      QStringLiteral("thu"),
                                      QStringLiteral("fri"),
                                      QStringLiteral("sat"),
                                      QStringLiteral("sun")};
    return names;
}

const QString timeFormat = QStringLiteral("HH:mm");

std::optional<QList<int>> daysFromText(const QString& text) {
    QList<int> days;
    for (const QString& name : text.split(QLatin1Char(','))) {
        const qsizetype index = dayNames().indexOf(name.trimmed().toLower());
        if (index < 0)
            return {};
        if (!days.contains(int(index) + 1))
            days.append(int(index) + 1);
    }
    std::sort(days.begin(), days.end());
    return days;
}

bool opensOn(const UpdateWindow& window, const QDate& day) {
    return window.days.isEmpty() || window.days.contains(day.dayOfWeek());
}

QDateTime closingOf(const UpdateWindow& window, const QDate& day) {
    return QDateTime(window.from < window.to ? day : day.addDays(1), window.to);
}

} // namespace

bool UpdateWindow::contains(const QDateTime& moment) const {
    if (isAny())
        return true;
    const QDateTime local = moment.toLocalTime();
    for (const QDate& day : {local.date().addDays(-1), local.date()}) {
        if (opensOn(*this, day) && QDateTime(day, from) <= local && local < closingOf(*this, day))
            return true;
    }
    return false;
}

QDateTime UpdateWindow::opensAfter(const QDateTime& moment) const {
    if (contains(moment))
        return moment;
    const QDateTime local = moment.toLocalTime();
    for (int ahead = 0; ahead <= 7; ++ahead) {
        const QDate day = local.date().addDays(ahead);
        if (opensOn(*this, day) && QDateTime(day, from) > local)
            return QDateTime(day, from).toUTC();
    }
    return local.addDays(7).toUTC();
}

QString UpdateWindow::toText() const {
    if (isAny())
        return {};
    QString text = from.toString(timeFormat) + QLatin1Char('-') + to.toString(timeFormat);
    QStringList names;
    for (const int day : days)
        names.append(dayNames().at(day - 1));
    return names.isEmpty() ? text : text + QLatin1Char(' ') + names.join(QLatin1Char(','));
}

std::optional<UpdateWindow> UpdateWindow::fromText(const QString& text) {
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return UpdateWindow();
    const QString times = trimmed.section(QLatin1Char(' '), 0, 0);
    const QString days = trimmed.section(QLatin1Char(' '), 1).trimmed();
    UpdateWindow window;
    window.from = QTime::fromString(times.section(QLatin1Char('-'), 0, 0), timeFormat);
    window.to = QTime::fromString(times.section(QLatin1Char('-'), 1), timeFormat);
    if (!window.from.isValid() || !window.to.isValid())
        return {};
    if (!days.isEmpty()) {
        const auto read = daysFromText(days);
        if (!read)
            return {};
        window.days = *read;
    }
    return window;
}

} // namespace upkeep
