// SPDX-License-Identifier: Apache-2.0
// Where a changing walk stands (FORMATS section 7): one small file, `.upkeep/journal`, replaced as
// a whole. It is written before the act it names; after a crash or a power cut, recovery.h reads
// it, looks at the trees, and ends the walk forwards or backwards.
#pragma once

#include "base/version.h"
#include "components/tree_switch.h"
#include "system/file_system.h"
#include "walks/walk_types.h"

#include <QDateTime>

namespace upkeep {

enum class JournalState {
    Preparing, // nothing the program sees has changed; a stage may lie about, unfinished
    Ready,     // staged, verified, durable; waits for the install
    Stopping,  // services are being stopped
    Switching, // from here on, forwards
    Probing,   // all trees are new
    Committed, // the new version stays; cleaning up
    Reverting, // from here on, backwards
    Reverted,  // all trees are old; cleaning up
};

enum class JournalOperation { Update, Evolutions, Rollback, Restore, Repair };

struct Journal {
    QString transaction;
    JournalOperation operation = JournalOperation::Update;
    JournalState state = JournalState::Preparing;
    Trigger trigger = Trigger::User;
    Version from;
    Version to;
    qint64 counterTo = 0; // of the release installed; raises the feed floor at commit
    QDateTime started;
    QString way;      // how the bytes came
    QString snapshot; // the rollback point; for rollback and restore the safety snapshot
    QList<TreeSwitch> trees;
    QStringList stopped; // services to start again
    QStringList kept;    // settings whose merge kept the person's value
    int probes = 0;
    QString bootId;             // of the last probe
    std::optional<Error> cause; // why it reverts
    QStringList help;           // it cannot be ended by itself: what a person has to do

    friend bool operator==(const Journal&, const Journal&) = default;
};

QByteArray serialize(const Journal& journal);
// journal.invalid for a torn one and for a newer format.
Result<Journal> parseJournal(QByteArrayView text);

// nullopt where there is none.
Result<std::optional<Journal>> readJournal(FileSystem& files, const LocalPath& path);
// Durable on return: a cut leaves wholly the old or wholly the new journal.
Result<void> writeJournal(FileSystem& files, const LocalPath& path, const Journal& journal);
// The walk is over. Durable on return.
Result<void> closeJournal(FileSystem& files, const LocalPath& path);

} // namespace upkeep
