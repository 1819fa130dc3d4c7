// SPDX-License-Identifier: Apache-2.0
#include "source/retry.h"

#include <QRandomGenerator>

#include <condition_variable>
#include <mutex>

namespace upkeep {

namespace {

// A missing file may be the gap in which a publisher replaces it.
bool mayPass(const Error& error) {
    switch (error.code) {
    case ErrorCode::NetworkFailed:
    case ErrorCode::NetworkTimeout:
    case ErrorCode::SourceMissing:
        return true;
    case ErrorCode::NetworkStatus:
        return error.cause.contains(QLatin1String(" 5")); // "HTTP status 503"
    default:
        return false;
    }
}

void wait(std::chrono::milliseconds time, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any condition;
    std::unique_lock lock(mutex);
    condition.wait_for(lock, stop, time, [] { return false; });
}

// A half to one and a half of it: many clients cut off at once do not come back at once.
std::chrono::milliseconds spread(std::chrono::milliseconds pause) {
    return pause / 2 + std::chrono::milliseconds(QRandomGenerator::global()->bounded(
                           static_cast<quint32>(qMax<qint64>(pause.count(), 1))));
}

} // namespace

Result<void> tryAgain(const RetryPolicy& policy,
                      const std::function<Result<void>()>& attempt,
                      const std::function<qint64()>& position,
                      const std::stop_token& stop) {
    constexpr int most = 1000; // a server that cuts after every byte is no server
    std::chrono::milliseconds pause = policy.pause;
    for (int tries = 1, all = 1;; ++tries, ++all) {
        const qint64 before = position();
        auto done = attempt();
        if (done.has_value() || !mayPass(done.error()))
            return done;
        // A server that lets a few bytes through before each timeout makes no progress.
        constexpr qint64 real = 1024 * 1024;
        const bool crawls = done.error().code == ErrorCode::NetworkTimeout;
        if (position() - before > (crawls ? real : 0)) {
            tries = 0;
            pause = policy.pause;
        }
        if (tries >= policy.attempts || all >= most)
            return done;
        wait(spread(pause), stop);
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, done.error().subject, {}};
        pause *= 2;
    }
}

} // namespace upkeep
