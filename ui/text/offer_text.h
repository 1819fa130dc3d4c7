// SPDX-License-Identifier: Apache-2.0
// What an update, a rollback or a past operation is, in words: plan, ways, evolutions, data,
// history.
#pragma once

#include "walks/walk_types.h"

namespace upkeep {

QString updateTypeName(const Offer& offer); // "Minor update", "Security update"
QString riskText(Risk risk);

// "17.8 MB instead of 104 MB"; the whole package alone is "104 MB".
QString describeDownload(const Plan& plan);
// "Almanac is away for 2 s".
QString describeAway(const Plan& plan, const QString& product);
QString describe(const PlanStep& step, const Offer& offer, const QString& product);
// The plan in a handful of lines; steps of the same kind share one.
struct PlanLine {
    PlanStepKind kind = PlanStepKind::Download; // of the first step in it
    QString text;
};
QList<PlanLine> planLines(const Offer& offer, const QString& product);
// "Patch, 1.2 MB", and why a way is not possible.
QString describe(const PlanWay& way);
// Every way on a line of its own, the one that is taken first.
QString describeWays(const Plan& plan);
// "This installation differs from the original, so the full package (84 MB) is downloaded."
// "Kept as you set it: app.yaml: size"; empty where nothing was.
QString describeKept(const QStringList& settings);
QString describeFallback(const QString& reason, qint64 bytes);

// The second line of an evolution: why it is fixed or impossible, else its description.
QString describe(const EvolutionOffer& evolution, const Version& release, const QString& product);
QString describe(const LocalChange& change);
QString describe(const RollbackPart& part);
// Why going back is not possible, empty if it is.
QString describeRefusal(const RollbackPreview& preview);

QString operationName(const QString& operation); // of HistoryEvent
QString resultName(const QString& result);
QString describe(
    const HistoryEvent& event); // "1.0.0 → 1.1.0"-like summary without arrows: "1.0.0 to 1.1.0"
QString triggerText(Trigger trigger);
QString componentKindName(const QString& kind);
QString snapshotReasonName(const QString& reason);

} // namespace upkeep
