// SPDX-License-Identifier: Apache-2.0
#include "text/format.h"
#include "text/upkeep_tr.h"

#include <QLocale>

#include <cmath>

namespace upkeep {

QString formatSize(qint64 bytes) {
    // One decimal where it says something: 17.8 MB, but 64 MB.
    const qint64 unit = bytes < 1'000'000'000 ? 1'000'000 : 1'000'000'000;
    const qint64 tenths = (bytes * 10 + unit / 2) / unit;
    const bool whole = bytes < 1'000'000 || tenths >= 1000 || tenths % 10 == 0;
    const int precision = whole ? 0 : 1;
    return QLocale().formattedDataSize(bytes, precision, QLocale::DataSizeSIFormat);
}

QString formatRate(double bytesPerSecond) {
    return Upkeep::tr("%1/s").arg(formatSize(static_cast<qint64>(bytesPerSecond)));
}

QString formatEstimate(double seconds) {
    if (seconds < 2)
        return Upkeep::tr("A moment");
    if (seconds < 55) {
        const int rounded = seconds < 10 ? static_cast<int>(std::ceil(seconds))
                                         : static_cast<int>(std::ceil(seconds / 5)) * 5;
        return Upkeep::tr("About %n second(s)", nullptr, rounded);
    }
    return Upkeep::tr("About %n minute(s)", nullptr, static_cast<int>(std::ceil(seconds / 60)));
}

QString formatDuration(double seconds) {
    const QLocale locale;
    if (seconds < 10)
        return Upkeep::tr("%1 s").arg(locale.toString(seconds, 'g', seconds < 1 ? 1 : 2));
    const auto whole = static_cast<qint64>(std::llround(seconds));
    if (whole < 60)
        return Upkeep::tr("%1 s").arg(locale.toString(whole));
    return Upkeep::tr("%1 min %2 s").arg(locale.toString(whole / 60), locale.toString(whole % 60));
}

QString formatDay(const QDate& day) {
    // The long form without the weekday is in no locale's own list; the short month keeps it
    // compact.
    return QLocale().toString(day, QStringLiteral("d MMMM yyyy"));
}

QString formatTime(const QTime& time) {
    // The C locale has no short form of its own.
    const QLocale locale;
    return locale.language() == QLocale::C ? time.toString(QStringLiteral("HH:mm"))
                                           : locale.toString(time, QLocale::ShortFormat);
}

QString formatMoment(const QDateTime& moment, const QDateTime& now) {
    const QDateTime local = moment.toLocalTime();
    const QString time = formatTime(local.time());
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    if (days == 0)
        return Upkeep::tr("today, %1").arg(time);
    if (days == 1)
        return Upkeep::tr("yesterday, %1").arg(time);
    if (days == -1)
        return Upkeep::tr("tomorrow, %1").arg(time);
    constexpr qint64 week = -6;
    if (days < 0 && days >= week)
        return Upkeep::tr("%1, %2").arg(QLocale().standaloneDayName(local.date().dayOfWeek()),
                                        time);
    const bool thisYear = local.date().year() == now.toLocalTime().date().year();
    const QString day = thisYear ? QLocale().toString(local.date(), QStringLiteral("d MMMM"))
                                 : formatDay(local.date());
    return Upkeep::tr("%1, %2").arg(day, time);
}

QString isolated(const QString& text) {
    return QChar(0x2068) + text + QChar(0x2069);
}

} // namespace upkeep
