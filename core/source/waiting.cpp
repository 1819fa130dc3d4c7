// SPDX-License-Identifier: Apache-2.0
#include "source/waiting.h"

#include <QRandomGenerator>

#include <condition_variable>
#include <mutex>

namespace upkeep {

void pauseFor(std::chrono::milliseconds time, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any condition;
    std::unique_lock lock(mutex);
    condition.wait_for(lock, stop, time, [] { return false; });
}

std::chrono::milliseconds spread(std::chrono::milliseconds pause) {
    return pause / 2 + std::chrono::milliseconds(QRandomGenerator::global()->bounded(
                           static_cast<quint32>(qMax<qint64>(pause.count(), 1))));
}

} // namespace upkeep
