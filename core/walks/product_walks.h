// SPDX-License-Identifier: Apache-2.0
// Everything that can be done with one installed product: what the window, the tray and the command
// line call. The real one is InstalledProduct (walks/installed_product.h); the window's tests drive
// a small complete world instead. All calls block and belong on a worker. A cancelled call returns
// Error{Cancelled}; after the switch has begun, a stop is honoured at the next safe point only.
#pragma once

#include "base/result.h"
#include "walks/repair_types.h"
#include "walks/setting_types.h"

#include <stop_token>

namespace upkeep {

class ProductWalks {
public:
    virtual ~ProductWalks() = default;

    // Reading; never touches the network.
    virtual Result<ProductStatus> status() = 0;
    virtual Result<QList<ComponentStatus>> components() = 0;
    virtual Result<QList<HistoryEvent>> history() = 0;      // newest first
    virtual Result<QList<SnapshotSummary>> snapshots() = 0; // newest first
    virtual Result<SpaceUse> snapshotSpace() = 0;
    virtual Result<Preferences> preferences() = 0;
    virtual Result<QList<EvolutionOffer>> evolutions() = 0; // of the installed version

    // Releases come from this offline bundle from now on, trusted as those of a server are; an
    // empty path: from where they usually come. bundle.invalid, bundle.other-product: all stays as
    // it was.
    virtual Result<void> useBundle(const LocalPath& file) = 0;

    // The walk.
    virtual Result<CheckOutcome>
    check(const CheckOptions&, const ProgressSink&, std::stop_token) = 0;
    // prepare only: staged and verified; nothing the program sees has changed.
    virtual Result<Plan> download(const UpdateChoice&, const ProgressSink&, std::stop_token) = 0;
    // prepare, install, finish; goes on from a download that is still good.
    virtual Result<UpdateOutcome>
    update(const UpdateChoice&, const ProgressSink&, std::stop_token) = 0;
    // The set of evolutions wanted, on the installed version, by the same walk.
    virtual Result<UpdateOutcome>
    changeEvolutions(const UpdateChoice&, const ProgressSink&, std::stop_token) = 0;
    virtual Result<RollbackPreview> previewRollback(const RollbackChoice&) = 0;
    virtual Result<RollbackOutcome>
    rollback(const RollbackChoice&, const ProgressSink&, std::stop_token) = 0;
    // What runs first after a crash or a power cut; idempotent.
    virtual Result<FinishReport> finish(const ProgressSink&) = 0;
    // The first real start went well (Healthy -> Confirmed).
    virtual Result<void> confirm() = 0;

    // Of a version on probation that somebody else started: asks it how it does, and keeps what it
    // says. Without a program that runs, or an endpoint to ask, nothing is known.
    virtual Result<ProbationState> observe(std::stop_token) = 0;

    // The next part of the installed files, hashed at the lowest priority; what it finds shows in
    // status().
    virtual Result<IntegrityReport> checkIntegrity(std::stop_token) = 0;

    // Health. Nothing is changed by looking.
    virtual Result<HealthReport>
    verify(const VerifyChoice&, const ProgressSink&, std::stop_token) = 0;
    // Every kind of issue, from what is here or by fetching only what is missing.
    virtual Result<RepairOutcome>
    repair(const RepairChoice&, const ProgressSink&, std::stop_token) = 0;

    // Snapshots.
    virtual Result<SnapshotSummary>
    createSnapshot(const QString& description, const ProgressSink&, std::stop_token) = 0;
    // Full: decodes and hashes everything. An error only if it could not be asked; damage is in the
    // summary.
    virtual Result<SnapshotSummary>
    verifySnapshot(const QString& id, const ProgressSink&, std::stop_token) = 0;
    virtual Result<void> pinSnapshot(const QString& id, bool pinned) = 0;
    virtual Result<void> removeSnapshot(const QString& id) = 0;
    // One snapshot as one file, and back: into the vault of the same product, once all of it is
    // checked.
    virtual Result<void> exportSnapshot(const QString& id, const LocalPath& file) = 0;
    virtual Result<SnapshotSummary>
    importSnapshot(const LocalPath& file, const ProgressSink&, std::stop_token) = 0;
    // `right` empty = compared with now.
    virtual Result<Comparison>
    compare(const QString& left, const QString& right, std::stop_token) = 0;
    virtual Result<RestorePreview>
    previewRestore(const QString& id, const RestoreScope&, std::stop_token) = 0;
    virtual Result<RestoreOutcome> restore(const QString& id,
                                           const RestoreScope&,
                                           WhenRunning,
                                           const ProgressSink&,
                                           std::stop_token) = 0;

    // Settings that the person and the last update both changed; the person's values are in force
    // until each is decided.
    virtual Result<QList<OpenSetting>> openSettings() = 0;
    virtual Result<void> decideSettings(const QList<SettingChoice>& choices) = 0;

    // Decisions.
    virtual Result<void> skip(const Version&) = 0;
    virtual Result<void> unskip(const Version&) = 0;
    virtual Result<void> remind(const QDateTime& at) = 0;
    virtual Result<void> pin(const Version&) = 0;
    // The version here was withdrawn and stays all the same; nobody is told of it again.
    virtual Result<void> stay() = 0;
    // Nothing is done or said by itself until then; invalid = the pause ends.
    virtual Result<void> pause(const QDateTime& until) = 0;
    // status() shows it until it is kept anew.
    virtual Result<void> keepWaiting(const Waiting& waiting) = 0;
    // Updates go on after a pin or a rollback.
    virtual Result<void> resume() = 0;
    virtual Result<void> setPreferences(const Preferences&) = 0;
};

} // namespace upkeep
