// SPDX-License-Identifier: Apache-2.0
#include "support/fake_walks.h"

#include <QThread>

namespace upkeep {
namespace {

constexpr qint64 megabyte = 1'000'000;

EvolutionOffer evolution(const char* id, const char* name, const char* description, qint64 tenths) {
    EvolutionOffer offer;
    offer.id = id;
    offer.name = name;
    offer.description = description;
    offer.version = versionOf("1.0.0");
    offer.size = tenths * megabyte / 10;
    return offer;
}

QList<EvolutionOffer> sampleEvolutions() {
    QList<EvolutionOffer> all = {
        evolution("sync", "Sync 2", "Keeps notes the same on all computers", 6),
        evolution("sky-charts", "Sky charts", "Star maps for any date and place", 124),
        evolution("pdf-export", "PDF export", "Print-ready weeks and months", 18),
        evolution("tide-tables", "Tide tables", "High and low water for 400 ports", 40)};
    all[0].required = true;
    all[0].chosen = true;
    all[1].chosen = true;
    all[1].autoApply = true;
    all[3].blockedBy = "needs-version:1.2";
    return all;
}

QList<ChangelogEntry> sampleNotes() {
    ChangelogEntry newest;
    newest.version = versionOf("1.1.0");
    newest.date = QDate(2026, 5, 3);
    newest.changes = {
        {ChangeKind::Added, "Week view: drag an entry to another day, or across weeks.", false},
        {ChangeKind::Added, "Moon phases and sunrise times for any place, also offline.", false},
        {ChangeKind::Added, "Search finds words inside notes and attached files.", false},
        {ChangeKind::Changed,
         "**Breaking:** Calendars are kept in one file per year. Scripts that read `calendar.json` "
         "need a change; your calendars are converted.",
         true}};
    ChangelogEntry middle;
    middle.version = versionOf("1.0.1");
    middle.date = QDate(2026, 4, 18);
    middle.changes = {
        {ChangeKind::Fixed, "The month view no longer jumps when the clock changes.", false},
        {ChangeKind::Security,
         "Crafted calendar files could run a program (CVE-2026-1234).",
         false}};
    return {newest, middle};
}

Plan samplePlan() {
    Plan plan;
    plan.ways = {{WayKind::Patch, 48 * megabyte / 10, 1, 2.0, 0, true, {}}};
    plan.downloadBytes = 178 * megabyte / 10;
    plan.fullBytes = 104 * megabyte;
    plan.diskNeeded = 64 * megabyte;
    plan.diskFree = 41'000 * megabyte;
    plan.secondsEstimated = 20;
    plan.secondsAway = 2;
    plan.steps = {{PlanStepKind::Download, {}},
                  {PlanStepKind::Snapshot, {}},
                  {PlanStepKind::Close, {}},
                  {PlanStepKind::Migrate, "0008"},
                  {PlanStepKind::Switch, {}},
                  {PlanStepKind::Merge, {}},
                  {PlanStepKind::Probe, {}}};
    return plan;
}

ComponentStatus component(const char* id, const char* kind, const char* path, qint64 size) {
    ComponentStatus part;
    part.id = id;
    part.kind = kind;
    part.path = path;
    part.version = versionOf("1.0.0");
    part.latest = part.version;
    part.size = size;
    part.lastChecked = QDateTime::currentDateTime().addSecs(-600);
    return part;
}

DifferenceEntry
difference(const char* part, const char* path, Difference kind, qint64 before, qint64 after) {
    DifferenceEntry entry;
    entry.component = part;
    entry.path = *LocalName::parse(QByteArrayView(path));
    entry.difference = kind;
    entry.oldSize = before;
    entry.newSize = after;
    return entry;
}

HistoryEvent event(const char* operation,
                   const char* result,
                   const char* from,
                   const char* to,
                   int hoursAgo,
                   double seconds) {
    static int number = 0;
    HistoryEvent entry;
    entry.id = QStringLiteral("e%1").arg(++number);
    entry.time = QDateTime::currentDateTime().addSecs(-3600LL * hoursAgo);
    entry.operation = operation;
    entry.result = result;
    entry.from = versionOf(from);
    entry.to = versionOf(to);
    entry.seconds = seconds;
    return entry;
}

SnapshotSummary
snapshot(const char* id, const char* version, const char* reason, int hoursAgo, qint64 own) {
    SnapshotSummary summary;
    summary.id = id;
    summary.version = versionOf(version);
    summary.reason = reason;
    summary.time = QDateTime::currentDateTime().addSecs(-3600LL * hoursAgo);
    summary.components = QStringList{"app", "evolutions", "settings", "notes"};
    summary.size = 212 * megabyte;
    summary.ownSize = own;
    summary.files = 1204;
    summary.verified = summary.time.addSecs(60);
    return summary;
}

} // namespace

Version versionOf(const char* text) {
    const auto version = Version::parse(QString::fromLatin1(text));
    Q_ASSERT(version);
    return *version;
}

FakeWalks::FakeWalks() {
    product.id = "almanac";
    product.name = "Almanac";
    product.publisher = "Example Press";
    product.channel = "stable";
    product.version = versionOf("1.0.0");
    product.state = UpdateState::NotChecked;
    published.from = product.version;
    published.to = versionOf("1.1.0");
    published.released = QDateTime(QDate(2026, 5, 3), QTime(10, 0));
    published.publisher = product.publisher;
    published.changes = sampleNotes();
    published.knownIssues = {{"Printing the month view on A5 paper cuts off the last row.", {}}};
    published.evolutions = sampleEvolutions();
    published.plan = samplePlan();
    parts = {
        component("app", "application", "/opt/almanac/current", 86 * megabyte),
        component("evolutions", "evolutions", "/opt/almanac/current/evolutions", 13 * megabyte),
        component("settings", "config", "/home/ada/.config/almanac", 12'000),
        component("notes", "data", "/home/ada/.local/share/almanac", 3 * megabyte)};
    parts[2].localChanges = 2;
    kept = {snapshot("s2", "1.0.0", "scheduled", 30, 4 * megabyte / 10),
            snapshot("s1", "0.9.4", "before-update", 600, 612 * megabyte / 10)};
    kept[0].description = "Before the tax season";
    kept[0].pinned = true;
    events = {event("check", "nothing-new", "1.0.0", "1.0.0", 30, 0.8),
              event("update", "success", "0.9.4", "1.0.0", 600, 24),
              event("snapshot", "success", "0.9.4", "0.9.4", 600, 0.6),
              event("install", "success", "0.9.4", "0.9.4", 1500, 12)};
    differences.entries = {
        difference("app", "bin/almanac", Difference::Changed, 1'900'000, 2'010'000),
        difference("app", "lib/almanac/week.so", Difference::Added, 0, 310'000),
        difference("app", "lib/almanac/old_print.so", Difference::Removed, 120'000, 0),
        difference("settings", "settings.yaml", Difference::Changed, 840, 902),
        difference("settings", "shortcuts.json", Difference::Permissions, 300, 300)};
    preview.parts = {{"app", DataFate::RestoreOld, {}, 0},
                     {"settings", DataFate::RestoreOld, {}, 2},
                     {"notes", DataFate::ReverseMigrate, "0008", 12}};
    preview.replaced = 34;
    preview.removed = 6;
    preview.added = 3;
}

void FakeWalks::note(const QString& call) {
    const QMutexLocker locker(&m_lock);
    calls << call;
}

void FakeWalks::record(const QString& operation,
                       const QString& result,
                       const Version& from,
                       const Version& to,
                       const Error* error) {
    HistoryEvent entry = event("x", "x", "0.0.1", "0.0.1", 0, 18);
    entry.operation = operation;
    entry.result = result;
    entry.from = from;
    entry.to = to;
    if (error) {
        entry.errorId = errorId(error->code);
        entry.errorSubject = error->subject;
        entry.errorCause = error->cause;
    }
    events.prepend(entry);
}

void FakeWalks::holdNextUpdate() {
    const QMutexLocker locker(&m_holdLock);
    m_hold = true;
}

void FakeWalks::release() {
    const QMutexLocker locker(&m_holdLock);
    m_hold = false;
    m_released.wakeAll();
}

void FakeWalks::waitIfHeld(std::stop_token stop) {
    const QMutexLocker locker(&m_holdLock);
    while (m_hold && !stop.stop_requested())
        m_released.wait(&m_holdLock, 20);
}

SnapshotSummary* FakeWalks::find(const QString& id) {
    for (SnapshotSummary& summary : kept) {
        if (summary.id == id)
            return &summary;
    }
    return nullptr;
}

Result<ProductStatus> FakeWalks::status() {
    const QMutexLocker locker(&m_lock);
    product.iconPath = iconPath;
    return product;
}

Result<QList<ComponentStatus>> FakeWalks::components() {
    const QMutexLocker locker(&m_lock);
    return parts;
}

Result<QList<HistoryEvent>> FakeWalks::history() {
    const QMutexLocker locker(&m_lock);
    return events;
}

Result<QList<SnapshotSummary>> FakeWalks::snapshots() {
    const QMutexLocker locker(&m_lock);
    return kept;
}

Result<SpaceUse> FakeWalks::snapshotSpace() {
    const QMutexLocker locker(&m_lock);
    SpaceUse use;
    use.shared = 214 * megabyte;
    for (const SnapshotSummary& summary : kept)
        (summary.pinned ? use.pinned : use.own) += summary.ownSize;
    use.budget = 5000 * megabyte;
    use.free = 41'000 * megabyte;
    return use;
}

Result<Preferences> FakeWalks::preferences() {
    const QMutexLocker locker(&m_lock);
    return preferred;
}

Result<QList<EvolutionOffer>> FakeWalks::evolutions() {
    const QMutexLocker locker(&m_lock);
    QList<EvolutionOffer> installed = published.evolutions;
    for (EvolutionOffer& row : installed) {
        row.installed = row.chosen;
    }
    return installed;
}

Result<void> FakeWalks::useBundle(const LocalPath& file) {
    const QMutexLocker locker(&m_lock);
    if (bundleFails && !file.isEmpty())
        return *bundleFails;
    bundle = file;
    return {};
}

Result<CheckOutcome> FakeWalks::check(const CheckOptions&, const ProgressSink&, std::stop_token) {
    const QMutexLocker locker(&m_lock);
    note("check");
    if (failNextCheck) {
        const Error error = *std::exchange(failNextCheck, std::nullopt);
        record("check", "failed", product.version, product.version, &error);
        return error;
    }
    product.lastChecked = QDateTime::currentDateTime();
    product.nextCheck = product.lastChecked.addSecs(6 * 3600);
    if (!available || product.version >= published.to) {
        product.state = UpdateState::UpToDate;
        return CheckOutcome(UpToDate{product.version});
    }
    product.offer = published;
    product.state = published.security ? UpdateState::Security : UpdateState::Available;
    return CheckOutcome(published);
}

// Six phases, a few reports each.
Result<void>
FakeWalks::walkThrough(const ProgressSink& report, std::stop_token stop, qint64 bytes) {
    for (const Phase phase : {Phase::Download,
                              Phase::Verify,
                              Phase::Snapshot,
                              Phase::Apply,
                              Phase::Probe,
                              Phase::Done}) {
        for (int step = 1; step <= 4; ++step) {
            Progress progress;
            progress.phase = phase;
            progress.component = "app";
            progress.overallTotal = bytes;
            progress.overallDone = bytes * step / 4;
            progress.total = bytes;
            progress.done = progress.overallDone;
            report(progress);
            if (stepMilliseconds > 0)
                QThread::msleep(static_cast<unsigned long>(stepMilliseconds));
            waitIfHeld(stop);
            if (stop.stop_requested())
                return Error{ErrorCode::Cancelled, {}, {}};
        }
    }
    return {};
}

void FakeWalks::becomeUpdated(const Version& to) {
    SnapshotSummary before = snapshot("s3", "1.0.0", "before-update", 0, 3 * megabyte);
    before.version = product.version;
    kept.prepend(before);
    product.canRollBack = true;
    product.rollbackVersion = product.version;
    product.version = to;
    product.state = UpdateState::UpToDate;
    product.offer.reset();
    product.updatedAt = QDateTime::currentDateTime();
    for (ComponentStatus& part : parts) {
        part.version = to;
        part.latest = to;
    }
}

Result<Plan> FakeWalks::download(const UpdateChoice&, const ProgressSink&, std::stop_token) {
    note("download");
    return published.plan;
}

Result<UpdateOutcome>
FakeWalks::update(const UpdateChoice& choice, const ProgressSink& report, std::stop_token stop) {
    note("update");
    {
        const QMutexLocker locker(&m_lock);
        lastChoice = choice;
    }
    UpdateOutcome outcome;
    outcome.from = product.version;
    outcome.to = published.to;
    UPKEEP_TRY(walkThrough(report, stop, published.plan.downloadBytes));
    const QMutexLocker locker(&m_lock);
    if (!running.isEmpty() && choice.whenRunning == WhenRunning::Refuse) {
        outcome.kind = UpdateOutcome::Kind::Blocked;
        outcome.blockers = running;
        return outcome;
    }
    if (failNextUpdate) {
        const Error error = *std::exchange(failNextUpdate, std::nullopt);
        record("update", "failed", outcome.from, outcome.to, &error);
        product.state = UpdateState::Failed;
        product.lastError = error;
        return error;
    }
    if (probeFails) {
        outcome.kind = UpdateOutcome::Kind::RolledBack;
        outcome.cause = probeFails;
        record("update", "rolled-back", outcome.from, outcome.to, &*probeFails);
        product.state = UpdateState::RolledBack;
        product.lastError = std::exchange(probeFails, std::nullopt);
        product.pinnedTo = product.version;
        product.leftVersion = published.to;
        return outcome;
    }
    record("update", "success", outcome.from, outcome.to);
    becomeUpdated(published.to);
    return outcome;
}

Result<UpdateOutcome> FakeWalks::changeEvolutions(const UpdateChoice& choice,
                                                  const ProgressSink& report,
                                                  std::stop_token stop) {
    note("evolutions");
    UPKEEP_TRY(walkThrough(report, stop, 12 * megabyte));
    const QMutexLocker locker(&m_lock);
    lastChoice = choice;
    for (EvolutionOffer& row : published.evolutions)
        row.chosen = choice.evolutions.contains(row.id);
    record("evolutions", "success", product.version, product.version);
    UpdateOutcome outcome;
    outcome.from = product.version;
    outcome.to = product.version;
    return outcome;
}

Result<RollbackPreview> FakeWalks::previewRollback(const RollbackChoice&) {
    const QMutexLocker locker(&m_lock);
    RollbackPreview going;
    going.from = product.version;
    going.to = product.rollbackVersion;
    going.possible = product.canRollBack;
    going.reason = product.canRollBack ? QString() : QStringLiteral("nothing-to-go-back-to");
    going.parts = preview.parts;
    going.secondsEstimated = 1;
    return going;
}

Result<RollbackOutcome>
FakeWalks::rollback(const RollbackChoice&, const ProgressSink& report, std::stop_token stop) {
    note("rollback");
    UPKEEP_TRY(walkThrough(report, stop, megabyte));
    const QMutexLocker locker(&m_lock);
    RollbackOutcome outcome;
    outcome.from = product.version;
    outcome.to = product.rollbackVersion;
    record("rollback", "success", outcome.from, outcome.to);
    product.leftVersion = product.version;
    product.version = outcome.to;
    product.pinnedTo = outcome.to;
    product.canRollBack = false;
    product.updatedAt = {};
    product.state = UpdateState::RolledBack;
    return outcome;
}

Result<FinishReport> FakeWalks::finish(const ProgressSink&) {
    note("finish");
    return FinishReport{};
}

Result<HealthReport>
FakeWalks::verify(const VerifyChoice&, const ProgressSink& progress, std::stop_token stop) {
    const QMutexLocker locker(&m_lock);
    note("verify");
    UPKEEP_TRY(walkThrough(progress, stop, 0));
    HealthReport report;
    report.issues = issues;
    report.components = int(parts.size());
    report.snapshots = int(kept.size());
    return report;
}

Result<RepairOutcome>
FakeWalks::repair(const RepairChoice& choice, const ProgressSink& progress, std::stop_token stop) {
    const QMutexLocker locker(&m_lock);
    note("repair");
    RepairOutcome outcome;
    if (choice.whenRunning == WhenRunning::Refuse && !running.isEmpty()) {
        outcome.kind = RepairOutcome::Kind::Blocked;
        outcome.blockers = running;
        return outcome;
    }
    UPKEEP_TRY(walkThrough(progress, stop, 12'000));
    outcome.kind =
        issues.isEmpty() ? RepairOutcome::Kind::NothingToDo : RepairOutcome::Kind::Repaired;
    outcome.repaired = std::exchange(issues, {});
    outcome.downloadedBytes = 12'000;
    return outcome;
}

Result<void> FakeWalks::confirm() {
    const QMutexLocker locker(&m_lock);
    product.confirmed = true;
    return {};
}

Result<SnapshotSummary>
FakeWalks::createSnapshot(const QString& description, const ProgressSink&, std::stop_token) {
    const QMutexLocker locker(&m_lock);
    note("create-snapshot");
    SnapshotSummary made = snapshot("s9", "1.0.0", "manual", 0, megabyte);
    made.version = product.version;
    made.description = description;
    made.verified = {};
    kept.prepend(made);
    record("snapshot", "success", product.version, product.version);
    return made;
}

Result<SnapshotSummary>
FakeWalks::verifySnapshot(const QString& id, const ProgressSink&, std::stop_token) {
    const QMutexLocker locker(&m_lock);
    note("verify");
    SnapshotSummary* summary = find(id);
    if (!summary)
        return Error{ErrorCode::SnapshotUnknown, id, {}};
    summary->verified = QDateTime::currentDateTime();
    return *summary;
}

Result<void> FakeWalks::pinSnapshot(const QString& id, bool pinned) {
    const QMutexLocker locker(&m_lock);
    note("pin-snapshot");
    if (SnapshotSummary* summary = find(id))
        summary->pinned = pinned;
    return {};
}

Result<void> FakeWalks::removeSnapshot(const QString& id) {
    const QMutexLocker locker(&m_lock);
    note("remove-snapshot");
    kept.removeIf([&](const SnapshotSummary& summary) { return summary.id == id; });
    return {};
}

Result<Comparison> FakeWalks::compare(const QString& left, const QString& right, std::stop_token) {
    const QMutexLocker locker(&m_lock);
    note("compare");
    Comparison comparison = differences;
    comparison.left = left;
    comparison.right = right;
    return comparison;
}

Result<RestorePreview>
FakeWalks::previewRestore(const QString& id, const RestoreScope& scope, std::stop_token) {
    const QMutexLocker locker(&m_lock);
    note("preview-restore");
    lastScope = scope;
    RestorePreview shown = preview;
    shown.snapshot = id;
    shown.changes = differences;
    if (const SnapshotSummary* summary = find(id))
        shown.version = summary->version;
    return shown;
}

Result<RestoreOutcome> FakeWalks::restore(const QString& id,
                                          const RestoreScope& scope,
                                          WhenRunning,
                                          const ProgressSink& report,
                                          std::stop_token stop) {
    note("restore");
    UPKEEP_TRY(walkThrough(report, stop, megabyte));
    const QMutexLocker locker(&m_lock);
    const bool sameScope = scope.components == lastScope.components;
    Q_ASSERT(sameScope); // a preview of something else would have been a lie
    RestoreOutcome outcome;
    outcome.snapshot = id;
    if (const SnapshotSummary* summary = find(id))
        outcome.version = summary->version;
    record("restore", "success", product.version, outcome.version);
    product.version = outcome.version;
    return outcome;
}

Result<void> FakeWalks::skip(const Version& version) {
    const QMutexLocker locker(&m_lock);
    note("skip " + version.toString());
    product.skippedVersions << version.toString();
    product.offer.reset();
    product.state = UpdateState::UpToDate;
    return {};
}

Result<void> FakeWalks::unskip(const Version& version) {
    const QMutexLocker locker(&m_lock);
    note("unskip");
    product.skippedVersions.removeAll(version.toString());
    return {};
}

Result<void> FakeWalks::remind(const QDateTime&) {
    const QMutexLocker locker(&m_lock);
    note("remind");
    product.offer.reset();
    product.state = UpdateState::UpToDate;
    return {};
}

Result<void> FakeWalks::pin(const Version& version) {
    const QMutexLocker locker(&m_lock);
    note("pin");
    product.pinnedTo = version;
    return {};
}

Result<void> FakeWalks::stay() {
    const QMutexLocker locker(&m_lock);
    note("stay");
    product.stays = true;
    return {};
}

Result<void> FakeWalks::pause(const QDateTime& until) {
    const QMutexLocker locker(&m_lock);
    note(until.isValid() ? "pause" : "end pause");
    product.pausedUntil = until;
    return {};
}

Result<void> FakeWalks::keepWaiting(const Waiting& waiting) {
    const QMutexLocker locker(&m_lock);
    product.holds = waiting.holds;
    product.wish = waiting.wish;
    return {};
}

Result<void> FakeWalks::resume() {
    const QMutexLocker locker(&m_lock);
    note("resume");
    product.pinnedTo.reset();
    product.pausedUntil = {};
    product.state = UpdateState::UpToDate;
    return {};
}

Result<void> FakeWalks::setPreferences(const Preferences& wanted) {
    const QMutexLocker locker(&m_lock);
    note("preferences");
    preferred = wanted;
    return {};
}

} // namespace upkeep
