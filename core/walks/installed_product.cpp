// SPDX-License-Identifier: Apache-2.0
#include "walks/installed_product.h"

#include "walks/bundle_walk.h"
#include "walks/check_product.h"
#include "walks/emergency.h"
#include "walks/installed_product_state.h"
#include "walks/integrity.h"
#include "walks/kept_waiting.h"
#include "walks/open_settings.h"
#include "walks/probation_walk.h"
#include "walks/product_acts.h"
#include "walks/product_snapshots.h"
#include "walks/read_status.h"
#include "walks/repair.h"
#include "walks/restore.h"
#include "walks/rollback.h"
#include "walks/update.h"

namespace upkeep {

InstalledProduct::InstalledProduct(std::unique_ptr<State> state) : m_state(std::move(state)) {}
InstalledProduct::~InstalledProduct() = default;

Result<std::unique_ptr<InstalledProduct>> InstalledProduct::open(const Seams& seams,
                                                                 const Registration& registration) {
    UPKEEP_TRY_AS(ProductSite site, ProductSite::open(seams, registration));
    auto state = std::make_unique<State>(State{std::move(site), seams.makeSource});
    return std::unique_ptr<InstalledProduct>(new InstalledProduct(std::move(state)));
}

Result<ProductStatus> InstalledProduct::status() {
    UPKEEP_TRY(m_state->site.reload());
    return readStatus(m_state->site);
}

Result<QList<ComponentStatus>> InstalledProduct::components() {
    UPKEEP_TRY(m_state->site.reload());
    return readComponents(m_state->site);
}

Result<QList<EvolutionOffer>> InstalledProduct::evolutions() {
    UPKEEP_TRY(m_state->site.reload());
    return readEvolutions(m_state->site);
}

Result<void> InstalledProduct::useBundle(const LocalPath& file) {
    ProductSite& site = m_state->site;
    if (file.isEmpty()) {
        site.setSource(m_state->usualSource);
        return {};
    }
    UPKEEP_TRY_AS(
        SourceMaker maker,
        bundleSource(site.files(), file, site.id(), site.channel(), site.installed().platform));
    site.setSource(std::move(maker));
    return {};
}

Result<QList<HistoryEvent>> InstalledProduct::history() {
    return m_state->site.history().list();
}

Result<QList<SnapshotSummary>> InstalledProduct::snapshots() {
    return listSnapshots(m_state->site);
}

Result<SpaceUse> InstalledProduct::snapshotSpace() {
    return upkeep::snapshotSpace(m_state->site);
}

Result<Preferences> InstalledProduct::preferences() {
    Preferences preferences = m_state->site.preferences();
    preferences.channel = m_state->site.channel();
    return preferences;
}

Result<CheckOutcome> InstalledProduct::check(const CheckOptions& options,
                                             const ProgressSink& progress,
                                             std::stop_token stop) {
    if (progress)
        progress(Progress{});
    UPKEEP_TRY(m_state->site.reload());
    auto outcome = checkProduct(m_state->site, options, std::move(stop));
    const QString operation = QStringLiteral("check");
    if (!outcome)
        noteFailure(m_state->site, operation, options.trigger, outcome.error());
    else
        note(m_state->site,
             operation,
             std::holds_alternative<UpToDate>(*outcome) ? QStringLiteral("nothing-new")
                                                        : QStringLiteral("success"),
             options.trigger);
    return outcome;
}

Result<Plan> InstalledProduct::download(const UpdateChoice& choice,
                                        const ProgressSink& progress,
                                        std::stop_token stop) {
    UPKEEP_TRY_AS(const auto lock, m_state->begin(progress));
    const auto prepared = Update(m_state->site, choice, progress, stop).prepareOnly();
    if (!prepared) {
        m_state->failed("download", choice.trigger, prepared.error());
        return prepared.error();
    }
    note(m_state->site, QStringLiteral("download"), QStringLiteral("success"), choice.trigger);
    UPKEEP_TRY_AS(const CheckOutcome outcome,
                  checkProduct(m_state->site, {true, choice.trigger}, stop));
    const auto* const offer = std::get_if<Offer>(&outcome);
    Plan plan = offer ? offer->plan : Plan();
    plan.migrations = *prepared;
    return plan;
}

Result<UpdateOutcome> InstalledProduct::update(const UpdateChoice& choice,
                                               const ProgressSink& progress,
                                               std::stop_token stop) {
    if (choice.trigger != Trigger::Admin)
        UPKEEP_TRY(allow(m_state->site.adminPolicy(), Act::Update));
    UPKEEP_TRY_AS(const auto lock, m_state->begin(progress));
    auto outcome = Update(m_state->site, choice, progress, std::move(stop)).run();
    return m_state->noted("update", choice.trigger, std::move(outcome));
}

Result<UpdateOutcome> InstalledProduct::changeEvolutions(const UpdateChoice& choice,
                                                         const ProgressSink& progress,
                                                         std::stop_token stop) {
    UPKEEP_TRY_AS(const auto lock, m_state->begin(progress));
    auto outcome = Update(m_state->site, choice, progress, std::move(stop)).changeEvolutions();
    return m_state->noted("evolutions", choice.trigger, std::move(outcome));
}

Result<RollbackPreview> InstalledProduct::previewRollback(const RollbackChoice& choice) {
    UPKEEP_TRY(m_state->site.reload());
    return Rollback(m_state->site, choice, {}, {}).preview();
}

Result<RollbackOutcome> InstalledProduct::rollback(const RollbackChoice& choice,
                                                   const ProgressSink& progress,
                                                   std::stop_token stop) {
    UPKEEP_TRY(allow(m_state->site.adminPolicy(), Act::RollBack));
    UPKEEP_TRY_AS(const auto lock, m_state->begin(progress));
    UPKEEP_TRY(m_state->dropReady());
    auto outcome = Rollback(m_state->site, choice, progress, std::move(stop)).run();
    return m_state->noted("rollback", choice.trigger, std::move(outcome));
}

Result<FinishReport> InstalledProduct::finish(const ProgressSink& progress) {
    UPKEEP_TRY_AS(const auto lock, m_state->site.lock());
    UPKEEP_TRY_AS(const Ending ending, m_state->recover(progress));
    if (ending.report.kind == FinishReport::Kind::NeedsHelp) {
        const Error error{ErrorCode::NeedsHelp,
                          m_state->site.root().live.display(),
                          ending.report.steps.join(QStringLiteral("; "))};
        noteFailure(m_state->site, QStringLiteral("finish"), Trigger::Recovery, error);
    }
    return ending.report;
}

Result<void> InstalledProduct::confirm() {
    return confirmUpdate(m_state->site);
}

Result<ProbationState> InstalledProduct::observe(std::stop_token stop) {
    UPKEEP_TRY(m_state->site.reload());
    return observeUpdate(m_state->site, std::move(stop));
}

Result<IntegrityReport> InstalledProduct::checkIntegrity(std::stop_token stop) {
    UPKEEP_TRY(m_state->site.reload());
    return lookAtNextPart(m_state->site, std::move(stop));
}

Result<WatchedStart> InstalledProduct::watchedStart() {
    UPKEEP_TRY(m_state->site.reload());
    return watchFor(m_state->site);
}

Result<void> InstalledProduct::noteStart() {
    return upkeep::noteStart(m_state->site);
}

Result<HealthReport> InstalledProduct::verify(const VerifyChoice& choice,
                                              const ProgressSink& progress,
                                              std::stop_token stop) {
    UPKEEP_TRY(m_state->site.reload());
    return Repair(m_state->site, {{}, {}, {}, choice}, progress, std::move(stop)).verify();
}

Result<RepairOutcome> InstalledProduct::repair(const RepairChoice& choice,
                                               const ProgressSink& progress,
                                               std::stop_token stop) {
    UPKEEP_TRY_AS(const auto lock, m_state->site.lock());
    UPKEEP_TRY_AS(const Ending ending, m_state->recover(progress));
    if (ending.report.kind == FinishReport::Kind::NeedsHelp)
        UPKEEP_TRY(giveUpWalk(m_state->site)); // a person wants it repaired all the same
    UPKEEP_TRY(m_state->dropReady());
    auto outcome = Repair(m_state->site, choice, progress, std::move(stop)).run();
    return m_state->noted("repair", choice.trigger, std::move(outcome));
}

Result<SnapshotSummary> InstalledProduct::createSnapshot(const QString& description,
                                                         const ProgressSink& progress,
                                                         std::stop_token stop) {
    UPKEEP_TRY_AS(const auto lock, m_state->begin(progress));
    return upkeep::createSnapshot(m_state->site, description, progress, std::move(stop));
}

Result<SnapshotSummary> InstalledProduct::verifySnapshot(const QString& id,
                                                         const ProgressSink& progress,
                                                         std::stop_token stop) {
    return upkeep::verifySnapshot(m_state->site, id, progress, std::move(stop));
}

Result<QList<SettingsFileDifference>>
InstalledProduct::compareSettings(const Comparison& comparison) {
    return compareSnapshotSettings(m_state->site, comparison);
}

Result<void> InstalledProduct::exportSnapshot(const QString& id, const LocalPath& file) {
    return upkeep::exportSnapshot(m_state->site, id, file);
}

Result<SnapshotSummary> InstalledProduct::importSnapshot(const LocalPath& file,
                                                         const ProgressSink& progress,
                                                         std::stop_token stop) {
    return upkeep::importSnapshot(m_state->site, file, progress, std::move(stop));
}

Result<void> InstalledProduct::pinSnapshot(const QString& id, bool pinned) {
    UPKEEP_TRY_AS(Vault vault, m_state->site.openVault());
    return vault.pin(id, pinned);
}

Result<void> InstalledProduct::removeSnapshot(const QString& id) {
    UPKEEP_TRY_AS(Vault vault, m_state->site.openVault());
    return vault.remove(id);
}

Result<Comparison>
InstalledProduct::compare(const QString& left, const QString& right, std::stop_token stop) {
    return compareSnapshot(m_state->site, left, right, std::move(stop));
}

Result<RestorePreview> InstalledProduct::previewRestore(const QString& id,
                                                        const RestoreScope& scope,
                                                        std::stop_token stop) {
    UPKEEP_TRY(m_state->site.reload());
    return Restore(m_state->site, id, scope, {}, std::move(stop)).preview();
}

Result<RestoreOutcome> InstalledProduct::restore(const QString& id,
                                                 const RestoreScope& scope,
                                                 WhenRunning whenRunning,
                                                 const ProgressSink& progress,
                                                 std::stop_token stop) {
    UPKEEP_TRY_AS(const auto lock, m_state->begin(progress));
    UPKEEP_TRY(m_state->dropReady());
    auto outcome = Restore(m_state->site, id, scope, progress, std::move(stop)).run(whenRunning);
    return m_state->noted("restore", Trigger::User, std::move(outcome));
}

Result<QList<OpenSetting>> InstalledProduct::openSettings() {
    UPKEEP_TRY(m_state->site.reload());
    return upkeep::openSettings(m_state->site);
}

Result<void> InstalledProduct::decideSettings(const QList<SettingChoice>& choices) {
    UPKEEP_TRY_AS(const auto lock, m_state->begin({}));
    for (const SettingChoice& choice : choices)
        UPKEEP_TRY(decideSetting(m_state->site, choice.name, choice.side));
    return {};
}

Result<void> InstalledProduct::skip(const Version& version) {
    UPKEEP_TRY(m_state->decide(Act::Skip, "skip", [&](Decisions& decisions) {
        if (!decisions.isSkipped(version))
            decisions.skipped.append(version);
    }));
    m_state->holdFound({QStringLiteral("skipped"), {}, version, {}, true});
    return {};
}

Result<void> InstalledProduct::unskip(const Version& version) {
    UPKEEP_TRY(m_state->decide(
        "unskip", [&](Decisions& decisions) { decisions.skipped.removeAll(version); }));
    letFoundGo(m_state->site.files(), m_state->site.stateFolder(), QStringLiteral("skipped"));
    return {};
}

Result<void> InstalledProduct::remind(const QDateTime& at) {
    UPKEEP_TRY(m_state->decide(
        Act::Remind, "remind", [&](Decisions& decisions) { decisions.remindAt = at; }));
    const auto check = readLastCheck(m_state->site.files(), m_state->site.stateFolder());
    if (check && check->release)
        m_state->holdFound(
            {QStringLiteral("reminder"), {}, check->release->document.version, at, true});
    return {};
}

Result<void> InstalledProduct::pin(const Version& version) {
    return m_state->decide(
        Act::Pin, "pin", [&](Decisions& decisions) { decisions.pinnedTo = version; });
}

Result<void> InstalledProduct::stay() {
    const Version here = m_state->site.installed().version;
    return m_state->decide("stay", [&](Decisions& decisions) { decisions.stayedOn = here; });
}

Result<void> InstalledProduct::pause(const QDateTime& until) {
    const auto change = [&](Decisions& decisions) { decisions.pausedUntil = until; };
    return until.isValid() ? m_state->decide(Act::Pause, "pause", change)
                           : m_state->decide("resume", change);
}

Result<void> InstalledProduct::keepWaiting(const Waiting& waiting) {
    return writeKeptWaiting(m_state->site.files(), m_state->site.stateFolder(), waiting);
}

Result<void> InstalledProduct::resume() {
    forgetHold(m_state->site.files(),
               m_state->site.stateFolder(),
               {QStringLiteral("left"), QStringLiteral("pinned")});
    return m_state->decide("resume", [](Decisions& decisions) {
        // The version left stays remembered: it is offered again, but never installed by itself.
        decisions.pinnedTo.reset();
        decisions.pausedUntil = {};
    });
}

Result<void> InstalledProduct::setPreferences(const Preferences& preferences) {
    UPKEEP_TRY_AS(const Preferences kept, m_state->site.withOwnChannel(preferences));
    return savePreferencesManaged(m_state->site.files(),
                                  m_state->site.seams().places.preferences(),
                                  kept,
                                  m_state->site.adminPolicy());
}

} // namespace upkeep
