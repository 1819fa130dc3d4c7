// SPDX-License-Identifier: Apache-2.0
// Which way the new tree comes (FORMATS section 6): patch, patch with frames of the old package for
// lost sources, missing frames, whole package. After check, before preflight. Pure: for a known
// tree the release document alone decides.
#pragma once

#include "product/release_document.h"
#include "tree/file_list.h"
#include "walks/walk_types.h"

#include <QStringList>

namespace upkeep {

// What this client understands of the `needs` of payloads and of waypoints.
QStringList supportedFeatures();

struct ChooseInput {
    Digest installedTree;    // hash of the signed list that is installed
    int changedFiles = 0;    // signed files that are not as signed: may be missing as patch sources
    qint64 changedBytes = 0; // likelyLost() of each
    qint64 diskFree = 0;
    qint64 memory = 0;                 // what a patch may use
    double bytesPerSecond = 2'000'000; // measured; this at first
};

// What of a changed file is probably to be fetched: a change is in one piece of it as a rule, and
// the other pieces are still whole.
qint64 likelyLost(const FileEntry& entry);

// Every way with its cost, the cheapest possible one first, the impossible last with the reason.
QList<PlanWay> chooseWays(const ReleaseDocument& release, const ChooseInput& input);

} // namespace upkeep
