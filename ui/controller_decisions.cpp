// SPDX-License-Identifier: Apache-2.0
// What a person decides, small and quick, and when a walk is to stop or to rest: the second half of
// UpdateController.
#include "guarded.h"
#include "update_controller.h"

#include <QFuture>
#include <QMetaMethod>
#include <QtConcurrent>

namespace upkeep {

void UpdateController::decide(Work<void> work) {
    QtConcurrent::run(&m_changing, [work = std::move(work)] {
        return guarded<void>(work);
    }).then(this, [this](Result<void> result) {
        if (!result)
            Q_EMIT failed(Activity::None, result.error());
        readStatus();
        readPreferences();
    });
}

void UpdateController::changeVault(Work<void> work) {
    QtConcurrent::run(&m_changing, [work = std::move(work)] {
        return guarded<void>(work);
    }).then(this, [this](Result<void> result) {
        if (!result)
            Q_EMIT failed(Activity::None, result.error());
        readSnapshots();
    });
}

void UpdateController::pinSnapshot(const QString& id, bool pinned) {
    changeVault([this, id, pinned] { return m_walks.pinSnapshot(id, pinned); });
}

void UpdateController::removeSnapshot(const QString& id) {
    changeVault([this, id] { return m_walks.removeSnapshot(id); });
}

void UpdateController::skip(const Version& version) {
    decide([this, version] { return m_walks.skip(version); });
}

void UpdateController::unskip(const Version& version) {
    decide([this, version] { return m_walks.unskip(version); });
}

void UpdateController::remind(const QDateTime& at) {
    decide([this, at] { return m_walks.remind(at); });
}

void UpdateController::pin(const Version& version) {
    decide([this, version] { return m_walks.pin(version); });
}

void UpdateController::stay() {
    decide([this] { return m_walks.stay(); });
}

void UpdateController::pause(const QDateTime& until) {
    decide([this, until] { return m_walks.pause(until); });
}

void UpdateController::keepWaiting(const Waiting& waiting) {
    decide([this, waiting] { return m_walks.keepWaiting(waiting); });
}

void UpdateController::resume() {
    decide([this] { return m_walks.resume(); });
}

void UpdateController::decideSettings(const QList<SettingChoice>& choices) {
    const Work<void> work = [this, choices] { return m_walks.decideSettings(choices); };
    QtConcurrent::run(&m_changing, [work] {
        return guarded<void>(work);
    }).then(this, [this](Result<void> result) {
        if (!result)
            Q_EMIT failed(Activity::None, result.error());
        readOpenSettings(); // after a failure, what is still open
    });
}

void UpdateController::setPreferences(const Preferences& preferences) {
    m_preferences = preferences; // what the person sees already; read back once it is written
    decide([this, preferences] { return m_walks.setPreferences(preferences); });
}

bool UpdateController::ask(Answer answer) {
    if (!isSignalConnected(QMetaMethod::fromSignal(&UpdateController::agentAsked)))
        return false;
    Q_EMIT agentAsked(answer);
    return true;
}

bool UpdateController::overrideHold() {
    if (!isSignalConnected(QMetaMethod::fromSignal(&UpdateController::overrideAsked)))
        return false;
    Q_EMIT overrideAsked();
    return true;
}

void UpdateController::cancel() {
    m_wantsPause = false;
    m_stop.request_stop();
    if (!m_isPaused)
        return;
    const Activity activity = m_activity;
    m_isPaused = false;
    setActivity(Activity::None);
    Q_EMIT pausedChanged(false);
    Q_EMIT statusChanged(m_status);
    Q_EMIT failed(activity, Error{ErrorCode::Cancelled, {}, {}});
}

void UpdateController::pauseDownload() {
    if (!isBusy() || m_isPaused || m_progress.phase != Phase::Download)
        return;
    m_wantsPause = true;
    m_stop.request_stop();
}

bool UpdateController::rest(const Error& error) {
    if (!m_wantsPause || error.code != ErrorCode::Cancelled)
        return false;
    m_isPaused = true;
    Q_EMIT pausedChanged(true);
    return true;
}

void UpdateController::resumeDownload() {
    if (!m_isPaused)
        return;
    m_isPaused = false;
    Q_EMIT pausedChanged(false);
    m_again();
}

} // namespace upkeep
