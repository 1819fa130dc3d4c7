// SPDX-License-Identifier: Apache-2.0
#include "system/turns.h"

namespace upkeep {

Turns::Turn::~Turn() {
    {
        const std::lock_guard lock(m_turns.m_mutex);
        m_turns.m_isTaken = false;
    }
    m_turns.m_freed.notify_one();
}

Result<std::unique_ptr<Turns::Turn>> Turns::take(std::stop_token stop) {
    std::unique_lock lock(m_mutex);
    if (!m_freed.wait(lock, stop, [this] { return !m_isTaken; }))
        return Error{ErrorCode::Cancelled, {}, {}};
    m_isTaken = true;
    return std::make_unique<Turn>(*this);
}

} // namespace upkeep
