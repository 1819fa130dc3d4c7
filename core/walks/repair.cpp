// SPDX-License-Identifier: Apache-2.0
#include "walks/repair.h"

#include "steps/preflight.h"
#include "steps/verify.h"
#include "system/is_there.h"
#include "walks/find_release.h"
#include "walks/history_note.h"
#include "walks/integrity.h"
#include "walks/obtain_tree.h"

namespace upkeep {

namespace {

constexpr qint64 settingsLimit = 16 << 20;
constexpr quint32 onlyOwner = 0700;

bool isTrust(const HealthIssue& issue) {
    return issue.component == QLatin1String("trust");
}

bool isSnapshot(const HealthIssue& issue) {
    return issue.kind == IssueKind::SnapshotDamaged;
}

bool isTree(const HealthIssue& issue) {
    return !isTrust(issue) && !isSnapshot(issue);
}

// Of a snapshot that is asked for a file; a disk that does not answer is another matter.
bool hasNothing(const Error& error) {
    return errorId(error.code).startsWith(QLatin1String("snapshot.")) ||
           error.code == ErrorCode::FileNotFound;
}

template <typename Which> QList<HealthIssue> those(const QList<HealthIssue>& issues, Which which) {
    QList<HealthIssue> chosen;
    std::copy_if(issues.begin(), issues.end(), std::back_inserter(chosen), which);
    return chosen;
}

} // namespace

Repair::Repair(ProductSite& site, RepairChoice choice, ProgressSink progress, std::stop_token stop)
    : m_site(site), m_choice(choice), m_progress(std::move(progress)), m_stop(std::move(stop)) {}

// Program, evolutions, settings, permissions.
Result<void> Repair::look(HealthReport& report) {
    UPKEEP_TRY_AS(const ComponentList components, m_site.components());
    UPKEEP_TRY_AS(const bool isLive, isThere(m_site.files(), m_site.root().live));
    if (m_site.recordDamage())
        report.issues.append({IssueKind::BinaryCorruption,
                              components.front()->id(),
                              QLatin1String(installedFolder),
                              QStringLiteral("unreadable")});
    return isLive ? verifyComponents(components, m_site.context(m_progress, m_stop), report)
                  : Result<void>();
}

Result<HealthReport> Repair::verify() {
    HealthReport report;
    UPKEEP_TRY(look(report));
    const ComponentContext here = m_site.context(m_progress, m_stop);
    UPKEEP_TRY(verifyTrust(m_site.files(), m_site.seams().places.trustOf(m_site.id()), report));
    UPKEEP_TRY_AS(Vault vault, m_site.openVault());
    UPKEEP_TRY(verifySnapshots(vault, m_choice.verify, here, report));
    return report;
}

Result<RepairOutcome> Repair::run() {
    UPKEEP_TRY(mendRecord());
    UPKEEP_TRY_AS(const HealthReport report, verify());
    const bool replaces = m_choice.localChanges == LocalChangeStrategy::KeepRemote;
    m_outcome.localChanges = replaces ? QList<LocalChange>() : report.localChanges;
    const QList<HealthIssue> trees = those(report.issues, isTree);
    UPKEEP_TRY(repairTrust(those(report.issues, isTrust)));
    if (!trees.isEmpty() || (replaces && !report.localChanges.isEmpty()))
        UPKEEP_TRY(repairTrees(trees));
    if (m_outcome.kind != RepairOutcome::Kind::Blocked)
        UPKEEP_TRY(repairSnapshots(those(report.issues, isSnapshot)));
    if (m_outcome.kind == RepairOutcome::Kind::NothingToDo && !m_outcome.repaired.isEmpty())
        m_outcome.kind = RepairOutcome::Kind::Repaired;
    noteWhatHasNoEvent();
    const bool isDone = m_outcome.kind == RepairOutcome::Kind::Repaired ||
                        m_outcome.kind == RepairOutcome::Kind::NothingToDo;
    if (isDone && m_outcome.failed.isEmpty() && m_outcome.notRepairable.isEmpty())
        forgetIntegrity(m_site);
    return m_outcome;
}

// Trees that were exchanged have one.
void Repair::noteWhatHasNoEvent() const {
    const QString repair = QStringLiteral("repair");
    if (!m_outcome.failed.isEmpty())
        noteFailure(m_site, repair, m_choice.trigger, m_outcome.failed.first().error);
    else if (!m_outcome.notRepairable.isEmpty())
        note(m_site, repair, QStringLiteral("failed"), m_choice.trigger);
    else if (m_journal.state < JournalState::Switching && !m_outcome.repaired.isEmpty())
        note(m_site, repair, QStringLiteral("success"), m_choice.trigger);
}

// In place: what is there cannot be read, and its copy stays. Everything else needs it.
Result<void> Repair::mendRecord() {
    if (!m_site.recordDamage())
        return {};
    FileSystem& files = m_site.files();
    const LocalPath& live = m_site.root().live;
    UPKEEP_TRY_AS(const ComponentList components, m_site.components());
    UPKEEP_TRY(files.makeFolders(live));
    UPKEEP_TRY(files.removeTree(live / installedFolder));
    UPKEEP_TRY(writeInstalledRecord(files, live, m_site.installed()));
    UPKEEP_TRY(files.syncFs(live));
    UPKEEP_TRY(files.syncFolder(live.parent()));
    UPKEEP_TRY(m_site.reload());
    m_outcome.repaired.append({IssueKind::BinaryCorruption,
                               components.front()->id(),
                               QLatin1String(installedFolder),
                               QStringLiteral("unreadable")});
    return {};
}

// ---- Program, evolutions, settings, permissions

Result<void> Repair::repairTrees(const QList<HealthIssue>& issues) {
    m_journal.operation = JournalOperation::Repair;
    m_journal.transaction = newTransaction();
    m_journal.trigger = m_choice.trigger;
    m_journal.started = m_site.now();
    m_journal.from = m_site.installed().version;
    m_journal.to = m_journal.from;
    auto done = prepare();
    if (done)
        done = install(issues);
    if (done || m_journal.state >= JournalState::Switching)
        return done;
    abandon(m_site, m_journal);
    if (done.error().code == ErrorCode::Cancelled)
        return done;
    failAll(issues, done.error());
    return {};
}

Result<void> Repair::prepare() {
    UPKEEP_TRY_AS(const PreflightReport report,
                  preflight(m_site.files(), m_site.seams().processes, {m_site.root(), {}, 0}));
    if (report.hold)
        return Error{ErrorCode::PreflightBlocked, report.hold->subject, report.hold->reason};
    UPKEEP_TRY(m_site.files().removeTree(m_site.root().staged()));
    UPKEEP_TRY(writeJournal(m_site.files(), m_site.root().journal(), m_journal));
    UPKEEP_TRY(obtain());
    return m_site.files().removeTree(foundFolder());
}

// The whole signed tree beside the damaged one.
Result<void> Repair::obtain() {
    UPKEEP_TRY_AS(const bool whole, assembleFromHere());
    return whole ? Result<void>() : fetchMissing();
}

Result<bool> Repair::assembleFromHere() {
    FileSystem& files = m_site.files();
    AssembleJob job;
    job.into = m_site.root().staged();
    UPKEEP_TRY_AS(job.wanted, m_site.installed().signedList());
    UPKEEP_TRY_AS(job.sources,
                  locateSources(files, {m_site.root().live, m_site.root().previous()}, m_stop));
    UPKEEP_TRY(findInVault(job.wanted, job.sources));
    UPKEEP_TRY(addKnown(job.wanted, job.sources));
    const bool whole = std::all_of(
        job.wanted.entries().begin(), job.wanted.entries().end(), [&](const FileEntry& entry) {
            return entry.type != EntryType::File || job.sources.contains(entry.digest);
        });
    if (!whole)
        return false;
    UPKEEP_TRY_AS(
        const AssembleReport made,
        assembleTree(
            job, files, m_site.seams().processes, m_site.seams().worker, m_progress, m_stop));
    m_wanted = m_site.installed();
    return made.missing.isEmpty();
}

Result<void> Repair::findInVault(const FileList& wanted, QHash<Digest, LocalPath>& sources) {
    UPKEEP_TRY_AS(Vault vault, m_site.openVault());
    UPKEEP_TRY(m_site.files().removeTree(foundFolder()));
    UPKEEP_TRY(m_site.files().makeFolder(foundFolder(), onlyOwner));
    for (const FileEntry& entry : wanted.entries()) {
        if (entry.type != EntryType::File || sources.contains(entry.digest))
            continue;
        const auto known = vault.contains(entry.digest);
        if (!known || !*known)
            continue;
        const LocalPath path = foundFolder() / entry.digest.hex().constData();
        if (!vault.extractObject(entry.digest, path))
            continue; // damaged there as well: it is fetched
        sources.insert(entry.digest, path);
        m_found.insert(entry.digest, path);
    }
    return {};
}

// Without its product file the program's releases could not even be asked for.
Result<void> Repair::addKnown(const FileList& wanted, QHash<Digest, LocalPath>& sources) {
    const LocalPath path = m_site.root().recordCopy() / "product.yaml";
    const auto text = m_site.files().read(path, settingsLimit);
    if (!text)
        return {}; // it is one file more to fetch
    const Digest digest = Digest::of(*text);
    const bool isWanted =
        std::any_of(wanted.entries().begin(), wanted.entries().end(), [&](const FileEntry& entry) {
            return entry.type == EntryType::File && entry.digest == digest;
        });
    if (isWanted && !sources.contains(digest)) {
        sources.insert(digest, path);
        m_found.insert(digest, path);
    }
    return {};
}

Result<void> Repair::fetchMissing() {
    UPKEEP_TRY_AS(ReleaseAccess access, m_site.openReleases());
    UPKEEP_TRY_AS(const FoundRelease found,
                  findVersion(m_site, access, m_site.installed().version, m_stop));
    UPKEEP_TRY_AS(const ObtainedTree obtained,
                  obtainTree({m_site.seams(),
                              *access.source,
                              *found.release,
                              m_site.installed().evolutions.keys(),
                              m_site.installed(),
                              found.releaseOf(m_site.installed()),
                              {m_site.root().live, m_site.root().previous()},
                              m_site.root().staged(),
                              m_site.seams().places.downloadsOf(m_site.id()),
                              m_journal.transaction,
                              m_progress,
                              m_stop,
                              found.feed.releases,
                              m_found,
                              m_site.installed().productFile}));
    m_wanted = m_site.installed();
    m_outcome.downloadedBytes = obtained.downloaded;
    if (obtained.record.files == m_wanted.files)
        return {};
    return Error{ErrorCode::ReleaseMismatch,
                 m_wanted.version.toString(),
                 QStringLiteral("published is another tree than installed")};
}

Result<QList<StagedPart>> Repair::catchUp() {
    UPKEEP_TRY_AS(const ComponentList components, m_site.componentsOf(m_site.root().staged()));
    UPKEEP_TRY_AS(const StagedWalk staged, stageComponents(components, context()));
    UPKEEP_TRY(verifyStage(m_site.files(), m_site.root().staged(), m_stop));
    return staged.trees;
}

Result<void> Repair::install(const QList<HealthIssue>& issues) {
    UPKEEP_TRY_AS(const ChangeoverResult result,
                  changeOver(m_journal,
                             {m_site,
                              m_choice.whenRunning,
                              m_site.product().switchMode == SwitchMode::AnyTime,
                              QStringLiteral("before-repair"),
                              [this] { return catchUp(); },
                              m_progress,
                              m_stop}));
    m_outcome.secondsAway = result.secondsAway;
    if (!result.blockers.isEmpty()) {
        m_outcome.kind = RepairOutcome::Kind::Blocked;
        m_outcome.blockers = result.blockers;
        abandon(m_site, m_journal);
        return {};
    }
    UPKEEP_TRY_AS(const bool replaced, isThere(m_site.files(), context().backup));
    if (replaced)
        m_outcome.backup = context().backup;
    if (result.ending->report.kind == FinishReport::Kind::RolledBack) {
        m_outcome.kind = RepairOutcome::Kind::RolledBack;
        m_outcome.cause = result.ending->journal->cause;
        failAll(issues, m_outcome.cause.value_or(Error{ErrorCode::RolledBack, m_site.id(), {}}));
        return {};
    }
    m_outcome.kind = RepairOutcome::Kind::Repaired;
    return sortOut(issues);
}

// Looked at again: what is still not right cannot be repaired.
Result<void> Repair::sortOut(const QList<HealthIssue>& issues) {
    HealthReport after;
    UPKEEP_TRY(look(after));
    for (const HealthIssue& issue : issues) {
        QList<HealthIssue>& where =
            after.issues.contains(issue) ? m_outcome.notRepairable : m_outcome.repaired;
        where.append(issue);
    }
    return {};
}

// Every snapshot's, newest first. One that cannot be read has nothing to give.
Result<QList<QByteArray>> Repair::olderCopies(const QString& component,
                                              const LocalName& name) const {
    UPKEEP_TRY_AS(Vault vault, m_site.openVault());
    UPKEEP_TRY_AS(const QList<SnapshotInfo> snapshots, vault.list());
    QList<QByteArray> copies;
    for (const SnapshotInfo& snapshot : snapshots) {
        if (snapshot.damaged || !snapshot.components.contains(component))
            continue;
        const LocalPath into = foundFolder();
        UPKEEP_TRY(m_site.files().removeTree(into));
        const auto restored = vault.restoreFiles(snapshot.id, component, {name}, into, {}, m_stop);
        if (!restored && !hasNothing(restored.error()))
            return restored.error();
        if (!restored)
            continue;
        const auto text = m_site.files().read(into / name, settingsLimit);
        if (text)
            copies.append(*text);
    }
    UPKEEP_TRY(m_site.files().removeTree(foundFolder()));
    return copies;
}

// ----

void Repair::failAll(const QList<HealthIssue>& issues, const Error& error) {
    for (const HealthIssue& issue : issues)
        m_outcome.failed.append({issue, error});
}

LocalPath Repair::foundFolder() const {
    return m_site.root().staged().withSuffix("-found");
}

ComponentContext Repair::context() const {
    ComponentContext here = m_site.context(m_progress, m_stop);
    here.next = m_site.root().staged();
    here.wanted = m_wanted;
    here.transaction = m_journal.transaction;
    here.backup = m_site.root().backup() / m_journal.transaction.toLatin1().constData();
    here.localChanges = m_choice.localChanges;
    here.olderCopies = [this](const QString& component, const LocalName& name) {
        return olderCopies(component, name);
    };
    return here;
}

} // namespace upkeep
