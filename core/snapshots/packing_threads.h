// SPDX-License-Identifier: Apache-2.0
// Two threads that work off what they are given, first come, first served. They are started with
// the first job, so that their stacks and heaps stay two however many jobs are in flight.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace upkeep {

class PackingThreads {
public:
    PackingThreads() = default;
    // Finishes what was begun and what waits.
    ~PackingThreads();
    PackingThreads(const PackingThreads&) = delete;
    PackingThreads& operator=(const PackingThreads&) = delete;
    PackingThreads(PackingThreads&&) = delete;
    PackingThreads& operator=(PackingThreads&&) = delete;

    template <typename Work> auto start(Work work) {
        auto task = std::make_shared<std::packaged_task<decltype(work())()>>(std::move(work));
        auto done = task->get_future();
        enqueue([task] { (*task)(); });
        return done;
    }

private:
    void enqueue(std::function<void()> job);
    void workOff();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_jobs;
    std::vector<std::thread> m_threads;
    bool m_ends = false;
};

} // namespace upkeep
