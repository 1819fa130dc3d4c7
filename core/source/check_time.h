// SPDX-License-Identifier: Apache-2.0
// The time that all small requests of one check have together (SECURITY 4.9): a host that answers
// each of them just quickly enough is slow all the same.
#pragma once

#include "system/fetcher.h"

namespace upkeep {

class CheckTime {
public:
    static constexpr std::chrono::milliseconds whole{120'000};
    explicit CheckTime(std::chrono::milliseconds time = whole) : m_left(time) {}

    // network.timeout once the time is used up; a request may use no more than is left of it.
    Result<FetchResponse> fetch(Fetcher& fetcher, FetchRequest request, std::stop_token stop);

    // Time that went by between two requests.
    void spend(std::chrono::milliseconds time) { m_left -= time; }

private:
    std::chrono::milliseconds m_left;
};

} // namespace upkeep
