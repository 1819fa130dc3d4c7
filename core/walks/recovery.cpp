// SPDX-License-Identifier: Apache-2.0
#include "walks/recovery.h"

#include "steps/switch_over.h"

#include <QFile>

namespace upkeep {

namespace {

constexpr int mostProbes = 3; // the first one, and again at most twice
constexpr qint64 freshSeconds = 24 * 3600;

QString bootId() {
    QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().trimmed())
                                          : QString();
}

Ending ended(const Journal& journal, FinishReport::Kind kind, const Version& version) {
    return Ending{FinishReport{kind, version, {}}, journal};
}

// Steps to do by hand are ids with a path; ui/text has the sentences.
QString helpStep(const char* id, const LocalPath& path) {
    return QLatin1String(id) + QLatin1Char(' ') + path.display();
}

QStringList unknownTrees(const Journal& journal, const QList<TreeFinding>& findings) {
    QStringList steps;
    for (qsizetype at = 0; at < findings.size(); ++at) {
        if (findings[at].live == Found::Other)
            steps.append(helpStep("tree-unknown", journal.trees[at].live));
    }
    return steps;
}

// Forwards is only open while every tree that is still old has its whole successor at hand.
bool canGoForward(const QList<TreeFinding>& findings) {
    return std::all_of(findings.begin(), findings.end(), [](const TreeFinding& tree) {
        return tree.live == Found::New || tree.staged == Found::New;
    });
}

bool allLive(const QList<TreeFinding>& findings, Found wanted) {
    return std::all_of(findings.begin(), findings.end(), [&](const TreeFinding& tree) {
        return tree.live == wanted;
    });
}

} // namespace

Recovery::Recovery(FileSystem& files, LocalPath journal, RecoveryActs& acts)
    : m_files(files), m_path(std::move(journal)), m_acts(acts) {}

Result<Ending> Recovery::finish() {
    auto read = readJournal(m_files, m_path);
    if (!read && read.error().code == ErrorCode::JournalInvalid) {
        // Torn or newer: touch nothing, never guess a direction.
        return Ending{{FinishReport::Kind::NeedsHelp, {}, {helpStep("journal-unreadable", m_path)}},
                      {}};
    }
    if (!read)
        return read.error();
    if (!*read) {
        UPKEEP_TRY(m_acts.removeStrays());
        return Ending{};
    }
    m_depth = LookDepth::Content;
    return step(**read);
}

Result<Ending> Recovery::goOn(Journal journal) {
    m_depth = LookDepth::Identity;
    return step(journal);
}

Result<Ending> Recovery::step(Journal& journal) {
    switch (journal.state) {
    case JournalState::Preparing:
        return preparing(journal);
    case JournalState::Ready:
        return ready(journal);
    case JournalState::Stopping:
        return stopping(journal);
    case JournalState::Switching:
        return switching(journal);
    case JournalState::Probing:
        return probing(journal);
    case JournalState::Committed:
        return committed(journal);
    case JournalState::Reverting:
        return reverting(journal);
    case JournalState::Reverted:
        return reverted(journal);
    }
    return Error{ErrorCode::Internal, m_path.display(), QStringLiteral("state")};
}

Result<Ending> Recovery::preparing(const Journal& journal) {
    UPKEEP_TRY(m_acts.discardStage(journal));
    UPKEEP_TRY(closeJournal(m_files, m_path));
    return ended(journal, FinishReport::Kind::Discarded, journal.from);
}

Result<Ending> Recovery::ready(const Journal& journal) {
    const bool old = journal.started.secsTo(m_acts.now()) > freshSeconds;
    UPKEEP_TRY_AS(const QList<TreeFinding> findings,
                  look(journal, old ? LookDepth::Content : LookDepth::Identity));
    for (const TreeFinding& tree : findings) {
        if (tree.live != Found::Old || tree.staged != Found::New)
            return preparing(
                journal); // the live tree is another one by now, or the stage is spoilt
    }
    return ended(journal, FinishReport::Kind::ReadyToInstall, journal.to);
}

Result<Ending> Recovery::stopping(Journal& journal) {
    UPKEEP_TRY(m_acts.restartStopped(journal));
    journal.stopped.clear();
    return enter(journal, JournalState::Ready);
}

Result<Ending> Recovery::switching(Journal& journal) {
    UPKEEP_TRY_AS(const QList<TreeFinding> findings, look(journal, m_depth));
    if (const QStringList unknown = unknownTrees(journal, findings); !unknown.isEmpty())
        return needsHelp(journal, unknown);
    if (!canGoForward(findings)) {
        return revert(journal,
                      {ErrorCode::SwitchFailed, m_path.display(), QStringLiteral("stage damaged")});
    }
    if (const auto done = switchOver(m_files, journal.trees); !done)
        return revert(journal, done.error());
    return enter(journal, JournalState::Probing);
}

Result<Ending> Recovery::probing(Journal& journal) {
    UPKEEP_TRY_AS(const QList<TreeFinding> findings, look(journal, LookDepth::Identity));
    if (const QStringList unknown = unknownTrees(journal, findings); !unknown.isEmpty())
        return needsHelp(journal, unknown);
    if (!allLive(findings, Found::New)) {
        return revert(journal,
                      {ErrorCode::SwitchFailed, m_path.display(), QStringLiteral("not all new")});
    }
    if (journal.probes >= mostProbes) {
        return revert(journal,
                      {ErrorCode::ProbeFailed, m_path.display(), QStringLiteral("never ended")});
    }
    ++journal.probes;
    journal.bootId = bootId();
    UPKEEP_TRY(writeJournal(m_files, m_path, journal));
    if (const auto probed = m_acts.probe(journal); !probed)
        return revert(journal, probed.error());
    return enter(journal, JournalState::Committed);
}

Result<Ending> Recovery::committed(const Journal& journal) {
    UPKEEP_TRY_AS(const QList<TreeFinding> findings, look(journal, LookDepth::Identity));
    QStringList wrong;
    for (qsizetype at = 0; at < findings.size(); ++at) {
        // A user may have changed a file since; only the old tree at this place is a contradiction.
        if (findings[at].live == Found::Old || findings[at].live == Found::Nothing)
            wrong.append(helpStep("tree-unknown", journal.trees[at].live));
    }
    if (!wrong.isEmpty())
        return needsHelp(journal, wrong);
    UPKEEP_TRY(m_acts.commit(journal));
    UPKEEP_TRY(closeJournal(m_files, m_path));
    return ended(journal, FinishReport::Kind::RolledForward, journal.to);
}

Result<Ending> Recovery::reverting(Journal& journal) {
    UPKEEP_TRY_AS(const QList<TreeFinding> findings, look(journal, LookDepth::Identity));
    if (const QStringList unknown = unknownTrees(journal, findings); !unknown.isEmpty())
        return needsHelp(journal, unknown);
    QStringList missing;
    UPKEEP_TRY_AS(const bool whole, makeOldWhole(journal, missing));
    if (!whole)
        return needsHelp(journal, missing);
    UPKEEP_TRY(m_acts.carryBack(journal));
    UPKEEP_TRY(switchBack(m_files, journal.trees));
    return enter(journal, JournalState::Reverted);
}

Result<Ending> Recovery::reverted(const Journal& journal) {
    UPKEEP_TRY(m_acts.settleBack(journal));
    UPKEEP_TRY(closeJournal(m_files, m_path));
    return ended(journal, FinishReport::Kind::RolledBack, journal.from);
}

Result<QList<TreeFinding>> Recovery::look(const Journal& journal, LookDepth depth) {
    QList<TreeFinding> findings;
    for (const TreeSwitch& tree : journal.trees) {
        UPKEEP_TRY_AS(const TreeFinding found, lookAt(m_files, tree, depth));
        findings.append(found);
    }
    return findings;
}

// False where an old tree is nowhere and cannot be made again.
Result<bool> Recovery::makeOldWhole(Journal& journal, QStringList& missing) {
    bool isMade = false;
    for (TreeSwitch& tree : journal.trees) {
        UPKEEP_TRY_AS(const TreeFinding found, lookAt(m_files, tree, LookDepth::Identity));
        if (found.live == Found::Old || found.staged == Found::Old || found.aside == Found::Old)
            continue;
        auto restored = m_acts.restoreOld(journal, tree);
        if (!restored) {
            missing.append(helpStep("old-missing", tree.live));
            missing.append(QStringLiteral("cause ") + restored.error().toString());
            continue;
        }
        isMade = isMade || *restored != tree;
        tree = *restored;
    }
    if (isMade)
        UPKEEP_TRY(writeJournal(m_files, m_path, journal));
    return missing.isEmpty();
}

// The journal says so first, durably; then the next row.
Result<Ending> Recovery::enter(Journal& journal, JournalState next) {
    journal.state = next;
    journal.help.clear();
    UPKEEP_TRY(writeJournal(m_files, m_path, journal));
    return step(journal);
}

Result<Ending> Recovery::revert(Journal& journal, const Error& cause) {
    journal.cause = cause;
    return enter(journal, JournalState::Reverting);
}

Ending Recovery::needsHelp(Journal journal, const QStringList& steps) {
    QStringList all = steps;
    if (!journal.snapshot.isEmpty())
        all.append(QStringLiteral("snapshot ") + journal.snapshot);
    if (journal.help != all) {
        journal.help = all;
        // So that status() tells it, too; where that cannot be written, help is needed all the
        // same.
        (void)writeJournal(m_files, m_path, journal);
    }
    return Ending{{FinishReport::Kind::NeedsHelp, journal.from, all}, journal};
}

} // namespace upkeep
