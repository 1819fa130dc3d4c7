// SPDX-License-Identifier: Apache-2.0
// What several transfers at once share: at most so many requests at one host, and one pace for all
// of them together. Handed to every fetcher of a process; safe from any thread.
#pragma once

#include "base/result.h"

#include <QHash>
#include <QString>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace upkeep {

class LineShare {
public:
    // One request at a host; gives its place back when destroyed.
    class Place {
    public:
        Place(LineShare& share, QString host) : m_share(&share), m_host(std::move(host)) {}
        ~Place();
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        Place(Place&& other) noexcept;
        Place& operator=(Place&&) = delete;

    private:
        LineShare* m_share;
        QString m_host;
    };

    // Waits until fewer than `most` requests are at the host (with its port); cancelled.
    Result<Place> take(const QString& host, int most, std::stop_token stop);

    // How long whoever got `bytes` just now is to wait, so that all together keep to the pace.
    std::chrono::milliseconds keepPace(qint64 bytes, qint64 bytesPerSecond);

private:
    using Clock = std::chrono::steady_clock;

    std::mutex m_mutex;
    std::condition_variable_any m_freed;
    QHash<QString, int> m_taken;
    Clock::time_point m_paidUntil; // what came so far is within the pace at this time
};

} // namespace upkeep
