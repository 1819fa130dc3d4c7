// SPDX-License-Identifier: Apache-2.0
// Ctrl+C and SIGTERM as a stop token: the walk ends at its next safe point. A second one ends the
// program at once.
#pragma once

#include <stop_token>
#include <thread>

namespace upkeep {

class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    std::stop_token token() const { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
    int m_event;
    std::jthread m_watcher;
};

} // namespace upkeep
