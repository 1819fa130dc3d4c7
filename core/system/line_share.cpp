// SPDX-License-Identifier: Apache-2.0
#include "system/line_share.h"

#include <algorithm>

namespace upkeep {

LineShare::Place::~Place() {
    if (!m_share)
        return;
    {
        const std::lock_guard lock(m_share->m_mutex);
        --m_share->m_taken[m_host];
    }
    m_share->m_freed.notify_all();
}

LineShare::Place::Place(Place&& other) noexcept
    : m_share(std::exchange(other.m_share, nullptr)), m_host(std::move(other.m_host)) {}

Result<LineShare::Place> LineShare::take(const QString& host, int most, std::stop_token stop) {
    std::unique_lock lock(m_mutex);
    const bool isFree = m_freed.wait(lock, stop, [&] { return m_taken.value(host) < most; });
    if (!isFree)
        return Error{ErrorCode::Cancelled, host, {}};
    ++m_taken[host];
    return Place(*this, host);
}

std::chrono::milliseconds LineShare::keepPace(qint64 bytes, qint64 bytesPerSecond) {
    const std::lock_guard lock(m_mutex);
    const auto now = Clock::now();
    const std::chrono::duration<double> cost(double(bytes) / double(bytesPerSecond));
    m_paidUntil = std::max(m_paidUntil, now) + std::chrono::duration_cast<Clock::duration>(cost);
    return std::chrono::duration_cast<std::chrono::milliseconds>(m_paidUntil - now);
}

} // namespace upkeep
