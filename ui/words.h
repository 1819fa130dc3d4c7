// SPDX-License-Identifier: Apache-2.0
// How values read: sizes, rates, times, dates, names of kinds; by locale, versions and paths
// isolated from the direction of the sentence around them.
#pragma once

#include "walks/walk_types.h"

#include <QString>

namespace upkeep {

// A version, name or path inside a sentence: kept together in right-to-left text (U+2068, U+2069).
QString isolated(const QString& text);
QString versionText(const Version& version);

QString sizeText(qint64 bytes);
QString rateText(double bytesPerSecond);
// "about 20 seconds"; "less than a second".
QString aboutDuration(double seconds);
// "18 s", "2 min", "0.4 s": for columns.
QString shortDuration(double seconds);

// "today, 09:41", "3 May, 14:02"; `capital` for the start of a line.
QString momentText(const QDateTime& moment, const QDateTime& now, bool capital = true);
QString dateText(const QDate& date);
// "2 minutes ago"
QString agoText(const QDateTime& moment, const QDateTime& now);

QString kindIcon(const QString& kind);
// The name people know a component by.
QString componentName(const QString& id, const QString& kind, const QString& product);

QString operationText(const HistoryEvent& event);
QString resultText(const QString& result);
QString triggerText(Trigger trigger);
QString snapshotReason(const QString& reason, const QString& description);
QString stepText(const PlanStep& step, const QString& product, const Offer& offer);
QString stepIcon(PlanStepKind kind);
QString updateTypeText(UpdateType type);

} // namespace upkeep
