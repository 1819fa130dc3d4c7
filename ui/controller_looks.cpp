// SPDX-License-Identifier: Apache-2.0
// The agent's looks through the window's controller: nobody sees them, and they change no activity.
#include "guarded.h"
#include "update_controller.h"

#include <QFuture>
#include <QtConcurrent>

namespace upkeep {

// Its failure is nobody's news.
template <typename T> void UpdateController::look(Work<T> work, Looked<T> told) {
    QtConcurrent::run(&m_reading, [this, work] {
        const Result<T> outcome = guarded<T>(work);
        return std::pair(outcome, guarded<ProductStatus>([this] { return m_reader.status(); }));
    }).then(this, [this, told](const std::pair<Result<T>, Result<ProductStatus>>& both) {
        if (both.second)
            keepStatus(*both.second);
        Q_EMIT(this->*told)(both.first);
        if (both.second)
            Q_EMIT statusChanged(m_status);
    });
}

void UpdateController::observe() {
    look<ProbationState>([this] { return m_reader.observe(m_end.get_token()); },
                         &UpdateController::observed);
}

void UpdateController::checkIntegrity() {
    look<IntegrityReport>([this] { return m_reader.checkIntegrity(m_end.get_token()); },
                          &UpdateController::integrityChecked);
}

} // namespace upkeep
