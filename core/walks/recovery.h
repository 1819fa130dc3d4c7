// SPDX-License-Identifier: Apache-2.0
// The recovery table of FORMATS section 7, row by row. The same code ends an ordinary walk from
// SWITCHING on and every walk that a crash or a power cut broke off: there is no second path that
// only accidents take. Knows journals and trees; what products need besides is asked of
// RecoveryActs.
#pragma once

#include "walks/journal.h"

namespace upkeep {

// What the table asks of the walks around it. Each may be called again after a cut inside it.
class RecoveryActs {
public:
    virtual ~RecoveryActs() = default;

    // No journal: stage folders of ours that no walk knows of.
    virtual Result<void> removeStrays() = 0;
    // Half files go; verified downloads stay. Stages of the journal go.
    virtual Result<void> discardStage(const Journal& journal) = 0;
    virtual Result<void> restartStopped(const Journal& journal) = 0;
    // The new version works. An error says why it does not.
    virtual Result<void> probe(const Journal& journal) = 0;
    // Raises the feed floor, keeps `previous`, records, cleans up.
    virtual Result<void> commit(const Journal& journal) = 0;
    // Before trees go back: the user's files of the new tree into the old one, the data rule.
    virtual Result<void> carryBack(const Journal& journal) = 0;
    // The old tree is not at its staged name: makes it there again, and tells how it is to be known
    // from now on.
    virtual Result<TreeSwitch> restoreOld(const Journal& journal, const TreeSwitch& tree) = 0;
    // All is old again: pins the version left, restarts services, records, cleans up.
    virtual Result<void> settleBack(const Journal& journal) = 0;
    virtual QDateTime now() = 0;
};

struct Ending {
    FinishReport report;
    std::optional<Journal> journal; // as it ended
};

class Recovery {
public:
    Recovery(FileSystem& files, LocalPath journal, RecoveryActs& acts);

    // From what lies on the disk. Idempotent. An error means: could not be done now, nothing is
    // lost, call again.
    Result<Ending> finish();
    // The walk has written this journal and goes on from it; it cannot be cancelled from here on.
    Result<Ending> goOn(Journal journal);

private:
    Result<Ending> step(Journal& journal);
    Result<Ending> preparing(const Journal& journal);
    Result<Ending> ready(const Journal& journal);
    Result<Ending> stopping(Journal& journal);
    Result<Ending> switching(Journal& journal);
    Result<Ending> probing(Journal& journal);
    Result<Ending> committed(const Journal& journal);
    Result<Ending> reverting(Journal& journal);
    Result<Ending> reverted(const Journal& journal);

    Result<QList<TreeFinding>> look(const Journal& journal, LookDepth depth);
    Result<bool> makeOldWhole(Journal& journal, QStringList& missing);
    Result<Ending> enter(Journal& journal, JournalState next);
    Result<Ending> revert(Journal& journal, const Error& cause);
    Ending needsHelp(Journal journal, const QStringList& steps);

    FileSystem& m_files;
    LocalPath m_path;
    RecoveryActs& m_acts;
    LookDepth m_depth = LookDepth::Identity;
};

} // namespace upkeep
