// SPDX-License-Identifier: Apache-2.0
#include "walks/changeover.h"

#include "steps/preflight.h"
#include "steps/snapshot.h"
#include "walks/startup_entry.h"

#include <QElapsedTimer>

namespace upkeep {

namespace {

constexpr std::chrono::seconds politeWait{30};
constexpr std::chrono::hours longWait{24 * 7};
constexpr int mostTries = 5;

// Empty once nobody uses the tree.
Result<QList<RunningProgram>> waitUntilClosed(const ChangeoverInput& input) {
    Processes& processes = input.site.seams().processes;
    if (input.mayRun)
        return QList<RunningProgram>();
    UPKEEP_TRY_AS(auto running, programsUsing(processes, input.site.root().live));
    if (running.isEmpty() || input.whenRunning == WhenRunning::Refuse)
        return toPrograms(running);
    const bool ask = input.whenRunning == WhenRunning::AskToQuit;
    if (ask)
        UPKEEP_TRY(processes.askToQuit(running));
    while (!running.isEmpty()) {
        UPKEEP_TRY_AS(const bool gone,
                      processes.waitForExit(running,
                                            ask ? std::chrono::milliseconds(politeWait) : longWait,
                                            input.stop));
        if (input.stop.stop_requested())
            return Error{ErrorCode::Cancelled, {}, {}};
        UPKEEP_TRY_AS(running, programsUsing(processes, input.site.root().live));
        if (!gone)
            break;
    }
    return toPrograms(running);
}

void report(const ChangeoverInput& input, Phase phase) {
    if (input.progress)
        input.progress(Progress{phase, {}, {}, 0, 0, 0, 0});
}

Result<void> takeRollbackPoint(Journal& journal, const ChangeoverInput& input) {
    report(input, Phase::Snapshot);
    ProductSite& site = input.site;
    QStringList switched;
    for (const TreeSwitch& tree : journal.trees)
        switched.append(tree.component);
    UPKEEP_TRY_AS(const ComponentList components, site.components());
    ComponentContext context = site.context(input.progress, input.stop);
    if (const TreeSwitch* const application = applicationTree(journal, site.root())) {
        context.next = application->staged;
        UPKEEP_TRY_AS(context.wanted, readInstalledRecord(site.files(), context.next));
    }
    UPKEEP_TRY_AS(Vault vault, site.openVault());
    UPKEEP_TRY_AS(journal.snapshot,
                  takeSnapshot(components,
                               context,
                               vault,
                               site.snapshotMeta(input.snapshotReason, journal.trigger),
                               SnapshotScope::BeforeSwitch,
                               switched));
    return {};
}

Result<void> stageAgain(Journal& journal, const ChangeoverInput& input) {
    report(input, Phase::Apply);
    UPKEEP_TRY_AS(const QList<StagedPart> trees, input.catchUp());
    journal.trees.clear();
    for (const StagedPart& tree : trees) {
        UPKEEP_TRY_AS(const TreeSwitch read, readTreeSwitch(input.site.files(), tree));
        journal.trees.append(read);
    }
    return syncStage(input.site.files(), trees);
}

using OurTurn = std::unique_ptr<Turns::Turn>;

// Everything up to the switch. Somebody may start the program meanwhile, and what they write then
// would be lost: so it is looked at once more, and gone through again. The turn to install is not
// held while a person keeps the program open.
Result<void>
makeReady(Journal& journal, const ChangeoverInput& input, ChangeoverResult& result, OurTurn& turn) {
    for (int tries = 0; tries < mostTries; ++tries) {
        UPKEEP_TRY_AS(result.blockers, waitUntilClosed(input));
        if (!result.blockers.isEmpty())
            return {};
        UPKEEP_TRY_AS(turn, input.site.seams().installations->take(input.stop));
        UPKEEP_TRY(stageAgain(journal, input));
        UPKEEP_TRY(takeRollbackPoint(journal, input));
        if (input.mayRun)
            return {};
        UPKEEP_TRY_AS(const auto running,
                      programsUsing(input.site.seams().processes, input.site.root().live));
        result.blockers = toPrograms(running);
        if (running.isEmpty())
            return {};
        turn.reset();
    }
    return {};
}

} // namespace

Result<ChangeoverResult> changeOver(Journal& journal, const ChangeoverInput& input) {
    ChangeoverResult result;
    QElapsedTimer away;
    away.start();
    OurTurn turn;
    UPKEEP_TRY(makeReady(journal, input, result, turn));
    if (!result.blockers.isEmpty())
        return result;
    if (input.stop.stop_requested())
        return Error{ErrorCode::Cancelled, {}, {}};
    UPKEEP_TRY(installStartupEntry(input.site.seams(), input.site.id()));
    journal.state = JournalState::Switching;
    UPKEEP_TRY(writeJournal(input.site.files(), input.site.root().journal(), journal));
    ProductActs acts(input.site, input.progress);
    UPKEEP_TRY_AS(result.ending,
                  Recovery(input.site.files(), input.site.root().journal(), acts).goOn(journal));
    result.secondsAway = double(away.elapsed()) / 1000;
    if (result.ending->report.kind == FinishReport::Kind::NeedsHelp)
        return Error{ErrorCode::NeedsHelp,
                     input.site.root().live.display(),
                     result.ending->report.steps.join(QStringLiteral("; "))};
    UPKEEP_TRY(input.site.reload());
    report(input, Phase::Done);
    return result;
}

void abandon(ProductSite& site, const Journal& journal) {
    ProductActs acts(site, {});
    if (acts.discardStage(journal))
        (void)closeJournal(site.files(), site.root().journal());
}

} // namespace upkeep
