// SPDX-License-Identifier: Apache-2.0
#include "source/retry.h"

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
        policy.wait(spread(pause), stop);
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, done.error().subject, {}};
        pause *= 2;
    }
}

} // namespace upkeep
