// SPDX-License-Identifier: Apache-2.0
#include "walks/restore.h"

#include "components/copy_tree.h"
#include "components/sql_migrations.h"
#include "snapshots/compare.h"
#include "steps/preflight.h"
#include "steps/undo.h"
#include "system/is_there.h"

namespace upkeep {

namespace {

// A chosen folder takes everything below it along, and what is below it now goes.
bool isChosen(const RestoreScope& scope, const LocalName& name) {
    return scope.files.isEmpty() ||
           std::any_of(scope.files.begin(), scope.files.end(), [&](const LocalName& chosen) {
               return name == chosen || name.bytes().startsWith(chosen.bytes() + '/');
           });
}

bool hasNoWayBack(const RollbackPart& part) {
    return part.fate == DataFate::AskPerson;
}

} // namespace

Restore::Restore(ProductSite& site,
                 QString snapshot,
                 RestoreScope scope,
                 ProgressSink progress,
                 std::stop_token stop)
    : m_site(site), m_snapshot(std::move(snapshot)), m_scope(std::move(scope)),
      m_progress(std::move(progress)), m_stop(std::move(stop)) {}

Result<void> Restore::open() {
    UPKEEP_TRY_AS(Vault vault, m_site.openVault());
    m_vault.emplace(std::move(vault));
    UPKEEP_TRY_AS(m_manifest, m_vault->manifest(m_snapshot));
    UPKEEP_TRY_AS(m_components, m_site.components());
    m_journal.operation = JournalOperation::Restore;
    m_journal.transaction = newTransaction();
    m_journal.started = m_site.now();
    m_journal.from = m_site.installed().version;
    m_journal.to = m_journal.from;
    return checkScope();
}

bool Restore::isWanted(const Component& component) const {
    if (!m_manifest.component(component.id()))
        return false;
    if (!m_scope.files.isEmpty() && chosenIn(component).isEmpty())
        return false;
    if (m_scope.components.isEmpty())
        return !component.isUserData();
    return m_scope.components.contains(component.id());
}

QList<LocalName> Restore::chosenIn(const Component& component) const {
    const SnapshotComponent* const kept = m_manifest.component(component.id());
    QList<LocalName> names = m_scope.files;
    names.removeIf([kept](const LocalName& name) { return !kept || !kept->find(name); });
    return names;
}

// A name that no component of the scope has would be passed over without a word.
Result<void> Restore::checkScope() const {
    for (const LocalName& name : m_scope.files) {
        const bool isThere =
            std::any_of(m_components.begin(), m_components.end(), [&](const auto& component) {
                return isWanted(*component) && chosenIn(*component).contains(name);
            });
        if (!isThere)
            return Error{ErrorCode::SnapshotUnknown,
                         name.display(),
                         QStringLiteral("is not in the snapshot")};
    }
    return {};
}

Result<RestorePreview> Restore::preview() {
    UPKEEP_TRY(open());
    RestorePreview preview;
    preview.snapshot = m_snapshot;
    preview.version = m_manifest.meta.version;
    preview.changes.left = m_snapshot;
    const ComponentContext here = context();
    for (const auto& component : m_components) {
        if (!isWanted(*component))
            continue;
        UPKEEP_TRY_AS(const QList<DifferenceEntry> entries,
                      compareWithLive(m_site.files(),
                                      *m_manifest.component(component->id()),
                                      component->place(here),
                                      m_stop));
        for (const DifferenceEntry& entry : entries) {
            if (!isChosen(m_scope, entry.path))
                continue;
            preview.changes.entries.append(entry);
            // From the snapshot to now: what was added since goes, what was removed comes back.
            preview.replaced += entry.difference == Difference::Changed ||
                                entry.difference == Difference::Permissions;
            preview.added += entry.difference == Difference::Removed;
            preview.removed += entry.difference == Difference::Added;
        }
    }
    UPKEEP_TRY_AS(preview.parts, previewParts());
    const bool withProgram = isWanted(*m_components.front()) && m_scope.files.isEmpty();
    preview.dataCompatible =
        withProgram ? std::none_of(preview.parts.begin(), preview.parts.end(), hasNoWayBack)
                    : m_manifest.meta.version == m_site.installed().version;
    return preview;
}

// What becomes of everything outside the program's tree. The scripts of the version that would come
// back are all that is needed of it to know.
Result<QList<RollbackPart>> Restore::previewParts() {
    ComponentContext here = context();
    const QString& program = m_components.front()->id();
    const SnapshotComponent* const kept = m_manifest.component(program);
    UPKEEP_TRY_AS(const LocalName scripts, LocalName::parse(migrationFolder));
    if (!isWanted(*m_components.front()) || !m_scope.files.isEmpty() || !kept->find(scripts))
        here.next = {};
    if (here.next.isEmpty())
        return decideParts(here);
    FileSystem& files = m_site.files();
    here.next = m_site.root().work / ("preview-" + newTransaction().toLatin1()).constData();
    UPKEEP_TRY(
        m_vault->restoreFiles(m_snapshot, program, {scripts}, here.next, m_progress, m_stop));
    auto parts = decideParts(here);
    UPKEEP_TRY(files.removeTree(here.next));
    return parts;
}

// What is asked for comes from the snapshot; all else is converted to fit the version that comes
// back, or stays.
Result<QList<RollbackPart>> Restore::decideParts(const ComponentContext& here) {
    UPKEEP_TRY_AS(QList<RollbackPart> parts,
                  decideUndo(m_components, {here, {}, {}, true, DataChoice::Decide}, nullptr));
    for (const auto& component : m_components) {
        for (RollbackPart& part : parts) {
            if (part.component == component->id() && isWanted(*component))
                part = {part.component, DataFate::RestoreOld, {}, 0};
        }
    }
    return parts;
}

Result<RestoreOutcome> Restore::run(WhenRunning whenRunning) {
    UPKEEP_TRY(open());
    UPKEEP_TRY_AS(const PreflightReport report,
                  preflight(m_site.files(), m_site.seams().processes, {m_site.root(), {}, 0}));
    if (report.hold)
        return Error{ErrorCode::PreflightBlocked, report.hold->subject, report.hold->reason};
    UPKEEP_TRY(writeJournal(m_site.files(), m_site.root().journal(), m_journal));
    auto result = changeOver(m_journal,
                             {m_site,
                              whenRunning,
                              false,
                              QStringLiteral("before-restore"),
                              [this] { return stage(); },
                              m_progress,
                              m_stop});
    if (!result) {
        if (m_journal.state < JournalState::Switching)
            abandon(m_site, m_journal);
        return result.error();
    }
    RestoreOutcome outcome;
    outcome.snapshot = m_snapshot;
    outcome.safetySnapshot = m_journal.snapshot;
    outcome.version = m_site.installed().version;
    outcome.blockers = result->blockers;
    if (!result->blockers.isEmpty()) {
        outcome.kind = RestoreOutcome::Kind::Blocked;
        abandon(m_site, m_journal);
    } else if (result->ending->report.kind != FinishReport::Kind::RolledForward) {
        const auto& cause = result->ending->journal->cause;
        const bool isBack = result->ending->report.kind == FinishReport::Kind::RolledBack;
        return Error{isBack ? ErrorCode::RolledBack : ErrorCode::RollbackFailed,
                     isBack ? m_journal.to.toString() : m_snapshot,
                     cause ? cause->toString() : QString()};
    }
    return outcome;
}

Result<QList<StagedPart>> Restore::stage() {
    UPKEEP_TRY(m_site.files().removeTree(m_site.root().staged()));
    if (m_scope.files.isEmpty())
        return stageWhole();
    QList<StagedPart> trees;
    for (const auto& component : m_components) {
        if (!isWanted(*component))
            continue;
        UPKEEP_TRY_AS(const QList<StagedPart> staged, stageFiles(*component));
        trees += staged;
    }
    return trees;
}

Result<QList<StagedPart>> Restore::stageWhole() {
    QList<StagedPart> trees;
    const ComponentContext here = context();
    const LocalPath live = m_site.root().live;
    for (const auto& component : m_components) {
        if (!isWanted(*component))
            continue;
        // What lies within the tree but is not asked for stays as it is.
        const bool within = component->place(here).isWithin(live);
        UPKEEP_TRY_AS(const bool there, isThere(m_site.files(), here.next));
        if (within && !there && component->place(here) != live)
            UPKEEP_TRY(copyTree(m_site.files(), live, here.next, {}, m_stop));
        UPKEEP_TRY_AS(const auto staged, component->stageFromSnapshot(here, *m_vault, m_snapshot));
        if (staged)
            trees.append(*staged);
    }
    UPKEEP_TRY_AS(const bool staged, isThere(m_site.files(), here.next));
    if (!staged)
        return trees;
    UPKEEP_TRY_AS(const InstalledRecord record, readInstalledRecord(m_site.files(), here.next));
    m_journal.to = record.version;
    if (trees.isEmpty() || trees.first().live != live)
        trees.prepend(StagedPart{m_components.front()->id(), live, here.next});
    UPKEEP_TRY_AS(const QList<StagedPart> others, stageOthers());
    return trees + others;
}

// User data that was not asked for goes on with the version that comes back: as it is, or converted
// on a copy, as at a rollback.
Result<QList<StagedPart>> Restore::stageOthers() {
    const ComponentContext here = context();
    for (const auto& component : m_components) {
        const bool within = component->place(here).isWithin(here.live);
        if (within && component->isUserData() && !isWanted(*component))
            UPKEEP_TRY(component->stage(here));
    }
    UPKEEP_TRY_AS(QList<RollbackPart> parts, decideParts(here));
    const auto stuck = std::find_if(parts.begin(), parts.end(), hasNoWayBack);
    if (stuck != parts.end())
        return Error{ErrorCode::MigrationMissing, stuck->detail, stuck->component};
    parts.removeIf([](const RollbackPart& part) { return part.fate != DataFate::ReverseMigrate; });
    return stageUndo(m_components, parts, here, *m_vault, m_snapshot);
}

// A copy of what is live with these files as they were.
Result<QList<StagedPart>> Restore::stageFiles(Component& component) {
    const ComponentContext here = context();
    const LocalPath place = component.place(here);
    const bool within = place.isWithin(m_site.root().live);
    const LocalPath from = within ? m_site.root().live : place;
    const LocalPath staged =
        within
            ? here.next
            : place.parent() /
                  ('.' + place.basename() + ".upkeep-" + here.transaction.toLatin1()).constData();
    UPKEEP_TRY_AS(const bool there, isThere(m_site.files(), staged));
    if (!there)
        UPKEEP_TRY(copyTree(m_site.files(), from, staged, {}, m_stop));
    const QByteArray below = place.bytes().mid(from.bytes().size() + 1);
    LocalPath into = staged;
    if (within && !below.isEmpty()) {
        UPKEEP_TRY_AS(const LocalName inside, LocalName::parse(below));
        into = staged / inside;
    }
    UPKEEP_TRY(putFiles(component, staged.withSuffix("-files"), into));
    if (there)
        return QList<StagedPart>();
    return QList<StagedPart>{{within ? m_components.front()->id() : component.id(), from, staged}};
}

// The vault writes into a folder of its own; from there each takes the place of what is there.
Result<void>
Restore::putFiles(const Component& component, const LocalPath& fetched, const LocalPath& into) {
    FileSystem& files = m_site.files();
    const QList<LocalName> names = chosenIn(component);
    UPKEEP_TRY(files.removeTree(fetched));
    UPKEEP_TRY(
        m_vault->restoreFiles(m_snapshot, component.id(), names, fetched, m_progress, m_stop));
    for (const LocalName& name : names) {
        UPKEEP_TRY(files.removeTree(into / name));
        UPKEEP_TRY(files.makeFolders((into / name).parent()));
        UPKEEP_TRY(files.rename(fetched / name, into / name));
    }
    return files.removeTree(fetched);
}

ComponentContext Restore::context() const {
    ComponentContext here = m_site.context(m_progress, m_stop);
    here.next = m_site.root().staged();
    here.transaction = m_journal.transaction;
    // A preview has no transaction yet, and backs up nothing.
    if (!m_journal.transaction.isEmpty())
        here.backup = m_site.root().backup() / m_journal.transaction.toLatin1().constData();
    return here;
}

} // namespace upkeep
