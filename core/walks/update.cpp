// SPDX-License-Identifier: Apache-2.0
#include "walks/update.h"

#include "steps/preflight.h"
#include "system/is_there.h"

namespace upkeep {

namespace {

// Nobody is there to be asked.
bool isSilent(Trigger trigger) {
    return trigger == Trigger::Silent || trigger == Trigger::Admin;
}

} // namespace

Update::Update(ProductSite& site, UpdateChoice choice, ProgressSink progress, std::stop_token stop)
    : m_site(site), m_choice(std::move(choice)), m_progress(std::move(progress)),
      m_stop(std::move(stop)) {}

Result<UpdateOutcome> Update::run() {
    return walk(JournalOperation::Update);
}

Result<UpdateOutcome> Update::changeEvolutions() {
    return walk(JournalOperation::Evolutions);
}

Result<QStringList> Update::prepareOnly() {
    UPKEEP_TRY(check(JournalOperation::Update));
    if (isNothingToDo())
        return QStringList();
    UPKEEP_TRY(openJournal(JournalOperation::Update));
    if (const auto prepared = prepare(); !prepared) {
        abandon(m_site, m_journal);
        return prepared.error();
    }
    return m_migrations;
}

Result<UpdateOutcome> Update::walk(JournalOperation operation) {
    UPKEEP_TRY(check(operation));
    if (isNothingToDo())
        return outcome({});
    UPKEEP_TRY(openJournal(operation));
    if (const auto prepared = prepare(); !prepared) {
        abandon(m_site, m_journal);
        return prepared.error();
    }
    auto installed = install();
    if (!installed && m_journal.state < JournalState::Switching)
        abandon(m_site, m_journal);
    return installed;
}

// Signed metadata, release document, manifest and changelog, each verified before the next is asked
// for; then the one decision.
Result<void> Update::check(JournalOperation operation) {
    UPKEEP_TRY_AS(m_access, m_site.openReleases());
    FoundRelease found;
    if (operation == JournalOperation::Evolutions) {
        UPKEEP_TRY_AS(found, findVersion(m_site, m_access, m_site.installed().version, m_stop));
    } else {
        const bool manual = m_choice.trigger != Trigger::Silent;
        UPKEEP_TRY_AS(found, findRelease(m_site, m_access, manual, m_stop));
        if (const auto* const hold = std::get_if<DecisionHold>(&found.decision))
            return Error{ErrorCode::Held, hold->subject, hold->reason};
        if (!m_access.trust && isSilent(m_choice.trigger))
            return Error{ErrorCode::Held, m_site.id(), QStringLiteral("not-signed")};
    }
    m_journal.from = m_site.installed().version;
    m_journal.to = m_journal.from;
    if (!found.release)
        return {};
    m_installedRelease = found.releaseOf(m_site.installed());
    m_releases = found.feed.releases;
    m_release = std::move(found.release);
    m_journal.to = m_release->document.version;
    m_journal.counterTo = m_release->document.counter;
    UPKEEP_TRY_AS(m_evolutions,
                  chooseEvolutions(m_release->manifest.evolutions,
                                   m_release->document.version,
                                   m_site.installed().evolutions.keys(),
                                   wantedEvolutions()));
    return {};
}

// What waits at READY was staged with what a person chose then; nobody silent chooses otherwise.
QStringList Update::wantedEvolutions() const {
    const auto left = readJournal(m_site.files(), m_site.root().journal());
    const bool isReady = left && *left && (*left)->state == JournalState::Ready;
    if (!isSilent(m_choice.trigger) || !isReady || (*left)->to != m_journal.to)
        return m_choice.evolutions;
    const auto staged = readInstalledRecord(m_site.files(), m_site.root().staged());
    return staged ? staged->evolutions.keys() : m_choice.evolutions;
}

bool Update::isNothingToDo() const {
    return !m_release || (m_journal.from == m_journal.to && m_evolutions.added.isEmpty() &&
                          m_evolutions.removed.isEmpty());
}

// The cheapest way, the complete new tree beside the old, config and data copied and migrated. The
// program keeps running, nothing it sees has changed, cancel is free.
Result<void> Update::prepare() {
    UPKEEP_TRY_AS(const bool staged, goesOnFromReady());
    if (!staged) {
        UPKEEP_TRY(preflightHere());
        UPKEEP_TRY_AS(m_obtained,
                      obtainTree({m_site.seams(),
                                  *m_access.source,
                                  *m_release,
                                  m_evolutions.ids,
                                  m_site.installed(),
                                  m_installedRelease,
                                  {m_site.root().live, m_site.root().previous()},
                                  m_site.root().staged(),
                                  m_site.seams().places.downloadsOf(m_site.id()),
                                  m_journal.transaction,
                                  m_progress,
                                  m_stop,
                                  m_releases,
                                  {},
                                  m_site.installed().productFile}));
        m_journal.way = m_obtained.way;
    }
    UPKEEP_TRY_AS(m_components, m_site.componentsOf(m_site.root().staged()));
    UPKEEP_TRY_AS(const QList<StagedPart> trees, catchUp());
    UPKEEP_TRY(syncStage(m_site.files(), trees));
    m_journal.trees.clear();
    for (const StagedPart& tree : trees) {
        UPKEEP_TRY_AS(const TreeSwitch read, readTreeSwitch(m_site.files(), tree));
        m_journal.trees.append(read);
    }
    m_journal.state = JournalState::Ready;
    return writeJournal(m_site.files(), m_site.root().journal(), m_journal);
}

// Closed, caught up, snapshot durable, switched, probed; then the new version stays or the old one
// is back.
Result<UpdateOutcome> Update::install() {
    UPKEEP_TRY_AS(const ChangeoverResult result,
                  changeOver(m_journal,
                             {m_site,
                              m_choice.whenRunning,
                              m_site.product().switchMode == SwitchMode::AnyTime,
                              QStringLiteral("before-update"),
                              [this] { return catchUp(); },
                              m_progress,
                              m_stop}));
    return outcome(result);
}

Result<QList<StagedPart>> Update::catchUp() {
    ComponentContext here = context();
    m_keptSettings.clear();
    m_journal.kept.clear();
    here.onKeptSetting = [this](const KeptSetting& setting) {
        m_keptSettings.append(setting);
        m_journal.kept.append(setting.name());
    };
    UPKEEP_TRY_AS(const ComponentReport report, m_components.front()->inspect(here));
    m_localChanges = report.localChanges;
    UPKEEP_TRY_AS(const StagedWalk staged, stageComponents(m_components, here));
    m_migrations = staged.migrations;
    UPKEEP_TRY(verifyStage(m_site.files(), m_site.root().staged(), m_stop));
    return staged.trees;
}

ComponentContext Update::context() const {
    ComponentContext here = m_site.context(m_progress, m_stop);
    here.next = m_site.root().staged();
    here.wanted = m_obtained.record;
    here.transaction = m_journal.transaction;
    here.backup = m_site.root().backup() / m_journal.transaction.toLatin1().constData();
    here.localChanges = m_choice.localChanges;
    return here;
}

// A download or a blocked install left the very tree that is wanted now.
Result<bool> Update::goesOnFromReady() {
    UPKEEP_TRY_AS(const auto left, readJournal(m_site.files(), m_site.root().journal()));
    if (!left || left->state != JournalState::Ready)
        return false;
    UPKEEP_TRY_AS(m_obtained.record, readInstalledRecord(m_site.files(), m_site.root().staged()));
    m_obtained.way = left->way;
    m_journal.transaction = left->transaction;
    m_journal.way = left->way;
    m_journal.started = left->started;
    return true;
}

Result<void> Update::openJournal(JournalOperation operation) {
    const LocalPath path = m_site.root().journal();
    m_journal.operation = operation;
    m_journal.trigger = m_choice.trigger;
    m_journal.transaction = newTransaction();
    m_journal.started = m_site.now();
    UPKEEP_TRY_AS(const auto left, readJournal(m_site.files(), path));
    if (left && left->state == JournalState::Ready && left->to == m_journal.to) {
        const auto record = readInstalledRecord(m_site.files(), m_site.root().staged());
        QStringList wanted = m_evolutions.ids;
        wanted.sort();
        if (record && record->evolutions.keys() == wanted)
            return {};
    }
    if (left)
        abandon(m_site, *left);
    UPKEEP_TRY(m_site.files().removeTree(m_site.root().staged()));
    return writeJournal(m_site.files(), path, m_journal);
}

Result<void> Update::preflightHere() {
    PreflightInput input;
    input.root = m_site.root();
    input.diskNeeded = m_release->document.unpackedSize;
    UPKEEP_TRY_AS(const ComponentList components, m_site.components());
    const ComponentContext here = m_site.context({}, m_stop);
    for (const auto& component : components) {
        const LocalPath place = component->place(here);
        UPKEEP_TRY_AS(const bool there, isThere(m_site.files(), place));
        if (there && !place.isWithin(m_site.root().live))
            input.otherTrees.append(place);
    }
    UPKEEP_TRY_AS(const PreflightReport report,
                  preflight(m_site.files(), m_site.seams().processes, input));
    if (report.hold)
        return Error{ErrorCode::PreflightBlocked, report.hold->subject, report.hold->reason};
    return {};
}

UpdateOutcome Update::outcome(const ChangeoverResult& result) const {
    UpdateOutcome outcome;
    outcome.from = m_journal.from;
    outcome.to = m_journal.to;
    outcome.snapshot = m_journal.snapshot;
    outcome.way = m_obtained.way;
    outcome.fallback = m_obtained.fallback;
    outcome.downloadedBytes = m_obtained.downloaded;
    outcome.blockers = result.blockers;
    outcome.keptChanges = m_localChanges;
    outcome.keptSettings = m_keptSettings;
    outcome.secondsAway = result.secondsAway;
    if (!result.blockers.isEmpty())
        outcome.kind = UpdateOutcome::Kind::Blocked;
    else if (result.ending && result.ending->report.kind == FinishReport::Kind::RolledBack)
        outcome.kind = UpdateOutcome::Kind::RolledBack;
    if (result.ending && result.ending->journal)
        outcome.cause = result.ending->journal->cause;
    return outcome;
}

} // namespace upkeep
