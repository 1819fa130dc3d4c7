// SPDX-License-Identifier: Apache-2.0
#include "walks/installed_product.h"

#include "snapshots/compare.h"
#include "steps/preflight.h"
#include "steps/snapshot.h"
#include "walks/kept_holds.h"
#include "walks/last_check.h"
#include "walks/last_update.h"
#include "walks/managed.h"
#include "walks/offer.h"
#include "walks/product_acts.h"
#include "walks/restore.h"
#include "walks/rollback.h"
#include "walks/update.h"

#include <QElapsedTimer>

namespace upkeep {

struct InstalledProduct::State {
    ProductSite site;

    LocalPath folder() const { return site.seams().places.stateOf(site.id()); }

    // Whoever holds the lock does the work; what an earlier walk left is ended first.
    Result<std::unique_ptr<FileLock>> begin(const ProgressSink& progress) {
        UPKEEP_TRY_AS(auto lock, site.lock());
        UPKEEP_TRY_AS(const Ending ending, recover(progress));
        if (ending.report.kind == FinishReport::Kind::NeedsHelp)
            return Error{ErrorCode::NeedsHelp,
                         site.root().live.display(),
                         ending.report.steps.join(QStringLiteral("; "))};
        return lock;
    }

    Result<Ending> recover(const ProgressSink& progress) {
        ProductActs acts(site, progress);
        UPKEEP_TRY_AS(const Ending ending,
                      Recovery(site.files(), site.root().journal(), acts).finish());
        UPKEEP_TRY(site.reload());
        return ending;
    }

    // Another walk than the one that waits at READY: what it staged is of no use now.
    Result<void> dropReady() {
        UPKEEP_TRY_AS(const auto journal, readJournal(site.files(), site.root().journal()));
        if (journal)
            abandon(site, *journal);
        return {};
    }

    void
    note(const QString& operation, const QString& result, Trigger trigger, const Error* error) {
        HistoryEvent event;
        event.time = site.now();
        event.operation = operation;
        event.result = result;
        event.from = site.installed().version;
        event.to = event.from;
        event.trigger = trigger;
        if (error) {
            event.errorId = errorId(error->code);
            event.errorSubject = error->subject;
            event.errorCause = error->cause;
        }
        // What happened has happened, even if it cannot be written down.
        (void)site.history().append(event);
    }

    void noteFailure(const QString& operation, Trigger trigger, const Error& error) {
        const bool cancelled = error.code == ErrorCode::Cancelled;
        note(operation,
             cancelled ? QStringLiteral("cancelled") : QStringLiteral("failed"),
             trigger,
             &error);
    }

    Result<Offer> offerOf(const TrustedRelease& release,
                          const DecisionOffer& decision,
                          const QDateTime& trustedUntil,
                          const QList<LocalChange>& changes) const {
        UPKEEP_TRY_AS(const SpaceReport space, site.files().space(site.root().live));
        qint64 changedBytes = 0;
        for (const LocalChange& change : changes) {
            const auto path = RelativePath::parse(change.path.bytes());
            const FileEntry* const entry = path ? site.installed().files.find(*path) : nullptr;
            changedBytes += entry ? entry->size : 0;
        }
        return makeOffer({site.installed(),
                          site.product(),
                          release,
                          decision,
                          trustedUntil,
                          changes,
                          changedBytes,
                          space.free});
    }

    Result<CheckOutcome> check(const CheckOptions& options, std::stop_token stop) {
        auto found = findHere(options.manual, stop);
        if (!found) {
            // What was known before is still the best there is.
            LastCheck before = readLastCheck(site.files(), folder()).value_or(LastCheck());
            before.error = found.error();
            (void)writeLastCheck(site.files(), folder(), before);
            return found.error();
        }
        LastCheck kept;
        kept.at = site.now();
        kept.trustedUntil = found->feed.trustedUntil;
        kept.withdrawn = found->feed.policy.revocation(site.installed().version) != nullptr;
        CheckOutcome outcome = UpToDate{site.installed().version};
        if (const auto* const hold = std::get_if<DecisionHold>(&found->decision)) {
            kept.hold = *hold;
            outcome = makeHold(*hold);
        } else if (const auto* const offer = std::get_if<DecisionOffer>(&found->decision)) {
            kept.release = found->release;
            kept.offer = *offer;
            UPKEEP_TRY_AS(outcome, offerHere(kept, stop));
        }
        UPKEEP_TRY(writeLastCheck(site.files(), folder(), kept));
        return outcome;
    }

    // An offer, or why it cannot be installed at this place.
    Result<CheckOutcome> offerHere(LastCheck& kept, std::stop_token stop) {
        UPKEEP_TRY_AS(const PreflightReport report,
                      preflight(site.files(), site.seams().processes, {site.root(), {}, 0}));
        if (report.hold) {
            kept.hold = DecisionHold{report.hold->reason,
                                     report.hold->subject,
                                     kept.release->document.version,
                                     {},
                                     false};
            return CheckOutcome(makeHold(*kept.hold));
        }
        UPKEEP_TRY_AS(const QList<LocalChange> changes, localChanges(std::move(stop)));
        UPKEEP_TRY_AS(Offer offer, offerOf(*kept.release, kept.offer, kept.trustedUntil, changes));
        return CheckOutcome(std::move(offer));
    }

    Result<FoundRelease> findHere(bool manual, std::stop_token stop) {
        UPKEEP_TRY_AS(ReleaseAccess access, site.openReleases());
        return findRelease(site, access, manual, std::move(stop));
    }

    Result<QList<LocalChange>> localChanges(std::stop_token stop) {
        UPKEEP_TRY_AS(const ComponentList components, site.components());
        UPKEEP_TRY_AS(const ComponentReport report,
                      components.front()->inspect(site.context({}, std::move(stop))));
        return report.localChanges;
    }

    void tellDecisions(ProductStatus& status) const {
        const Decisions decisions = site.decisions();
        status.pinnedTo = decisions.pinnedTo;
        if (decisions.left)
            status.leftVersion = *decisions.left;
        status.pausedUntil = decisions.pausedUntil;
        status.remindAt = decisions.remindAt;
        for (const Version& version : decisions.skipped)
            status.skippedVersions.append(version.toString());
    }

    void tellLastUpdate(ProductStatus& status) const {
        if (const auto last = readLastUpdate(site.files(), site.root().lastUpdate())) {
            status.confirmed = last->confirmed || last->wentBack;
            status.updatedAt = last->at;
        }
        const auto previous = readInstalledRecord(site.files(), site.root().previous());
        status.canRollBack = previous && previous->version != site.installed().version;
        if (status.canRollBack)
            status.rollbackVersion = previous->version;
    }

    void tellLastCheck(ProductStatus& status) const {
        const auto check = readLastCheck(site.files(), folder());
        if (!check)
            return;
        status.lastChecked = check->at;
        status.nextCheck = check->at.addSecs(3600LL * site.preferences().checkIntervalHours);
        status.lastError = check->error;
        if (check->hold)
            status.hold = makeHold(*check->hold);
        const bool newer =
            check->release && site.installed().version < check->release->document.version;
        if (newer) {
            auto offer = offerOf(*check->release, check->offer, check->trustedUntil, {});
            if (offer)
                status.offer = std::move(offer).value();
        }
        status.state = check->withdrawn ? UpdateState::Withdrawn
                       : check->error   ? UpdateState::Failed
                       : status.offer   ? (status.offer->security ? UpdateState::Security
                                                                  : UpdateState::Available)
                       : check->hold    ? UpdateState::Held
                                        : UpdateState::UpToDate;
    }

    // What matters most is told: an unfinished walk, then a way back that was gone, then the news.
    void tellState(ProductStatus& status) const {
        const auto journal = readJournal(site.files(), site.root().journal());
        if (!journal) {
            status.state = UpdateState::RestoreFailed;
            status.lastError = journal.error();
        } else if (*journal && (*journal)->state == JournalState::Ready) {
            status.state = UpdateState::Ready;
        } else if (*journal) {
            status.state = (*journal)->state == JournalState::Preparing ? UpdateState::Downloading
                                                                        : UpdateState::Applying;
        } else if (status.pinnedTo && status.leftVersion != Version() &&
                   (!status.offer || !(status.leftVersion < status.offer->to))) {
            status.state = UpdateState::RolledBack;
            status.lastError = whyItCameBack();
        }
    }

    // Empty after a rollback that a person asked for.
    std::optional<Error> whyItCameBack() const {
        const auto events = site.history().list();
        if (!events)
            return {};
        for (const HistoryEvent& event : *events) {
            if (event.result == QStringLiteral("success") && !event.snapshot.isEmpty())
                return {};
            if (event.result == QStringLiteral("rolled-back"))
                return Error{errorCodeFromId(event.errorId).value_or(ErrorCode::ProbeFailed),
                             event.errorSubject,
                             event.errorCause};
        }
        return {};
    }

    static SnapshotSummary summaryOf(const SnapshotInfo& info, bool current) {
        SnapshotSummary summary;
        summary.id = info.id;
        summary.time = info.meta.time;
        summary.version = info.meta.version;
        summary.reason = info.meta.reason;
        summary.description = info.meta.description;
        summary.components = info.components;
        summary.size = info.size;
        summary.ownSize = info.ownSize;
        summary.files = info.files;
        summary.pinned = info.pinned;
        summary.damaged = info.damaged;
        summary.current = current;
        if (info.verified)
            summary.verified = *info.verified;
        return summary;
    }

    Result<SnapshotSummary> summary(const QString& id) const {
        UPKEEP_TRY_AS(Vault vault, site.openVault());
        UPKEEP_TRY_AS(const QList<SnapshotInfo> all, vault.list());
        for (const SnapshotInfo& info : all) {
            if (info.id == id)
                return summaryOf(info, false);
        }
        return Error{ErrorCode::SnapshotUnknown, id, {}};
    }

    template <typename Change>
    Result<void> decide(Act act, const char* operation, const Change& change) {
        UPKEEP_TRY(allow(site.adminPolicy(), act));
        return decide(operation, change);
    }

    template <typename Change> Result<void> decide(const char* operation, const Change& change) {
        DecisionStore store = site.decisionStore();
        Decisions decisions = store.load().values;
        change(decisions);
        UPKEEP_TRY(store.save(decisions));
        note(QLatin1String(operation), QStringLiteral("success"), Trigger::User, nullptr);
        return {};
    }
};

InstalledProduct::InstalledProduct(std::unique_ptr<State> state) : m_state(std::move(state)) {}
InstalledProduct::~InstalledProduct() = default;

Result<std::unique_ptr<InstalledProduct>> InstalledProduct::open(const Seams& seams,
                                                                 const Registration& registration) {
    UPKEEP_TRY_AS(ProductSite site, ProductSite::open(seams, registration));
    auto state = std::make_unique<State>(State{std::move(site)});
    return std::unique_ptr<InstalledProduct>(new InstalledProduct(std::move(state)));
}

Result<ProductStatus> InstalledProduct::status() {
    ProductSite& site = m_state->site;
    UPKEEP_TRY(site.reload());
    ProductStatus status;
    status.id = site.id();
    status.name = site.product().name;
    status.publisher = site.product().publisher;
    status.channel = site.registration().channel;
    status.root = site.registration().root;
    status.version = site.installed().version;
    status.iconPath = site.product().icon;
    status.canSwitchWhileRunning = site.product().switchMode == SwitchMode::AnyTime;
    m_state->tellDecisions(status);
    m_state->tellLastUpdate(status);
    m_state->tellLastCheck(status);
    m_state->tellState(status);
    tellHolds(status, readKeptHolds(site.files(), m_state->folder()), site.now());
    tellPolicy(status, site.adminPolicy());
    return status;
}

Result<QList<ComponentStatus>> InstalledProduct::components() {
    ProductSite& site = m_state->site;
    UPKEEP_TRY(site.reload());
    const auto check = readLastCheck(site.files(), m_state->folder());
    UPKEEP_TRY_AS(const ComponentList components, site.components());
    QList<ComponentStatus> list;
    for (const auto& component : components) {
        UPKEEP_TRY_AS(const ComponentReport report, component->inspect(site.context({}, {})));
        ComponentStatus status;
        status.id = report.id;
        status.kind = report.kind;
        status.path = report.path.display();
        status.version = site.installed().version;
        status.latest = check && check->release ? check->release->document.version : status.version;
        status.lastChecked = check ? check->at : QDateTime();
        status.healthy = report.healthy;
        status.localChanges = int(report.localChanges.size());
        status.size = report.size;
        list.append(status);
    }
    return list;
}

Result<QList<HistoryEvent>> InstalledProduct::history() {
    return m_state->site.history().list();
}

Result<QList<SnapshotSummary>> InstalledProduct::snapshots() {
    UPKEEP_TRY_AS(Vault vault, m_state->site.openVault());
    UPKEEP_TRY_AS(const QList<SnapshotInfo> all, vault.list());
    QList<SnapshotSummary> list;
    bool current = true; // the newest of the installed version describes it best
    for (const SnapshotInfo& info : all) {
        const bool same = info.meta.version == m_state->site.installed().version;
        list.append(m_state->summaryOf(info, current && same));
        current = current && !same;
    }
    return list;
}

Result<SpaceUse> InstalledProduct::snapshotSpace() {
    UPKEEP_TRY_AS(Vault vault, m_state->site.openVault());
    UPKEEP_TRY_AS(const VaultSpace space, vault.space());
    SpaceUse use;
    use.shared = space.shared;
    use.own = space.own;
    use.pinned = space.pinned;
    use.free = space.free;
    use.budget = qint64(m_state->site.preferences().snapshotBudgetGb) << 30;
    return use;
}

Result<Preferences> InstalledProduct::preferences() {
    return m_state->site.preferences();
}

Result<QList<EvolutionOffer>> InstalledProduct::evolutions() {
    ProductSite& site = m_state->site;
    UPKEEP_TRY(site.reload());
    if (site.installed().manifest.isEmpty())
        return QList<EvolutionOffer>();
    UPKEEP_TRY_AS(
        const UpdateManifest manifest,
        UpdateManifest::parse(site.installed().manifest, QStringLiteral("update-manifest.yaml")));
    return offersOf(
        manifest, nullptr, site.installed().version, site.installed().evolutions.keys());
}

Result<CheckOutcome> InstalledProduct::check(const CheckOptions& options,
                                             const ProgressSink& progress,
                                             std::stop_token stop) {
    if (progress)
        progress(Progress{});
    UPKEEP_TRY(m_state->site.reload());
    auto outcome = m_state->check(options, std::move(stop));
    const QString operation = QStringLiteral("check");
    if (!outcome)
        m_state->noteFailure(operation, options.trigger, outcome.error());
    else
        m_state->note(operation,
                      std::holds_alternative<UpToDate>(*outcome) ? QStringLiteral("nothing-new")
                                                                 : QStringLiteral("success"),
                      options.trigger,
                      nullptr);
    return outcome;
}

Result<Plan> InstalledProduct::download(const UpdateChoice& choice,
                                        const ProgressSink& progress,
                                        std::stop_token stop) {
    UPKEEP_TRY_AS(const auto lock, m_state->begin(progress));
    const auto prepared = Update(m_state->site, choice, progress, stop).prepareOnly();
    if (!prepared) {
        m_state->noteFailure(QStringLiteral("download"), choice.trigger, prepared.error());
        return prepared.error();
    }
    m_state->note(QStringLiteral("download"), QStringLiteral("success"), choice.trigger, nullptr);
    UPKEEP_TRY_AS(const CheckOutcome outcome, m_state->check({true, choice.trigger}, stop));
    const auto* const offer = std::get_if<Offer>(&outcome);
    Plan plan = offer ? offer->plan : Plan();
    plan.migrations = *prepared;
    return plan;
}

namespace {

template <typename Outcome> QString resultOf(const Outcome& outcome) {
    return outcome.blockers.isEmpty() ? QString() : QStringLiteral("blocked");
}

} // namespace

Result<UpdateOutcome> InstalledProduct::update(const UpdateChoice& choice,
                                               const ProgressSink& progress,
                                               std::stop_token stop) {
    if (choice.trigger != Trigger::Admin)
        UPKEEP_TRY(allow(m_state->site.adminPolicy(), Act::Update));
    UPKEEP_TRY_AS(const auto lock, m_state->begin(progress));
    auto outcome = Update(m_state->site, choice, progress, std::move(stop)).run();
    if (!outcome)
        m_state->noteFailure(QStringLiteral("update"), choice.trigger, outcome.error());
    else if (!outcome->blockers.isEmpty())
        m_state->note(QStringLiteral("update"), resultOf(*outcome), choice.trigger, nullptr);
    return outcome;
}

Result<UpdateOutcome> InstalledProduct::changeEvolutions(const UpdateChoice& choice,
                                                         const ProgressSink& progress,
                                                         std::stop_token stop) {
    UPKEEP_TRY_AS(const auto lock, m_state->begin(progress));
    auto outcome = Update(m_state->site, choice, progress, std::move(stop)).changeEvolutions();
    if (!outcome)
        m_state->noteFailure(QStringLiteral("evolutions"), choice.trigger, outcome.error());
    else if (!outcome->blockers.isEmpty())
        m_state->note(QStringLiteral("evolutions"), resultOf(*outcome), choice.trigger, nullptr);
    return outcome;
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
    if (!outcome)
        m_state->noteFailure(QStringLiteral("rollback"), choice.trigger, outcome.error());
    else if (!outcome->blockers.isEmpty())
        m_state->note(QStringLiteral("rollback"), resultOf(*outcome), choice.trigger, nullptr);
    return outcome;
}

Result<FinishReport> InstalledProduct::finish(const ProgressSink& progress) {
    UPKEEP_TRY_AS(const auto lock, m_state->site.lock());
    UPKEEP_TRY_AS(const Ending ending, m_state->recover(progress));
    if (ending.report.kind == FinishReport::Kind::NeedsHelp) {
        const Error error{ErrorCode::NeedsHelp,
                          m_state->site.root().live.display(),
                          ending.report.steps.join(QStringLiteral("; "))};
        m_state->noteFailure(QStringLiteral("finish"), Trigger::Recovery, error);
    }
    return ending.report;
}

Result<void> InstalledProduct::confirm() {
    const LocalPath path = m_state->site.root().lastUpdate();
    auto last = readLastUpdate(m_state->site.files(), path);
    if (!last || last->confirmed)
        return {};
    last->confirmed = true;
    return writeLastUpdate(m_state->site.files(), path, *last);
}

Result<SnapshotSummary> InstalledProduct::createSnapshot(const QString& description,
                                                         const ProgressSink& progress,
                                                         std::stop_token stop) {
    UPKEEP_TRY_AS(const auto lock, m_state->begin(progress));
    ProductSite& site = m_state->site;
    UPKEEP_TRY_AS(const ComponentList components, site.components());
    UPKEEP_TRY_AS(Vault vault, site.openVault());
    SnapshotMeta meta = site.snapshotMeta(QStringLiteral("manual"), Trigger::User);
    meta.description = description;
    UPKEEP_TRY_AS(const QString id,
                  takeSnapshot(components,
                               site.context(progress, std::move(stop)),
                               vault,
                               meta,
                               SnapshotScope::Everything));
    m_state->note(QStringLiteral("snapshot"), QStringLiteral("success"), Trigger::User, nullptr);
    return m_state->summary(id);
}

Result<SnapshotSummary> InstalledProduct::verifySnapshot(const QString& id,
                                                         const ProgressSink& progress,
                                                         std::stop_token stop) {
    bool intact = false;
    {
        UPKEEP_TRY_AS(Vault vault, m_state->site.openVault());
        UPKEEP_TRY_AS(
            const VerifyReport report,
            vault.verify(id, VerifyDepth::Full, progress, std::move(stop), m_state->site.now()));
        intact = report.isIntact();
    }
    UPKEEP_TRY_AS(SnapshotSummary summary, m_state->summary(id));
    summary.damaged = summary.damaged || !intact;
    return summary;
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
    ProductSite& site = m_state->site;
    UPKEEP_TRY_AS(Vault vault, site.openVault());
    UPKEEP_TRY_AS(const SnapshotManifest old, vault.manifest(left));
    Comparison comparison{left, right, {}};
    if (!right.isEmpty()) {
        UPKEEP_TRY_AS(const SnapshotManifest newer, vault.manifest(right));
        comparison.entries = compareSnapshots(old, newer);
        return comparison;
    }
    UPKEEP_TRY_AS(const ComponentList components, site.components());
    for (const auto& component : components) {
        const SnapshotComponent* const kept = old.component(component->id());
        if (!kept)
            continue;
        UPKEEP_TRY_AS(
            const QList<DifferenceEntry> entries,
            compareWithLive(site.files(), *kept, component->place(site.context({}, {})), stop));
        comparison.entries += entries;
    }
    return comparison;
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
    if (!outcome)
        m_state->noteFailure(QStringLiteral("restore"), Trigger::User, outcome.error());
    return outcome;
}

Result<void> InstalledProduct::skip(const Version& version) {
    return m_state->decide(Act::Skip, "skip", [&](Decisions& decisions) {
        if (!decisions.isSkipped(version))
            decisions.skipped.append(version);
    });
}

Result<void> InstalledProduct::unskip(const Version& version) {
    return m_state->decide("unskip",
                           [&](Decisions& decisions) { decisions.skipped.removeAll(version); });
}

Result<void> InstalledProduct::remind(const QDateTime& at) {
    return m_state->decide(
        Act::Remind, "remind", [&](Decisions& decisions) { decisions.remindAt = at; });
}

Result<void> InstalledProduct::pin(const Version& version) {
    return m_state->decide(
        Act::Pin, "pin", [&](Decisions& decisions) { decisions.pinnedTo = version; });
}

Result<void> InstalledProduct::pause(const QDateTime& until) {
    const auto change = [&](Decisions& decisions) { decisions.pausedUntil = until; };
    return until.isValid() ? m_state->decide(Act::Pause, "pause", change)
                           : m_state->decide("resume", change);
}

Result<void> InstalledProduct::keepHolds(const QList<Hold>& holds) {
    return writeKeptHolds(m_state->site.files(), m_state->folder(), holds);
}

Result<void> InstalledProduct::resume() {
    return m_state->decide("resume", [](Decisions& decisions) {
        // The version left stays remembered: it is never offered again by itself.
        decisions.pinnedTo.reset();
        decisions.pausedUntil = {};
    });
}

Result<void> InstalledProduct::setPreferences(const Preferences& preferences) {
    return savePreferencesManaged(m_state->site.files(),
                                  m_state->site.seams().places.preferences(),
                                  preferences,
                                  m_state->site.adminPolicy());
}

} // namespace upkeep
