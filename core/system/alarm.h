// SPDX-License-Identifier: Apache-2.0
// The seam to being woken: one moment on the wall clock at a time. Nothing runs in between, and a
// machine that sleeps through the moment wakes us late, never twice.
#pragma once

#include <QDateTime>
#include <QObject>

#include <memory>

namespace upkeep {

class Alarm : public QObject {
    Q_OBJECT

public:
    // Replaces what was set before; a moment that has passed fires at once (from the event loop).
    virtual void setFor(const QDateTime& when) = 0;
    virtual void clear() = 0;

Q_SIGNALS:
    void fired();
    // Somebody set the wall clock, forward or back; what was set still stands.
    void clockChanged();
};

// timerfd(2) on CLOCK_REALTIME with TFD_TIMER_CANCEL_ON_SET; needs an event loop.
std::unique_ptr<Alarm> makeAlarm();

} // namespace upkeep
