// SPDX-License-Identifier: Apache-2.0
// Sizes, rates, times and names as this person's locale writes them.
#pragma once

#include <QDateTime>
#include <QString>

namespace upkeep {

// "17.8 MB": decimal units as download pages use them.
QString formatSize(qint64 bytes);
QString formatRate(double bytesPerSecond);
// "About 20 seconds", "About 3 minutes"; under two seconds "A moment".
QString formatEstimate(double seconds);
// "2 s", "4 min 10 s": measured, not estimated.
QString formatDuration(double seconds);
// "today, 09:41", "yesterday, 18:02", "3 May, 14:02", "3 May 2025, 14:02".
QString formatMoment(const QDateTime& moment, const QDateTime& now);
// "09:41".
QString formatTime(const QTime& time);
QString formatDay(const QDate& day);
// The text between U+2068 and U+2069, so that versions and paths keep their direction in
// right-to-left text.
QString isolated(const QString& text);

} // namespace upkeep
