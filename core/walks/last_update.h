// SPDX-License-Identifier: Apache-2.0
// What the last switch did (.upkeep/last.json): written at commit, read by rollback and status. A
// cache beside the tree; without it a rollback takes everything for changed and keeps it.
#pragma once

#include "base/digest.h"
#include "base/error.h"
#include "base/version.h"
#include "system/file_system.h"

#include <QDateTime>
#include <QMap>

#include <optional>

namespace upkeep {

struct LastUpdate {
    QString transaction;
    Version from;
    Version to;
    QDateTime at;
    QString snapshot;         // the rollback point
    Digest oldTree;           // the application tree it left, as it was; null = not exchanged
    bool wentBack = false;    // a rollback or restore, not an update
    bool confirmed = false;   // the first real start went well
    bool unobserved = false;  // nobody will see any more whether it does
    QDateTime startedAt = {}; // the last start that somebody watches; invalid = none
    std::optional<Error> failed = {}; // why it does not work; it goes back once it is closed
    QMap<QString, Digest> switched;   // components outside the tree that were exchanged, and what
                                      // they were right after the probe

    friend bool operator==(const LastUpdate&, const LastUpdate&) = default;
};

// nullopt where there is none, or where it cannot be read.
std::optional<LastUpdate> readLastUpdate(FileSystem& files, const LocalPath& path);
// Durable on return.
Result<void> writeLastUpdate(FileSystem& files, const LocalPath& path, const LastUpdate& last);

} // namespace upkeep
