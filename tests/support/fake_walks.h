// SPDX-License-Identifier: Apache-2.0
// A small complete product: it can be checked, updated, rolled back and restored, and remembers
// what was done. What the window's tests drive in place of an installed product.
#pragma once

#include "support/sample_product.h"
#include "walks/product_walks.h"

#include <QMutex>
#include <QWaitCondition>

namespace upkeep {

class FakeWalks : public ProductWalks {
public:
    // 1.0.0 installed, 1.1.0 published, two snapshots.
    FakeWalks();

    // ---- what the world is like; set before a call
    ProductStatus product;
    Offer published;
    bool available = true;               // false: nothing newer
    QList<RunningProgram> running;       // an update that refuses is blocked by them
    std::optional<Error> failNextUpdate; // nothing changed
    std::optional<Error> probeFails;     // rolled back
    std::optional<Error> failNextCheck;
    std::optional<Error> bundleFails;
    LocalPath bundle;            // the one in use
    QList<HistoryEvent> events;  // newest first
    QList<SnapshotSummary> kept; // newest first
    QList<ComponentStatus> parts;
    QList<HealthIssue> issues; // what verify finds and repair mends
    QList<OpenSetting> open;   // changed on both sides
    std::optional<Error> importFails;
    Comparison differences;
    RestorePreview preview;
    Preferences preferred;
    QString iconPath;
    int stepMilliseconds = 0; // how long each progress step takes

    // ---- what was asked of it
    QStringList calls;
    UpdateChoice lastChoice;
    RestoreScope lastScope;
    LocalPath exported;
    QList<SettingChoice> decided;

    // Holds the next update after its first download report until release() is called.
    void holdNextUpdate();
    void release();
    bool isHeld();

    Result<ProductStatus> status() override;
    Result<QList<ComponentStatus>> components() override;
    Result<QList<HistoryEvent>> history() override;
    Result<QList<SnapshotSummary>> snapshots() override;
    Result<SpaceUse> snapshotSpace() override;
    Result<Preferences> preferences() override;
    Result<QList<EvolutionOffer>> evolutions() override;
    Result<void> useBundle(const LocalPath& file) override;
    Result<CheckOutcome> check(const CheckOptions&, const ProgressSink&, std::stop_token) override;
    Result<Plan> download(const UpdateChoice&, const ProgressSink&, std::stop_token) override;
    Result<UpdateOutcome>
    update(const UpdateChoice&, const ProgressSink&, std::stop_token) override;
    Result<UpdateOutcome>
    changeEvolutions(const UpdateChoice&, const ProgressSink&, std::stop_token) override;
    Result<RollbackPreview> previewRollback(const RollbackChoice&) override;
    Result<RollbackOutcome>
    rollback(const RollbackChoice&, const ProgressSink&, std::stop_token) override;
    Result<FinishReport> finish(const ProgressSink&) override;
    Result<void> confirm() override;
    Result<ProbationState> observe(std::stop_token) override;
    Result<IntegrityReport> checkIntegrity(std::stop_token) override;
    Result<HealthReport> verify(const VerifyChoice&, const ProgressSink&, std::stop_token) override;
    Result<RepairOutcome>
    repair(const RepairChoice&, const ProgressSink&, std::stop_token) override;
    Result<SnapshotSummary>
    createSnapshot(const QString&, const ProgressSink&, std::stop_token) override;
    Result<SnapshotSummary>
    verifySnapshot(const QString&, const ProgressSink&, std::stop_token) override;
    Result<void> pinSnapshot(const QString&, bool) override;
    Result<void> removeSnapshot(const QString&) override;
    Result<void> exportSnapshot(const QString&, const LocalPath&) override;
    Result<SnapshotSummary>
    importSnapshot(const LocalPath&, const ProgressSink&, std::stop_token) override;
    Result<QList<OpenSetting>> openSettings() override;
    Result<void> decideSettings(const QList<SettingChoice>&) override;
    Result<Comparison> compare(const QString&, const QString&, std::stop_token) override;
    Result<RestorePreview>
    previewRestore(const QString&, const RestoreScope&, std::stop_token) override;
    Result<RestoreOutcome> restore(const QString&,
                                   const RestoreScope&,
                                   WhenRunning,
                                   const ProgressSink&,
                                   std::stop_token) override;
    Result<void> skip(const Version&) override;
    Result<void> unskip(const Version&) override;
    Result<void> remind(const QDateTime&) override;
    Result<void> pin(const Version&) override;
    Result<void> stay() override;
    Result<void> pause(const QDateTime&) override;
    Result<void> keepWaiting(const Waiting&) override;
    Result<void> resume() override;
    Result<void> setPreferences(const Preferences&) override;

private:
    void note(const QString& call);
    void record(const QString& operation,
                const QString& result,
                const Version& from,
                const Version& to,
                const Error* error = nullptr);
    // What lies before `first` is not reported: what goes back downloads nothing.
    Result<void>
    walkThrough(const ProgressSink&, std::stop_token, qint64 bytes, Phase first = Phase::Download);
    void waitIfHeld(std::stop_token stop);
    void becomeUpdated(const Version& to);
    SnapshotSummary* find(const QString& id);

    // The reading and the changing worker both come here.
    QRecursiveMutex m_lock;
    QMutex m_holdLock;
    QWaitCondition m_released;
    bool m_hold = false;
};

} // namespace upkeep
