// SPDX-License-Identifier: Apache-2.0
// One after the other: whoever wants to do something that two should not do at once waits until it
// is their turn. Handed to all products of a process; safe from any thread.
#pragma once

#include "base/result.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>

namespace upkeep {

class Turns {
public:
    // Ends when destroyed.
    class Turn {
    public:
        explicit Turn(Turns& turns) : m_turns(turns) {}
        ~Turn();
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

    private:
        Turns& m_turns;
    };

    // Waits; cancelled. The turn must not outlive this.
    Result<std::unique_ptr<Turn>> take(std::stop_token stop);

private:
    std::mutex m_mutex;
    std::condition_variable_any m_freed;
    bool m_isTaken = false;
};

} // namespace upkeep
