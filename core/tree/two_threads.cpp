// SPDX-License-Identifier: Apache-2.0
#include "tree/two_threads.h"

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

namespace upkeep {

namespace {

class Jobs {
public:
    Jobs(qsizetype count,
         const std::function<Result<void>(qsizetype)>& job,
         const std::stop_token& stop)
        : m_count(count), m_job(job), m_stop(stop) {}

    void work() {
        for (qsizetype index = m_next++; index < m_count && !m_ended; index = m_next++) {
            if (m_stop.stop_requested())
                return fail(Error{ErrorCode::Cancelled, {}, {}});
            auto done = m_job(index);
            if (!done.has_value())
                return fail(std::move(done).error());
        }
    }
    std::optional<Error> firstError() { return m_error; }

private:
    void fail(Error error) {
        const std::lock_guard guard(m_mutex);
        m_ended = true;
        if (!m_error)
            m_error = std::move(error);
    }

    const qsizetype m_count;
    const std::function<Result<void>(qsizetype)>& m_job;
    const std::stop_token& m_stop;
    std::atomic<qsizetype> m_next = 0;
    std::atomic<bool> m_ended = false;
    std::mutex m_mutex;
    std::optional<Error> m_error;
};

} // namespace

Result<void> runOnTwoThreads(qsizetype count,
                             const std::function<Result<void>(qsizetype)>& job,
                             std::stop_token stop) {
    Jobs jobs(count, job, stop);
    if (count > 1) {
        std::thread second([&jobs] { jobs.work(); });
        jobs.work();
        second.join();
    } else {
        jobs.work();
    }
    if (auto error = jobs.firstError())
        return *std::move(error);
    return {};
}

} // namespace upkeep
