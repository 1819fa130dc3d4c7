// SPDX-License-Identifier: Apache-2.0
#include "base/task_pool.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace upkeep {

namespace {

class TaskPool {
public:
    TaskPool(const std::vector<PoolTask>& tasks, qint64 bytes)
        : m_tasks(tasks), m_isTaken(tasks.size()), m_free(bytes), m_untaken(tasks.size()) {}

    void work() {
        std::unique_lock lock(m_mutex);
        while (const PoolTask* const task = take(lock)) {
            lock.unlock();
            const Result<void> ran = task->run(m_stop.get_token());
            lock.lock();
            settle(*task, ran);
        }
    }
    void requestStop() {
        m_stop.request_stop();
        m_changed.notify_all();
    }
    Result<void> result() const {
        if (m_failure)
            return *m_failure;
        return m_untaken > 0 ? Result<void>(Error{ErrorCode::Cancelled, {}, {}}) : Result<void>();
    }

private:
    const PoolTask* take(std::unique_lock<std::mutex>& lock) {
        while (m_untaken > 0 && !m_stop.stop_requested()) {
            for (size_t i = 0; i < m_tasks.size(); ++i) {
                if (m_isTaken[i] || (m_running > 0 && m_tasks[i].bytes > m_free))
                    continue;
                m_isTaken[i] = true;
                --m_untaken;
                ++m_running;
                m_free -= m_tasks[i].bytes;
                return &m_tasks[i];
            }
            m_changed.wait(lock);
        }
        return nullptr;
    }

    void settle(const PoolTask& task, const Result<void>& ran) {
        --m_running;
        m_free += task.bytes;
        if (!ran && !m_failure) {
            m_failure = ran.error();
            m_stop.request_stop();
        }
        m_changed.notify_all();
    }

    const std::vector<PoolTask>& m_tasks;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::stop_source m_stop;
    std::vector<bool> m_isTaken;
    qint64 m_free;
    size_t m_untaken;
    int m_running = 0;
    std::optional<Error> m_failure;
};

} // namespace

Result<void> runTasks(const std::vector<PoolTask>& tasks,
                      const PoolLimits& limits,
                      const std::stop_token& stop) {
    TaskPool pool(tasks, limits.bytes);
    const std::stop_callback onStop(stop, [&pool] { pool.requestStop(); });
    {
        std::vector<std::jthread> helpers;
        const auto most = std::min<size_t>(tasks.size(), size_t(std::max(limits.threads, 1)));
        for (size_t i = 1; i < most; ++i)
            helpers.emplace_back([&pool] { pool.work(); });
        pool.work();
    }
    return pool.result();
}

int machineThreads() {
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

} // namespace upkeep
