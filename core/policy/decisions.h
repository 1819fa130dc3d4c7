// SPDX-License-Identifier: Apache-2.0
// What was decided about one product on this machine: skips, a reminder, the pin, and the floors no
// feed may go below. Stored twice with a checksum (SECURITY 4.7); a damaged copy means "the highest
// known".
#pragma once

#include "base/error.h"
#include "base/names.h"
#include "base/result.h"
#include "base/version.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace upkeep {

class FileSystem;

struct Decisions {
    QList<Version> skipped;
    QDateTime remindAt;              // invalid = none
    std::optional<Version> pinnedTo; // no silent updates; set after a rollback or by hand
    std::optional<Version> left;     // gone back from: not offered before Resume, never silent
    std::optional<Version> stayedOn; // withdrawn, and kept by choice
    qint64 feedFloor = 0;            // the highest counter ever installed
    qint64 minimumCounter = 0;       // the highest signed minimum seen
    QList<Version> revoked;          // by the publisher, when last asked
    QDateTime pausedUntil;           // nothing is done or said by itself; invalid = not paused
    QDateTime lastChecked;

    bool isSkipped(const Version& version) const;

    friend bool operator==(const Decisions&, const Decisions&) = default;
};

struct LoadedDecisions {
    Decisions values;
    std::optional<Error> damaged; // a copy could not be read; the values are the safe ones
};

class DecisionStore {
public:
    // `folder` holds decisions.json and decisions.copy.json. `knownFloor`: the counter of what is
    // installed; no floor is read lower.
    DecisionStore(FileSystem& files, LocalPath folder, qint64 knownFloor);

    LoadedDecisions load();
    // Durable, both copies. The floors only ever rise, whatever the values say.
    Result<void> save(const Decisions& values);

private:
    FileSystem& m_files;
    LocalPath m_folder;
    qint64 m_knownFloor;
};

} // namespace upkeep
