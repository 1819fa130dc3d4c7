// SPDX-License-Identifier: Apache-2.0
#include "source/rate_limit.h"

#include "system/http_rules.h"

#include <QRandomGenerator>

namespace upkeep {

namespace {

constexpr qint64 shortestWait = 60;
constexpr qint64 longestWait = 24 * 60 * 60; // whatever a server says

std::optional<qint64> number(const QByteArray& text) {
    bool isNumber = false;
    const qint64 value = text.toLongLong(&isNumber);
    return isNumber && value >= 0 ? std::optional<qint64>(value) : std::nullopt;
}

// Up to a quarter longer, so that many clients refused at once do not come back at once.
qint64 spread(qint64 seconds) {
    return seconds + QRandomGenerator::global()->bounded(seconds / 4 + 1);
}

} // namespace

Result<void> RateLimit::mayAsk(const QUrl& url, const QDateTime& now) const {
    if (!m_notBefore.isValid() || now >= m_notBefore)
        return {};
    return Error{ErrorCode::NetworkRateLimited, displayUrl(url), m_notBefore.toString(Qt::ISODate)};
}

bool RateLimit::note(const FetchResponse& response, const QDateTime& now) {
    const auto remaining = number(response.header("X-RateLimit-Remaining"));
    const auto reset = number(response.header("X-RateLimit-Reset"));
    const auto retryAfter = number(response.header("Retry-After"));
    m_remaining = static_cast<int>(remaining.value_or(-1));
    const bool refused = isRefusal(response);
    if (!refused)
        m_refusals = 0;

    qint64 seconds = 0;
    if (refused && retryAfter)
        seconds = qMax<qint64>(*retryAfter, 1);
    else if (remaining == 0 && reset)
        seconds = *reset - now.toSecsSinceEpoch();
    else if (refused)
        seconds = spread(shortestWait << qMin(m_refusals++, 10));
    m_notBefore = seconds > 0 ? now.addSecs(qMin(seconds, longestWait)) : QDateTime();
    return refused;
}

bool RateLimit::isRefusal(const FetchResponse& response) const {
    if (response.status == 429)
        return true;
    return response.status == 403 &&
           (m_remaining == 0 || !response.header("Retry-After").isEmpty() ||
            response.body.toLower().contains("rate limit"));
}

} // namespace upkeep
