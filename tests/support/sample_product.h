// SPDX-License-Identifier: Apache-2.0
// Almanac as window tests and pictures find it: 1.0.0 installed, 1.1.0 on offer with two versions'
// notes and four evolutions, four components, two snapshots and a little history.
#pragma once

#include "walks/walk_types.h"

namespace upkeep {

constexpr qint64 megabyte = 1'000'000;

// Versions the tests and pictures speak of.
Version versionOf(const char* text);

ProductStatus sampleStatus();
Offer sampleOffer();
QList<ComponentStatus> sampleParts();
QList<SnapshotSummary> sampleSnapshots(); // newest first
QList<HistoryEvent> sampleEvents();       // newest first
Comparison sampleDifferences();
RestorePreview samplePreview();

SnapshotSummary
sampleSnapshot(const char* id, const char* version, const char* reason, int hoursAgo, qint64 own);
HistoryEvent sampleEvent(const char* operation,
                         const char* result,
                         const char* from,
                         const char* to,
                         int hoursAgo,
                         double seconds);

} // namespace upkeep
