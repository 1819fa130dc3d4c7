// SPDX-License-Identifier: Apache-2.0
#include "text/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace upkeep {

namespace {

QString tr(const char* text, int n = -1) {
    return QCoreApplication::translate("Upkeep", text, nullptr, n);
}

} // namespace

QString formatSize(qint64 bytes) {
    const int precision = bytes < 1'000'000 || bytes >= 100'000'000 ? 0 : 1;
    return QLocale().formattedDataSize(bytes, precision, QLocale::DataSizeSIFormat);
}

QString formatRate(double bytesPerSecond) {
    return tr("%1/s").arg(formatSize(static_cast<qint64>(bytesPerSecond)));
}

QString formatEstimate(double seconds) {
    if (seconds < 2)
        return tr("A moment");
    if (seconds < 55) {
        const int rounded = seconds < 10 ? static_cast<int>(std::ceil(seconds))
                                         : static_cast<int>(std::ceil(seconds / 5)) * 5;
        return tr("About %n second(s)", rounded);
    }
    return tr("About %n minute(s)", static_cast<int>(std::ceil(seconds / 60)));
}

QString formatDuration(double seconds) {
    const QLocale locale;
    if (seconds < 10)
        return tr("%1 s").arg(locale.toString(seconds, 'f', seconds < 1 ? 2 : 1));
    const auto whole = static_cast<qint64>(std::llround(seconds));
    if (whole < 60)
        return tr("%1 s").arg(locale.toString(whole));
    return tr("%1 min %2 s").arg(locale.toString(whole / 60), locale.toString(whole % 60));
}

QString formatDay(const QDate& day) {
    // The long form without the weekday is in no locale's own list; the short month keeps it
    // compact.
    return QLocale().toString(day, QStringLiteral("d MMMM yyyy"));
}

QString formatMoment(const QDateTime& moment, const QDateTime& now) {
    const QDateTime local = moment.toLocalTime();
    const QString time = QLocale().toString(local.time(), QLocale::ShortFormat);
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    if (days == 0)
        return tr("today, %1").arg(time);
    if (days == 1)
        return tr("yesterday, %1").arg(time);
    if (days == -1)
        return tr("tomorrow, %1").arg(time);
    return tr("%1, %2").arg(formatDay(local.date()), time);
}

QString isolated(const QString& text) {
    return QChar(0x2068) + text + QChar(0x2069);
}

} // namespace upkeep
