// SPDX-License-Identifier: Apache-2.0
// The real ProductWalks: one installed product on this machine. Its state is read from what is
// there (the installed record inside the tree, the journal, decisions) and a cached last check; it
// keeps nothing of its own that could not be rebuilt.
#pragma once

#include "walks/product_walks.h"
#include "walks/seams.h"

#include <memory>

namespace upkeep {

struct SettingsFileDifference;
struct WatchedStart;

class InstalledProduct final : public ProductWalks {
public:
    // Fails with product.unknown where nothing is installed at the registered place. An unfinished
    // walk is no error: status() tells of it, finish() ends it.
    static Result<std::unique_ptr<InstalledProduct>> open(const Seams& seams,
                                                          const Registration& registration);
    ~InstalledProduct() override;
    InstalledProduct(const InstalledProduct&) = delete;
    InstalledProduct& operator=(const InstalledProduct&) = delete;

    Result<ProductStatus> status() override;
    Result<QList<ComponentStatus>> components() override;
    Result<QList<HistoryEvent>> history() override;
    Result<QList<SnapshotSummary>> snapshots() override;
    Result<SpaceUse> snapshotSpace() override;
    Result<Preferences> preferences() override;
    Result<QList<EvolutionOffer>> evolutions() override;

    Result<void> useBundle(const LocalPath& file) override;

    Result<CheckOutcome>
    check(const CheckOptions& options, const ProgressSink& progress, std::stop_token stop) override;
    Result<Plan> download(const UpdateChoice& choice,
                          const ProgressSink& progress,
                          std::stop_token stop) override;
    Result<UpdateOutcome>
    update(const UpdateChoice& choice, const ProgressSink& progress, std::stop_token stop) override;
    Result<UpdateOutcome> changeEvolutions(const UpdateChoice& choice,
                                           const ProgressSink& progress,
                                           std::stop_token stop) override;
    Result<RollbackPreview> previewRollback(const RollbackChoice& choice) override;
    Result<RollbackOutcome> rollback(const RollbackChoice& choice,
                                     const ProgressSink& progress,
                                     std::stop_token stop) override;
    Result<FinishReport> finish(const ProgressSink& progress) override;
    Result<void> confirm() override;
    Result<ProbationState> observe(std::stop_token stop) override;
    Result<IntegrityReport> checkIntegrity(std::stop_token stop) override;
    // For whoever starts the program while its new version is on probation: how to watch it; each
    // verdict is kept as it comes.
    Result<WatchedStart> watchedStart();
    Result<void> noteStart();

    Result<HealthReport>
    verify(const VerifyChoice& choice, const ProgressSink& progress, std::stop_token stop) override;
    Result<RepairOutcome>
    repair(const RepairChoice& choice, const ProgressSink& progress, std::stop_token stop) override;

    Result<SnapshotSummary> createSnapshot(const QString& description,
                                           const ProgressSink& progress,
                                           std::stop_token stop) override;
    Result<SnapshotSummary>
    verifySnapshot(const QString& id, const ProgressSink& progress, std::stop_token stop) override;
    // What of a comparison is settings, key by key (product_snapshots.h).
    Result<QList<SettingsFileDifference>> compareSettings(const Comparison& comparison);
    // One snapshot as one file, and back (product_snapshots.h).
    Result<void> exportSnapshot(const QString& id, const LocalPath& file) override;
    Result<SnapshotSummary> importSnapshot(const LocalPath& file,
                                           const ProgressSink& progress,
                                           std::stop_token stop) override;
    Result<void> pinSnapshot(const QString& id, bool pinned) override;
    Result<void> removeSnapshot(const QString& id) override;
    Result<Comparison>
    compare(const QString& left, const QString& right, std::stop_token stop) override;
    Result<RestorePreview>
    previewRestore(const QString& id, const RestoreScope& scope, std::stop_token stop) override;
    Result<RestoreOutcome> restore(const QString& id,
                                   const RestoreScope& scope,
                                   WhenRunning whenRunning,
                                   const ProgressSink& progress,
                                   std::stop_token stop) override;

    Result<QList<OpenSetting>> openSettings() override;
    Result<void> decideSettings(const QList<SettingChoice>& choices) override;

    Result<void> skip(const Version& version) override;
    Result<void> unskip(const Version& version) override;
    Result<void> remind(const QDateTime& at) override;
    Result<void> pin(const Version& version) override;
    Result<void> stay() override;
    Result<void> pause(const QDateTime& until) override;
    Result<void> keepWaiting(const Waiting& waiting) override;
    Result<void> resume() override;
    Result<void> setPreferences(const Preferences& preferences) override;

private:
    struct State;
    explicit InstalledProduct(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace upkeep
