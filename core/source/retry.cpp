// SPDX-License-Identifier: Apache-2.0
#include "source/retry.h"

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
        if (position() > before) {
            tries = 0;
            pause = policy.pause;
        }
        if (tries >= policy.attempts || all >= most)
            return done;
        wait(pause, stop);
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, done.error().subject, {}};
        pause *= 2;
    }
}

} // namespace upkeep
