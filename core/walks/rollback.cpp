// SPDX-License-Identifier: Apache-2.0
#include "walks/rollback.h"

#include "components/fingerprint.h"
#include "steps/preflight.h"
#include "walks/obtain_tree.h"

#include <QElapsedTimer>

namespace upkeep {

namespace {

// nullopt for one that is damaged. A disk that does not answer is another matter: what would be
// decided without knowing could be wrong.
Result<std::optional<SnapshotManifest>> readManifest(Vault& vault, const QString& id) {
    auto read = vault.manifest(id);
    if (read)
        return std::optional<SnapshotManifest>(std::move(read).value());
    switch (read.error().code) {
    case ErrorCode::SnapshotDamaged:
    case ErrorCode::SnapshotInvalid:
    case ErrorCode::SnapshotTorn:
    case ErrorCode::SnapshotUnknown:
        return std::optional<SnapshotManifest>();
    default:
        return read.error();
    }
}

} // namespace

Rollback::Rollback(ProductSite& site,
                   RollbackChoice choice,
                   ProgressSink progress,
                   std::stop_token stop)
    : m_site(site), m_choice(std::move(choice)), m_progress(std::move(progress)),
      m_stop(std::move(stop)) {
    m_journal.transaction = newTransaction();
}

Result<RollbackPreview> Rollback::preview() {
    UPKEEP_TRY(findTarget());
    RollbackPreview preview;
    preview.from = m_site.installed().version;
    preview.to = m_target;
    preview.possible = m_origin != Origin::Nowhere;
    preview.reason = m_reason;
    preview.snapshot = m_origin == Origin::Vault ? m_rollbackPoint : QString();
    preview.secondsEstimated = m_origin == Origin::Previous ? 1 : 10;
    if (m_origin == Origin::Previous) {
        m_next = m_site.root().previous();
        UPKEEP_TRY_AS(m_components, m_site.componentsOf(m_next));
        UPKEEP_TRY_AS(preview.parts, decideData());
    }
    return preview;
}

Result<RollbackOutcome> Rollback::run() {
    UPKEEP_TRY(findTarget());
    if (m_origin == Origin::Nowhere)
        return Error{ErrorCode::RollbackRefused, m_target.toString(), m_reason};
    if (const auto prepared = prepare(); !prepared) {
        abandon(m_site, m_journal);
        return prepared.error();
    }
    for (const RollbackPart& part : m_parts) {
        if (part.fate != DataFate::AskPerson)
            continue;
        abandon(m_site, m_journal);
        RollbackOutcome ask;
        ask.kind = RollbackOutcome::Kind::AskData;
        ask.from = m_journal.from;
        ask.to = m_target;
        ask.parts = m_parts;
        return ask;
    }
    auto installed = install();
    if (!installed && m_journal.state < JournalState::Switching)
        abandon(m_site, m_journal);
    return installed;
}

// Without a version named: the last update undone. Else wherever that version can be had, the
// nearest first.
Result<void> Rollback::findTarget() {
    m_last = readLastUpdate(m_site.files(), m_site.root().lastUpdate());
    const auto previous = readInstalledRecord(m_site.files(), m_site.root().previous());
    if (!m_choice.version && !previous) {
        m_reason = QStringLiteral("nothing-to-go-back-to");
        return {};
    }
    m_target = m_choice.version.value_or(previous ? previous->version : Version());
    if (m_target == m_site.installed().version) {
        m_reason = QStringLiteral("nothing-to-go-back-to");
        return {};
    }
    if (previous && previous->version == m_target) {
        m_targetCounter = previous->counter;
        UPKEEP_TRY_AS(const bool whole, previousIsWhole());
        if (whole) {
            m_origin = Origin::Previous;
            if (m_last && m_last->from == m_target)
                m_rollbackPoint = m_last->snapshot;
        }
    }
    if (m_origin == Origin::Nowhere) {
        UPKEEP_TRY_AS(const bool found, findInVault(m_target));
        // A release is looked for when it comes to it: a preview asks no network.
        m_origin = found ? Origin::Vault : Origin::Release;
    }
    return refuseByPolicy();
}

// As it was when it was left, the user's own changes included; else at least complete.
Result<bool> Rollback::previousIsWhole() {
    const LocalPath previous = m_site.root().previous();
    if (m_last && !m_last->oldTree.isNull() && m_last->to == m_site.installed().version) {
        UPKEEP_TRY_AS(const Digest now, fingerprintOf(m_site.files(), previous, m_stop));
        return now == m_last->oldTree;
    }
    return verifyComplete(m_site.files(), previous, m_stop).has_value();
}

// The newest snapshot of that version which holds the whole program.
Result<bool> Rollback::findInVault(const Version& version) {
    UPKEEP_TRY_AS(Vault vault, m_site.openVault());
    UPKEEP_TRY_AS(const ComponentList components, m_site.components());
    UPKEEP_TRY_AS(const QList<SnapshotInfo> snapshots, vault.list());
    for (const SnapshotInfo& snapshot : snapshots) {
        if (!snapshot.damaged && snapshot.meta.version != version)
            continue;
        UPKEEP_TRY_AS(const auto manifest, readManifest(vault, snapshot.id));
        if (!manifest || manifest->meta.version != version ||
            !manifest->component(components.front()->id()))
            continue;
        m_rollbackPoint = snapshot.id;
        return true;
    }
    return false;
}

// The publisher's signed minimum binds local rollbacks too (DESIGN section 2, Floors), and so does
// what it has withdrawn (SECURITY 4.7).
Result<void> Rollback::refuseByPolicy() {
    const Decisions decisions = m_site.decisions();
    if (m_targetCounter > 0 && m_targetCounter < decisions.minimumCounter)
        m_reason = QStringLiteral("below-minimum");
    else if (decisions.revoked.contains(m_target))
        m_reason = QStringLiteral("revoked");
    else
        return {};
    m_origin = Origin::Nowhere;
    return {};
}

Result<void> Rollback::prepare() {
    m_journal.operation = JournalOperation::Rollback;
    m_journal.trigger = m_choice.trigger;
    m_journal.started = m_site.now();
    m_journal.from = m_site.installed().version;
    m_journal.to = m_target;
    if (m_last && m_last->to == m_journal.from && !m_last->wentBack)
        m_journal.cause = m_last->failed; // of its probation: the history tells it
    UPKEEP_TRY_AS(const PreflightReport report,
                  preflight(m_site.files(), m_site.seams().processes, {m_site.root(), {}, 0}));
    if (report.hold)
        return Error{ErrorCode::PreflightBlocked, report.hold->subject, report.hold->reason};
    UPKEEP_TRY(writeJournal(m_site.files(), m_site.root().journal(), m_journal));
    UPKEEP_TRY(makeNext());
    UPKEEP_TRY_AS(m_components, m_site.componentsOf(m_next));
    UPKEEP_TRY_AS(m_parts, decideData());
    return {};
}

// The old tree, whole and verified, beside the live one.
Result<void> Rollback::makeNext() {
    if (m_origin == Origin::Previous) {
        m_next = m_site.root().previous();
        UPKEEP_TRY_AS(m_wanted, readInstalledRecord(m_site.files(), m_next));
        return {};
    }
    m_next = m_site.root().staged();
    UPKEEP_TRY(m_site.files().removeTree(m_next));
    if (m_origin == Origin::Release)
        return fetchRelease();
    UPKEEP_TRY_AS(Vault vault, m_site.openVault());
    UPKEEP_TRY_AS(const ComponentList components, m_site.components());
    const ComponentContext here = context();
    for (const auto& component : components) {
        if (component->place(here).isWithin(m_site.root().live))
            UPKEEP_TRY(component->stageFromSnapshot(here, vault, m_rollbackPoint));
    }
    UPKEEP_TRY_AS(m_wanted, readInstalledRecord(m_site.files(), m_next));
    m_targetCounter = m_wanted.counter;
    UPKEEP_TRY(refuseByPolicy());
    if (m_origin == Origin::Nowhere)
        return Error{ErrorCode::RollbackRefused, m_target.toString(), m_reason};
    auto whole = verifyComplete(m_site.files(), m_next, m_stop);
    if (whole || whole.error().code != ErrorCode::TreeMismatch)
        return whole;
    // It was saved with changes of the user's, which stay in the snapshot; what its publisher
    // signed comes from the release.
    UPKEEP_TRY(m_site.files().removeTree(m_next));
    return fetchRelease();
}

Result<void> Rollback::fetchRelease() {
    UPKEEP_TRY_AS(ReleaseAccess access, m_site.openReleases());
    UPKEEP_TRY_AS(FoundRelease found, findVersion(m_site, access, m_target, m_stop));
    QStringList evolutions;
    for (const EvolutionSpec& spec : found.release->manifest.evolutions) {
        if (spec.required || m_site.installed().evolutions.contains(spec.id))
            evolutions.append(spec.id);
    }
    UPKEEP_TRY_AS(const ObtainedTree obtained,
                  obtainTree({m_site.seams(),
                              *access.source,
                              *found.release,
                              evolutions,
                              m_site.installed(),
                              found.releaseOf(m_site.installed()),
                              {m_site.root().live, m_site.root().previous()},
                              m_next,
                              m_site.seams().places.downloadsOf(m_site.id()),
                              m_journal.transaction,
                              m_progress,
                              m_stop,
                              {},
                              {},
                              m_site.installed().productFile}));
    m_wanted = obtained.record;
    return {};
}

bool Rollback::personPresent() const {
    return m_choice.trigger == Trigger::User || m_choice.trigger == Trigger::Tray ||
           m_choice.trigger == Trigger::CommandLine;
}

Result<QList<RollbackPart>> Rollback::decideData() {
    ComponentContext here = context();
    here.next = m_next;
    UndoInput input{here, m_rollbackPoint, {}, personPresent(), m_choice.data};
    if (m_last && m_last->from == m_target && m_last->to == m_site.installed().version)
        input.switched = m_last->switched;
    std::optional<SnapshotManifest> manifest;
    if (!m_rollbackPoint.isEmpty()) {
        UPKEEP_TRY_AS(Vault vault, m_site.openVault());
        UPKEEP_TRY_AS(manifest, readManifest(vault, m_rollbackPoint));
    }
    return decideUndo(m_components, input, manifest ? &*manifest : nullptr);
}

ComponentContext Rollback::context() const {
    ComponentContext here = m_site.context(m_progress, m_stop);
    here.next = m_next;
    here.wanted = m_wanted;
    here.transaction = m_journal.transaction;
    // A preview has no transaction yet, and backs up nothing.
    if (!m_journal.transaction.isEmpty())
        here.backup = m_site.root().backup() / m_journal.transaction.toLatin1().constData();
    // Files the user changed in the version left are backed up with it, not carried into the old
    // one.
    here.localChanges = MergeStrategy::KeepRemote;
    return here;
}

// The user's own files go along; settings and data as decided.
Result<QList<StagedPart>> Rollback::catchUp() {
    const ComponentContext here = context();
    QList<StagedPart> trees;
    UPKEEP_TRY_AS(const auto application, m_components.front()->stage(here));
    if (application)
        trees.append(*application);
    UPKEEP_TRY_AS(m_parts, decideData());
    UPKEEP_TRY_AS(Vault vault, m_site.openVault());
    UPKEEP_TRY_AS(const QList<StagedPart> others,
                  stageUndo(m_components, m_parts, here, vault, m_rollbackPoint));
    return trees + others;
}

Result<RollbackOutcome> Rollback::install() {
    QElapsedTimer timer;
    timer.start();
    UPKEEP_TRY_AS(const ChangeoverResult result,
                  changeOver(m_journal,
                             {m_site,
                              m_choice.whenRunning,
                              false,
                              QStringLiteral("before-rollback"),
                              [this] { return catchUp(); },
                              m_progress,
                              m_stop}));
    RollbackOutcome outcome;
    outcome.from = m_journal.from;
    outcome.to = m_target;
    outcome.parts = m_parts;
    outcome.safetySnapshot = m_journal.snapshot;
    outcome.blockers = result.blockers;
    outcome.seconds = double(timer.elapsed()) / 1000;
    if (!result.blockers.isEmpty()) {
        outcome.kind = RollbackOutcome::Kind::Blocked;
        abandon(m_site, m_journal);
    } else if (result.ending->report.kind != FinishReport::Kind::RolledForward) {
        const auto& cause = result.ending->journal->cause;
        const bool isBack = result.ending->report.kind == FinishReport::Kind::RolledBack;
        return Error{isBack ? ErrorCode::RolledBack : ErrorCode::RollbackFailed,
                     m_target.toString(),
                     cause ? cause->toString() : QString()};
    }
    UPKEEP_TRY(pinWhatIsLeft());
    return outcome;
}

// Data of the person that went with the version left stay where no retention reaches them.
Result<void> Rollback::pinWhatIsLeft() {
    const bool left = std::any_of(m_parts.begin(), m_parts.end(), [](const RollbackPart& part) {
        return part.fate == DataFate::RestoreOld && part.changedSince > 0;
    });
    if (!left || m_journal.snapshot.isEmpty())
        return {};
    UPKEEP_TRY_AS(Vault vault, m_site.openVault());
    return vault.pin(m_journal.snapshot, true);
}

} // namespace upkeep
