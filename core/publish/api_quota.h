// SPDX-License-Identifier: Apache-2.0
// The hourly quota of the release server's API, counted and told as GitHub does.
#pragma once

#include "publish/release_api.h"

namespace upkeep {

// Sixty minutes of API, counted as GitHub counts.
class ApiQuota {
public:
    explicit ApiQuota(int limit) : m_limit(limit) {}

    bool take(qint64 now) {
        if (now >= m_reset) {
            m_reset = now + 3600;
            m_used = 0;
        }
        m_used = qMin(m_used + 1, m_limit + 1);
        return m_used <= m_limit;
    }
    void giveBack() { --m_used; } // a 304 costs nothing
    void addHeaders(HttpAnswer& answer) const {
        const auto add = [&](const char* name, qint64 value) {
            answer.headers.emplace_back(QByteArray("X-RateLimit-") + name,
                                        QByteArray::number(value));
        };
        add("Limit", m_limit);
        add("Remaining", qMax(m_limit - m_used, 0));
        add("Used", qMin(m_used, m_limit));
        add("Reset", m_reset);
        answer.headers.emplace_back("X-RateLimit-Resource", "core");
    }

private:
    int m_limit;
    int m_used = 0;
    qint64 m_reset = 0;
};

} // namespace upkeep
