// SPDX-License-Identifier: Apache-2.0
#include "agent/schedule.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr qint64 firstCheckDelay = 5 * minute;
constexpr qint64 firstCheckJitter = 10 * minute;
constexpr qint64 smallestGap = 10 * minute; // whatever happens: networks flap
constexpr qint64 firstRetry = 15 * minute;
constexpr qint64 settling = 30; // a network that has just come back
constexpr qint64 settlingJitter = 90;

qint64 share(qint64 span, int jitter) {
    return span * std::clamp(jitter, 0, 9999) / 10'000;
}

QDateTime later(const QDateTime& a, const QDateTime& b) {
    return b.isValid() ? std::max(a, b) : a;
}

} // namespace

qint64 secondsBeforeRetry(int failures, int intervalHours) {
    const int doublings = std::clamp(failures - 1, 0, 16);
    return std::min(firstRetry << doublings, intervalHours * hour);
}

QDateTime
nextCheckAt(const CheckRecord& record, int intervalHours, int jitter, const QDateTime& now) {
    const qint64 interval = intervalHours * hour;
    const QDateTime first =
        record.startedAt.addSecs(firstCheckDelay + share(firstCheckJitter, jitter));
    const bool isKnown = record.lastChecked.isValid() && record.lastChecked <= now;
    QDateTime due =
        isKnown ? record.lastChecked.addSecs(interval + share(interval / 10, jitter)) : first;
    if (record.wanted.isValid() && (!isKnown || record.lastChecked < record.wanted))
        due = std::min(due, std::max(record.wanted, record.startedAt));
    if (record.failures > 0 && record.lastTried.isValid()) {
        const qint64 wait = secondsBeforeRetry(record.failures, intervalHours);
        due = record.lastTried.addSecs(wait + share(wait / 5, jitter));
    }
    due = later(due, first);
    if (record.lastTried.isValid())
        due = later(due, record.lastTried.addSecs(smallestGap));
    return later(due, record.notBefore);
}

CheckRecord withClockSet(CheckRecord record, const QDateTime& now) {
    if (record.startedAt > now)
        record.startedAt = now;
    if (record.lastTried > now)
        record.lastTried = {};
    if (record.notBefore > now.addSecs(settling + settlingJitter))
        record.notBefore = {};
    return record;
}

CheckRecord withReconnection(CheckRecord record, int jitter, const QDateTime& now) {
    record.failures = 0;
    record.notBefore = now.addSecs(settling + share(settlingJitter, jitter));
    return record;
}

} // namespace upkeep
