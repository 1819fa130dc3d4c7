// SPDX-License-Identifier: Apache-2.0
// Ctrl+C, SIGTERM and a time limit as a stop token: the walk ends at its next safe point. A second
// signal ends the program at once.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <stop_token>
#include <thread>

namespace upkeep {

class Interrupt {
public:
    // None = no limit.
    explicit Interrupt(std::optional<std::chrono::seconds> limit = {});
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    std::stop_token token() const { return m_stop.get_token(); }
    // It was the limit that stopped.
    bool isOverTime() const { return m_isOverTime; }

private:
    std::stop_source m_stop;
    int m_event;
    std::atomic<bool> m_isOverTime = false;
    std::jthread m_watcher;
};

} // namespace upkeep
