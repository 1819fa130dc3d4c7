// SPDX-License-Identifier: Apache-2.0
#include "update_controller.h"

#include "guarded.h"

#include <QFileInfo>
#include <QFuture>
#include <QtConcurrent>

namespace upkeep {
namespace {

constexpr qint64 progressInterval = 1000 / 15; // ms

// A product names its picture inside its live tree.
QString placeOfIcon(const ProductStatus& status) {
    if (status.iconPath.isEmpty() || status.iconPath.startsWith(u'/'))
        return status.iconPath;
    const QString root = status.root.display();
    const QString inLive = root + QStringLiteral("/current/") + status.iconPath;
    return QFileInfo::exists(inLive) ? inLive : root + u'/' + status.iconPath;
}

} // namespace

UpdateController::UpdateController(ProductWalks& changing, ProductWalks& reading, QObject* parent)
    : QObject(parent), m_walks(changing), m_reader(reading) {
    m_changing.setMaxThreadCount(1);
    m_reading.setMaxThreadCount(1);
}

UpdateController::~UpdateController() {
    m_stop.request_stop();
    m_end.request_stop();
    m_reading.clear();
    waitForWorkers();
}

void UpdateController::waitForWorkers() {
    m_changing.waitForDone();
    m_reading.waitForDone();
}

template <typename T> void UpdateController::onReader(Work<T> work, std::function<void(T)> done) {
    QtConcurrent::run(&m_reading, [work] {
        return guarded<T>(work);
    }).then(this, [this, done](Result<T> result) {
        if (result)
            done(std::move(result).value());
        else if (result.error().code != ErrorCode::Cancelled)
            Q_EMIT failed(Activity::None, result.error());
    });
}

template <typename T>
void UpdateController::change(Activity activity,
                              ChangingWork<T> work,
                              std::function<void(T)> done) {
    if (isBusy())
        return;
    m_progress = {};
    setActivity(activity);
    m_again = [this, activity, work, done] { begin<T>(activity, work, done); };
    m_again();
}

template <typename T>
void UpdateController::begin(Activity activity, ChangingWork<T> work, std::function<void(T)> done) {
    m_stop = {};
    m_wantsPause = false;
    const auto bound = [work, report = sink(), stop = m_stop.get_token()] {
        return work(report, stop);
    };
    // The new state is read before the activity ends, so that nobody sees the old one again.
    const std::function<Result<ProductStatus>()> status = [this] { return m_reader.status(); };
    QtConcurrent::run(&m_changing, [bound] {
        return guarded<T>(bound);
    }).then(this, [this, activity, done, status](const Result<T>& result) {
        if (!result && rest(result.error()))
            return;
        QtConcurrent::run(&m_reading, [status] {
            return guarded<ProductStatus>(status);
        }).then(this, [this, activity, done, result](const Result<ProductStatus>& now) {
            if (now)
                keepStatus(*now);
            setActivity(Activity::None);
            Q_EMIT statusChanged(m_status);
            if (result)
                done(result.value());
            else
                Q_EMIT failed(activity, result.error());
        });
    });
}

ProgressSink UpdateController::sink() {
    m_sinceEmitted.invalidate();
    return [this](const Progress& progress) {
        const QMutexLocker locker(&m_progressLock);
        const bool phaseChanged =
            progress.phase != m_latest.phase || progress.component != m_latest.component;
        m_latest = progress;
        const bool due = !m_sinceEmitted.isValid() || m_sinceEmitted.elapsed() >= progressInterval;
        if (!m_latestTaken || (!due && !phaseChanged))
            return; // one is on its way already, and it will carry this value
        m_latestTaken = false;
        m_sinceEmitted.start();
        QMetaObject::invokeMethod(this, &UpdateController::acceptProgress, Qt::QueuedConnection);
    };
}

void UpdateController::acceptProgress() {
    {
        const QMutexLocker locker(&m_progressLock);
        m_progress = m_latest;
        m_latestTaken = true;
    }
    if (isBusy())
        Q_EMIT progressed(m_progress);
}

void UpdateController::setActivity(Activity activity) {
    m_activity = activity;
    Q_EMIT activityChanged(activity);
}

void UpdateController::keepStatus(const ProductStatus& status) {
    m_status = status;
    m_status.iconPath = placeOfIcon(status);
    m_hasStatus = true;
}

QString UpdateController::kindOf(const QString& componentId) const {
    for (const ComponentStatus& component : m_components) {
        if (component.id == componentId)
            return component.kind;
    }
    return {};
}

void UpdateController::readStatus() {
    onReader<ProductStatus>([this] { return m_reader.status(); },
                            [this](const ProductStatus& status) {
                                keepStatus(status);
                                Q_EMIT statusChanged(m_status);
                            });
}

void UpdateController::readComponents() {
    onReader<QList<ComponentStatus>>([this] { return m_reader.components(); },
                                     [this](const QList<ComponentStatus>& components) {
                                         m_components = components;
                                         Q_EMIT componentsRead(components);
                                     });
}

void UpdateController::readHistory() {
    onReader<QList<HistoryEvent>>(
        [this] { return m_reader.history(); },
        [this](const QList<HistoryEvent>& events) { Q_EMIT historyRead(events); });
}

void UpdateController::readSnapshots() {
    using Both = std::pair<QList<SnapshotSummary>, SpaceUse>;
    onReader<Both>(
        [this]() -> Result<Both> {
            UPKEEP_TRY_AS(const QList<SnapshotSummary> list, m_reader.snapshots());
            UPKEEP_TRY_AS(const SpaceUse space, m_reader.snapshotSpace());
            return Both(list, space);
        },
        [this](const Both& both) { Q_EMIT snapshotsRead(both.first, both.second); });
}

void UpdateController::readPreferences() {
    onReader<Preferences>([this] { return m_reader.preferences(); },
                          [this](const Preferences& preferences) {
                              m_preferences = preferences;
                              Q_EMIT preferencesRead(preferences);
                          });
}

void UpdateController::readEvolutions() {
    onReader<QList<EvolutionOffer>>(
        [this] { return m_reader.evolutions(); },
        [this](const QList<EvolutionOffer>& evolutions) { Q_EMIT evolutionsRead(evolutions); });
}

void UpdateController::readOpenSettings() {
    onReader<QList<OpenSetting>>(
        [this] { return m_reader.openSettings(); },
        [this](const QList<OpenSetting>& settings) { Q_EMIT openSettingsRead(settings); });
}

void UpdateController::readAll() {
    readStatus();
    readPreferences();
    readComponents();
    readEvolutions();
    readSnapshots();
    readHistory();
    readOpenSettings();
}

void UpdateController::compare(const QString& left, const QString& right) {
    onReader<Comparison>(
        [this, left, right, stop = m_end.get_token()] {
            return m_reader.compare(left, right, stop);
        },
        [this](const Comparison& comparison) { Q_EMIT compared(comparison); });
}

void UpdateController::previewRestore(const QString& id, const RestoreScope& scope) {
    onReader<RestorePreview>(
        [this, id, scope, stop = m_end.get_token()] {
            return m_reader.previewRestore(id, scope, stop);
        },
        [this](const RestorePreview& preview) { Q_EMIT restorePreviewed(preview); });
}

void UpdateController::previewRollback(const RollbackChoice& choice) {
    onReader<RollbackPreview>(
        [this, choice] { return m_reader.previewRollback(choice); },
        [this](const RollbackPreview& preview) { Q_EMIT rollbackPreviewed(preview); });
}

void UpdateController::check(bool manual) {
    check(CheckOptions{manual, Trigger::User});
}

void UpdateController::check(const CheckOptions& options) {
    checkAt(options, LocalPath());
}

void UpdateController::checkBundle(const LocalPath& file) {
    checkAt(CheckOptions{true, Trigger::User}, file);
}

void UpdateController::checkAt(const CheckOptions& options, const LocalPath& bundle) {
    change<CheckOutcome>(
        Activity::Checking,
        [this, options, bundle](const ProgressSink& report,
                                std::stop_token stop) -> Result<CheckOutcome> {
            UPKEEP_TRY(m_walks.useBundle(bundle));
            return m_walks.check(options, report, stop);
        },
        [this](const CheckOutcome& outcome) {
            readHistory();
            Q_EMIT checked(outcome);
        });
}

void UpdateController::download(const UpdateChoice& choice) {
    if (isBusy())
        return;
    m_choice = choice;
    change<Plan>(
        Activity::Downloading,
        [this, choice](const ProgressSink& report, std::stop_token stop) {
            return m_walks.download(choice, report, stop);
        },
        [this](const Plan& plan) { Q_EMIT downloaded(plan); });
}

void UpdateController::update(const UpdateChoice& choice) {
    if (isBusy())
        return;
    m_choice = choice;
    change<UpdateOutcome>(
        Activity::Updating,
        [this, choice](const ProgressSink& report, std::stop_token stop) {
            return m_walks.update(choice, report, stop);
        },
        [this](const UpdateOutcome& outcome) {
            readAll();
            Q_EMIT updated(outcome);
        });
}

void UpdateController::changeEvolutions(const UpdateChoice& choice) {
    if (isBusy())
        return;
    m_choice = choice;
    change<UpdateOutcome>(
        Activity::ChangingEvolutions,
        [this, choice](const ProgressSink& report, std::stop_token stop) {
            return m_walks.changeEvolutions(choice, report, stop);
        },
        [this](const UpdateOutcome& outcome) {
            readAll();
            Q_EMIT updated(outcome);
        });
}

void UpdateController::rollBack(const RollbackChoice& choice) {
    change<RollbackOutcome>(
        Activity::RollingBack,
        [this, choice](const ProgressSink& report, std::stop_token stop) {
            return m_walks.rollback(choice, report, stop);
        },
        [this](const RollbackOutcome& outcome) {
            readAll();
            Q_EMIT rolledBack(outcome);
        });
}

void UpdateController::restore(const QString& id,
                               const RestoreScope& scope,
                               WhenRunning whenRunning) {
    change<RestoreOutcome>(
        Activity::Restoring,
        [this, id, scope, whenRunning](const ProgressSink& report, std::stop_token stop) {
            return m_walks.restore(id, scope, whenRunning, report, stop);
        },
        [this](const RestoreOutcome& outcome) {
            readAll();
            Q_EMIT restored(outcome);
        });
}

void UpdateController::createSnapshot(const QString& description) {
    change<SnapshotSummary>(
        Activity::Snapshotting,
        [this, description](const ProgressSink& report, std::stop_token stop) {
            return m_walks.createSnapshot(description, report, stop);
        },
        [this](const SnapshotSummary& snapshot) {
            readSnapshots();
            readHistory();
            Q_EMIT snapshotCreated(snapshot);
        });
}

void UpdateController::verifySnapshot(const QString& id) {
    change<SnapshotSummary>(
        Activity::Verifying,
        [this, id](const ProgressSink& report, std::stop_token stop) {
            return m_walks.verifySnapshot(id, report, stop);
        },
        [this](const SnapshotSummary& snapshot) {
            readSnapshots();
            Q_EMIT snapshotVerified(snapshot);
        });
}

void UpdateController::exportSnapshot(const QString& id, const LocalPath& file) {
    change<LocalPath>(
        Activity::Snapshotting,
        [this, id, file](const ProgressSink&, std::stop_token) -> Result<LocalPath> {
            UPKEEP_TRY(m_walks.exportSnapshot(id, file));
            return file;
        },
        [this](const LocalPath& written) { Q_EMIT snapshotExported(written); });
}

void UpdateController::importSnapshot(const LocalPath& file) {
    change<SnapshotSummary>(
        Activity::Snapshotting,
        [this, file](const ProgressSink& report, std::stop_token stop) {
            return m_walks.importSnapshot(file, report, stop);
        },
        [this](const SnapshotSummary& snapshot) {
            readSnapshots();
            Q_EMIT snapshotImported(snapshot);
        });
}

void UpdateController::verify() {
    change<HealthReport>(
        Activity::Verifying,
        [this](const ProgressSink& report, std::stop_token stop) {
            return m_walks.verify({}, report, stop);
        },
        [this](const HealthReport& report) { Q_EMIT verified(report); });
}

void UpdateController::repair(const RepairChoice& choice) {
    change<RepairOutcome>(
        Activity::Repairing,
        [this, choice](const ProgressSink& report, std::stop_token stop) {
            return m_walks.repair(choice, report, stop);
        },
        [this](const RepairOutcome& outcome) {
            readAll();
            Q_EMIT repaired(outcome);
        });
}

void UpdateController::finishUnfinished() {
    change<FinishReport>(
        Activity::Finishing,
        [this](const ProgressSink& report, std::stop_token) { return m_walks.finish(report); },
        [this](const FinishReport& report) {
            if (report.kind != FinishReport::Kind::NothingToDo)
                readAll();
            Q_EMIT finished(report);
        });
}

} // namespace upkeep
