// SPDX-License-Identifier: Apache-2.0
// When the next check by itself is due. Pure. Machines that start together do not ask together:
// every moment is shifted by this installation's own jitter.
#pragma once

#include <QDateTime>

namespace upkeep {

struct CheckRecord {
    QDateTime startedAt;   // the agent's start
    QDateTime lastChecked; // the last that succeeded; invalid = never
    QDateTime lastTried;   // the last attempt of this session
    int failures = 0;      // in a row
    QDateTime notBefore;   // after a resume, a reconnection; invalid = none
    QDateTime wanted;      // a reminder is due then; invalid = none
};

// `jitter` 0..9999. A time in the future that lies in the past of its record (the clock was set
// back) counts as none.
QDateTime
nextCheckAt(const CheckRecord& record, int intervalHours, int jitter, const QDateTime& now);

// The clock was set: what lies in the future now is forgotten, so that nothing waits for years.
CheckRecord withClockSet(CheckRecord record, const QDateTime& now);
// A short while after the network came back or the machine woke up; the failures before do not
// count.
CheckRecord withReconnection(CheckRecord record, int jitter, const QDateTime& now);
// How long to wait after so many failures in a row.
qint64 secondsBeforeRetry(int failures, int intervalHours);

} // namespace upkeep
