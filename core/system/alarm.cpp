// SPDX-License-Identifier: Apache-2.0
#include "system/alarm.h"

#include "system/file_system.h"

#include <QSocketNotifier>

#include <sys/timerfd.h>

#include <cerrno>
#include <unistd.h>

namespace upkeep {
namespace {

class TimerAlarm final : public Alarm {
public:
    TimerAlarm()
        : m_timer(::timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK)),
          m_notifier(m_timer.get(), QSocketNotifier::Read) {
        connect(&m_notifier, &QSocketNotifier::activated, this, [this] { wake(); });
    }

    void setFor(const QDateTime& when) override {
        m_when = when;
        arm();
    }

    void clear() override { setFor({}); }

private:
    // The kernel takes 0 for "never", hence at least a millisecond after 1970.
    void arm() {
        const qint64 moment =
            m_when.isValid() ? std::max<qint64>(1, m_when.toMSecsSinceEpoch()) : 0;
        itimerspec wanted{};
        wanted.it_value.tv_sec = moment / 1000;
        wanted.it_value.tv_nsec = moment % 1000 * 1'000'000;
        ::timerfd_settime(
            m_timer.get(), TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &wanted, nullptr);
    }

    void wake() {
        quint64 times = 0;
        if (::read(m_timer.get(), &times, sizeof times) == ssize_t(sizeof times)) {
            m_when = {};
            Q_EMIT fired();
        } else if (errno == ECANCELED) {
            arm();
            Q_EMIT clockChanged();
        }
    }

    Descriptor m_timer;
    QSocketNotifier m_notifier;
    QDateTime m_when;
};

} // namespace

std::unique_ptr<Alarm> makeAlarm() {
    return std::make_unique<TimerAlarm>();
}

} // namespace upkeep
