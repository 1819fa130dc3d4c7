// SPDX-License-Identifier: Apache-2.0
#include "support/fake_walks.h"

#include <QThread>

namespace upkeep {

FakeWalks::FakeWalks()
    : product(sampleStatus()), published(sampleOffer()), events(sampleEvents()),
      kept(sampleSnapshots()), parts(sampleParts()), differences(sampleDifferences()),
      preview(samplePreview()) {}

void FakeWalks::note(const QString& call) {
    const QMutexLocker locker(&m_lock);
    calls << call;
}

void FakeWalks::record(const QString& operation,
                       const QString& result,
                       const Version& from,
                       const Version& to,
                       const Error* error) {
    HistoryEvent entry = sampleEvent("x", "x", "0.0.1", "0.0.1", 0, 18);
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

bool FakeWalks::isHeld() {
    const QMutexLocker locker(&m_holdLock);
    return m_hold;
}

void FakeWalks::waitIfHeld(std::stop_token stop) {
    const QMutexLocker locker(&m_holdLock);
    while (m_hold && !stop.stop_requested())
        m_released.wait(&m_holdLock, 20);
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

// Six phases at most, a few reports each.
Result<void> FakeWalks::walkThrough(const ProgressSink& report,
                                    std::stop_token stop,
                                    qint64 bytes,
                                    Phase first) {
    for (const Phase phase : {Phase::Download,
                              Phase::Verify,
                              Phase::Snapshot,
                              Phase::Apply,
                              Phase::Probe,
                              Phase::Done}) {
        if (phase < first)
            continue;
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
    SnapshotSummary before = sampleSnapshot("s3", "1.0.0", "before-update", 0, 3 * megabyte);
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
    UPKEEP_TRY(walkThrough(report, stop, megabyte, Phase::Apply));
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

Result<ProbationState> FakeWalks::observe(std::stop_token) {
    const QMutexLocker locker(&m_lock);
    note("observe");
    return product.probation;
}

Result<IntegrityReport> FakeWalks::checkIntegrity(std::stop_token) {
    const QMutexLocker locker(&m_lock);
    note("check integrity");
    product.damaged = int(issues.size());
    return IntegrityReport{1, 1, product.damaged, true};
}

} // namespace upkeep
