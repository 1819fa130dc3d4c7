// SPDX-License-Identifier: Apache-2.0
// What a person decides, small and quick: the second half of UpdateController.
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

} // namespace upkeep
