// SPDX-License-Identifier: Apache-2.0
// The only bridge between the window and the walks of one product. Every call returns at once; one
// worker does what changes things, another what only reads, and the answers come back as signals
// that carry values. Lives on the GUI thread; its end stops and awaits both workers.
#pragma once

#include "agent/notice.h"
#include "walks/product_walks.h"

#include <QElapsedTimer>
#include <QMutex>
#include <QObject>
#include <QThreadPool>

#include <functional>
#include <stop_token>

namespace upkeep {

// What the changing worker is at.
enum class Activity {
    None,
    Checking,
    Downloading,
    Updating,
    ChangingEvolutions,
    RollingBack,
    Restoring,
    Snapshotting,
    Verifying,
    Repairing,
    Finishing,
};

class UpdateController : public QObject {
    Q_OBJECT

public:
    // Two views of the same product: a walk keeps what it read in memory, so the worker that reads
    // must not share one with the worker that changes.
    UpdateController(ProductWalks& changing, ProductWalks& reading, QObject* parent = nullptr);
    ~UpdateController() override;
    UpdateController(const UpdateController&) = delete;
    UpdateController& operator=(const UpdateController&) = delete;

    // What was last read; the signals say when it changed.
    const ProductStatus& status() const { return m_status; }
    bool hasStatus() const { return m_hasStatus; }
    Activity activity() const { return m_activity; }
    bool isBusy() const { return m_activity != Activity::None; }
    const Progress& progress() const { return m_progress; }
    // The choice the running or last update was started with.
    const UpdateChoice& choice() const { return m_choice; }
    const QList<ComponentStatus>& components() const { return m_components; }
    // "application", "config", ...; empty if the component is not known.
    QString kindOf(const QString& componentId) const;
    const Preferences& preferences() const { return m_preferences; }

    // Reading.
    void readStatus();
    void readComponents();
    void readHistory();
    void readSnapshots();
    void readPreferences();
    void readEvolutions();
    void readOpenSettings();
    void readAll();
    void compare(const QString& left, const QString& right);
    void previewRestore(const QString& id, const RestoreScope& scope);
    void previewRollback(const RollbackChoice& choice);
    // Looks of the agent's: how a new version does, and a part of the files.
    void observe();
    void checkIntegrity();

    // Changing; refused (nothing happens) while another one runs.
    void check(bool manual = true);
    void check(const CheckOptions& options);
    // Looks into an update file; the update then comes from it, until the next check().
    void checkBundle(const LocalPath& file);
    // Prepares only: staged and verified, nothing the program sees has changed.
    void download(const UpdateChoice& choice);
    void update(const UpdateChoice& choice);
    void changeEvolutions(const UpdateChoice& choice);
    void rollBack(const RollbackChoice& choice);
    void restore(const QString& id, const RestoreScope& scope, WhenRunning whenRunning);
    void createSnapshot(const QString& description);
    void verifySnapshot(const QString& id);
    void pinSnapshot(const QString& id, bool pinned);
    void removeSnapshot(const QString& id);
    void exportSnapshot(const QString& id, const LocalPath& file);
    void importSnapshot(const LocalPath& file);
    // Looks for damage; changes nothing.
    void verify();
    void repair(const RepairChoice& choice);
    void finishUnfinished();
    // Honoured at once in a download, at the next safe point from the switch on.
    void cancel();
    // A download that rests: what came is kept, nobody's lock is held, and the activity stays what
    // it is until it goes on or is cancelled. Refused outside of a download.
    void pauseDownload();
    void resumeDownload();
    bool isPaused() const { return m_isPaused; }
    // Something would be lost or cut off by an end now; a check would not.
    bool isWorking() const { return isBusy() && !m_isPaused && m_activity != Activity::Checking; }

    // Decisions.
    void skip(const Version& version);
    void unskip(const Version& version);
    void remind(const QDateTime& at);
    void pin(const Version& version);
    // The withdrawn version stays.
    void stay();
    // Nothing happens by itself until then; invalid = the pause ends.
    void pause(const QDateTime& until);
    void keepWaiting(const Waiting& waiting);
    void resume();
    void decideSettings(const QList<SettingChoice>& choices);
    // Wishes only the agent can fulfil (restart when idle, remind on quit, install in spite of what
    // holds it); false: there is none.
    bool ask(Answer answer);
    bool overrideHold();
    void setPreferences(const Preferences& preferences);

    // For the tests: waits until neither worker has anything left to do.
    void waitForWorkers();

Q_SIGNALS:
    void statusChanged(const upkeep::ProductStatus& status);
    void activityChanged(upkeep::Activity activity);
    void progressed(const upkeep::Progress& progress);
    void pausedChanged(bool paused);
    void componentsRead(const QList<upkeep::ComponentStatus>& components);
    void historyRead(const QList<upkeep::HistoryEvent>& events);
    void snapshotsRead(const QList<upkeep::SnapshotSummary>& snapshots,
                       const upkeep::SpaceUse& space);
    void evolutionsRead(const QList<upkeep::EvolutionOffer>& evolutions);
    void openSettingsRead(const QList<upkeep::OpenSetting>& settings);
    void preferencesRead(const upkeep::Preferences& preferences);
    void compared(const upkeep::Comparison& comparison);
    void restorePreviewed(const upkeep::RestorePreview& preview);
    void rollbackPreviewed(const upkeep::RollbackPreview& preview);

    void checked(const upkeep::CheckOutcome& outcome);
    void downloaded(const upkeep::Plan& plan);
    void updated(const upkeep::UpdateOutcome& outcome);
    void rolledBack(const upkeep::RollbackOutcome& outcome);
    void restored(const upkeep::RestoreOutcome& outcome);
    void snapshotCreated(const upkeep::SnapshotSummary& snapshot);
    void snapshotVerified(const upkeep::SnapshotSummary& snapshot);
    void snapshotExported(const upkeep::LocalPath& file);
    void snapshotImported(const upkeep::SnapshotSummary& snapshot);
    void verified(const upkeep::HealthReport& report);
    void repaired(const upkeep::RepairOutcome& outcome);
    void finished(const upkeep::FinishReport& report);
    // With the state after it read already.
    void observed(const upkeep::Result<upkeep::ProbationState>& outcome);
    void integrityChecked(const upkeep::Result<upkeep::IntegrityReport>& outcome);
    void agentAsked(upkeep::Answer answer);
    void overrideAsked();
    // `activity` is what was tried; None for reading and decisions.
    void failed(upkeep::Activity activity, const upkeep::Error& error);

private:
    void checkAt(const CheckOptions& options, const LocalPath& bundle);
    template <typename T> using Work = std::function<Result<T>()>;
    template <typename T>
    using ChangingWork = std::function<Result<T>(const ProgressSink&, std::stop_token)>;

    template <typename T> using Looked = void (UpdateController::*)(const Result<T>& outcome);
    template <typename T> void look(Work<T> work, Looked<T> told);
    template <typename T> void onReader(Work<T> work, std::function<void(T)> done);
    template <typename T>
    void change(Activity activity, ChangingWork<T> work, std::function<void(T)> done);
    template <typename T>
    void begin(Activity activity, ChangingWork<T> work, std::function<void(T)> done);
    // True: the walk ended because it was to rest.
    bool rest(const Error& error);
    void decide(Work<void> work);
    void changeVault(Work<void> work);
    void setActivity(Activity activity);
    void keepStatus(const ProductStatus& status);
    void acceptProgress();
    ProgressSink sink();

    ProductWalks& m_walks;
    ProductWalks& m_reader;
    QThreadPool m_changing;
    QThreadPool m_reading;
    std::stop_source m_stop;
    std::stop_source m_end;

    ProductStatus m_status;
    bool m_hasStatus = false;
    Activity m_activity = Activity::None;
    Progress m_progress;
    UpdateChoice m_choice;
    QList<ComponentStatus> m_components;
    Preferences m_preferences;

    std::function<void()> m_again; // the same change once more
    bool m_wantsPause = false;     // the walk was told to stop, and will go on later
    bool m_isPaused = false;

    QMutex m_progressLock; // guards the next three: written by the worker, taken by the GUI thread
    Progress m_latest;
    bool m_latestTaken = true;
    QElapsedTimer m_sinceEmitted;
};

} // namespace upkeep

Q_DECLARE_METATYPE(upkeep::Activity)
Q_DECLARE_METATYPE(upkeep::CheckOutcome)
