// SPDX-License-Identifier: Apache-2.0
// Which way the new tree comes (FORMATS section 6): patch, patch with frames of the old package for
// lost sources, a chain of patches, missing frames, whole package. After check, before preflight.
// Pure: for a known tree the release documents alone decide.
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
    bool ranges = true;                // false: the host is known to serve none
    // Other releases that are listed: patches may lead over them.
    QList<ReleaseDocument> releases = {};
};

// What of a changed file is probably to be fetched: a change is in one piece of it as a rule, and
// the other pieces are still whole.
qint64 likelyLost(const FileEntry& entry);

// Every way with its cost and why it is or is not taken, the cheapest possible one first, the
// impossible last. A chain is named only where there is one.
QList<PlanWay> chooseWays(const ReleaseDocument& release, const ChooseInput& input);

// What fetching costs on this scale: bytes and a fixed price per request.
qint64 fetchCost(qint64 bytes, qint64 requests);

} // namespace upkeep
