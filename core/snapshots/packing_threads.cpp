// SPDX-License-Identifier: Apache-2.0
#include "snapshots/packing_threads.h"

namespace upkeep {

PackingThreads::~PackingThreads() {
    {
        const std::lock_guard guard(m_mutex);
        m_ends = true;
    }
    m_changed.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
}

void PackingThreads::enqueue(std::function<void()> job) {
    constexpr size_t wanted = 2;
    while (m_threads.size() < wanted)
        m_threads.emplace_back([this] { workOff(); });
    {
        const std::lock_guard guard(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_changed.notify_one();
}

void PackingThreads::workOff() {
    for (;;) {
        std::unique_lock guard(m_mutex);
        m_changed.wait(guard, [this] { return m_ends || !m_jobs.empty(); });
        if (m_jobs.empty())
            return;
        const std::function<void()> job = std::move(m_jobs.front());
        m_jobs.pop_front();
        guard.unlock();
        job();
    }
}

} // namespace upkeep
