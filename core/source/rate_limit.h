// SPDX-License-Identifier: Apache-2.0
// When an API host may be asked again (GITHUB.md, rules 3 to 5): one state machine over the
// answers.
#pragma once

#include "system/fetcher.h"

#include <QDateTime>

namespace upkeep {

class RateLimit {
public:
    // network.rate-limited with the time in its cause, before that time has come.
    Result<void> mayAsk(const QUrl& url, const QDateTime& now) const;
    // Reads an answer; true when it is a refusal for asking too much (never a missing permission).
    bool note(const FetchResponse& response, const QDateTime& now);

    // What was noted by another process.
    void resume(const QDateTime& notBefore) { m_notBefore = notBefore; }

    // Invalid: at once.
    const QDateTime& notBefore() const { return m_notBefore; }
    // What the last answer said is left; -1 = it said nothing.
    int remaining() const { return m_remaining; }

private:
    bool isRefusal(const FetchResponse& response) const;

    QDateTime m_notBefore;
    int m_remaining = -1;
    int m_refusals = 0; // in a row, without a time given
};

} // namespace upkeep
