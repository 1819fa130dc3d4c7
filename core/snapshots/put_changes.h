// SPDX-License-Identifier: Apache-2.0
// A folder brought to what a snapshot holds by moving only what differs. What comes is made whole,
// verified and durable in a folder beside the place; then a plan is, and from there on it only goes
// forward: after a cut, finishPutChanges() does what is left of it. Until it has, the folder is a
// mixture of old and new.
//
// Beside the place, in .<name>.upkeep-moves-<random>/:
//   new    what comes, and after its move what it took the place of
//   old/N  what goes
//   plan   "UPKEEP_MOVES\n", u16 1, snapshot, component; varint count of {u8 0 comes or 1 goes,
//          name, varint device, varint inode}; varint count of names of folders; SHA-256 of all
//          before it
#pragma once

#include "snapshots/live_changes.h"
#include "snapshots/vault.h"

namespace upkeep {

struct MovePlan {
    struct Step {
        bool comes = true;
        LocalName name;
        quint64 device = 0; // of what comes, to know it by wherever it is
        quint64 inode = 0;
        friend bool operator==(const Step&, const Step&) = default;
    };
    QString snapshot;
    QString component;
    QList<Step> steps;
    QList<LocalName> folders; // the top is an empty name

    QByteArray serialize() const;
    // Strict; snapshot.damaged.
    static Result<MovePlan> parse(QByteArrayView bytes);
    friend bool operator==(const MovePlan&, const MovePlan&) = default;
};

// The place for what comes: new/ of a folder beside `place` that is made for it.
Result<LocalPath> makeMovingPlace(FileSystem& files, const LocalPath& place);

// `moving`: of makeMovingPlace(), with what comes in it already. Durable on return.
Result<void> putChanges(FileSystem& files,
                        const SnapshotManifest& manifest,
                        const QString& component,
                        const LiveChanges& changes,
                        const LocalPath& place,
                        const LocalPath& moving);

// What a cut left unfinished at this place: false where there was nothing. Also drops what never
// came to a plan.
Result<bool> finishPutChanges(FileSystem& files, Vault& vault, const LocalPath& place);

} // namespace upkeep
