// SPDX-License-Identifier: Apache-2.0
#include "system/idle_watch.h"

#include <QDateTime>

namespace upkeep {
namespace {

using std::chrono::seconds;

constexpr int askTimeout = 300; // milliseconds
constexpr seconds mostBetweenLooks{60};
constexpr seconds longestBelieved{30LL * 24 * 3600};

std::optional<seconds> believed(seconds idle) {
    if (idle < seconds(0) || idle > longestBelieved)
        return std::nullopt;
    return idle;
}

// The interface says seconds, some servers answer milliseconds: no session is older than a month,
// and what is read too long would let us disturb somebody. So the smaller reading counts where both
// are possible.
std::optional<seconds> screenSaverReading(quint32 answer) {
    constexpr quint32 aDay = 24 * 3600;
    return believed(seconds(answer < aDay ? answer : answer / 1000));
}

} // namespace

IdleWatch::IdleWatch(const QDBusConnection& system, const QDBusConnection& session)
    : m_mutter(session,
               {QStringLiteral("org.gnome.Mutter.IdleMonitor"),
                QStringLiteral("/org/gnome/Mutter/IdleMonitor/Core"),
                QStringLiteral("org.gnome.Mutter.IdleMonitor")}),
      m_screenSaver(session,
                    {QStringLiteral("org.freedesktop.ScreenSaver"),
                     QStringLiteral("/org/freedesktop/ScreenSaver"),
                     QStringLiteral("org.freedesktop.ScreenSaver")}),
      m_session(system,
                {QStringLiteral("org.freedesktop.login1"),
                 QStringLiteral("/org/freedesktop/login1/session/auto"),
                 QStringLiteral("org.freedesktop.login1.Session")}) {
    m_mutter.followSignal(QStringLiteral("WatchFired"));
    m_session.followProperties();
    m_next.setSingleShot(true);
    m_next.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_next, &QTimer::timeout, this, [this] { look(); });
    connect(&m_mutter, &BusPeer::signalled, this, [this](const QString&, const QVariantList& told) {
        takeWatchFired(told);
    });
    for (const BusPeer* peer : {&m_mutter, &m_screenSaver}) {
        connect(peer, &BusPeer::came, this, [this] { start(); });
        connect(peer, &BusPeer::went, this, [this] { start(); });
    }
    connect(&m_session, &BusPeer::propertiesChanged, this, [this] {
        if (m_wanted > seconds(0) && !m_mutterWatch)
            look();
    });
}

std::optional<seconds> IdleWatch::idle() {
    const QVariant mutter = m_mutter.ask(QStringLiteral("GetIdletime"), {}, askTimeout).value(0);
    if (const auto milliseconds = BusPeer::valueAs<quint64>(mutter))
        return believed(seconds(*milliseconds / 1000));
    if (const auto idle = screenSaverIdle())
        return idle;
    return hintedIdle();
}

std::optional<seconds> IdleWatch::screenSaverIdle() {
    const QVariant answer =
        m_screenSaver.ask(QStringLiteral("GetSessionIdleTime"), {}, askTimeout).value(0);
    const auto idle = BusPeer::valueAs<quint32>(answer);
    return idle ? screenSaverReading(*idle) : std::nullopt;
}

// IdleSinceHint is in microseconds since 1970. Not idle says nothing of how long, but: not long.
std::optional<seconds> IdleWatch::hintedIdle() const {
    const auto hint = m_session.property<bool>("IdleHint");
    const auto since = m_session.property<quint64>("IdleSinceHint");
    if (!hint)
        return std::nullopt;
    if (!*hint)
        return seconds(0);
    if (!since)
        return std::nullopt;
    return believed(seconds(QDateTime::currentSecsSinceEpoch() - qint64(*since / 1'000'000)));
}

void IdleWatch::watch(seconds since) {
    m_wanted = since;
    start();
}

void IdleWatch::start() {
    m_next.stop();
    if (m_mutterWatch) {
        m_mutter.call(QStringLiteral("RemoveWatch"), {*m_mutterWatch}, [](const QVariantList&) {});
        m_mutterWatch.reset();
    }
    if (m_wanted <= seconds(0))
        return;
    if (!m_mutter.isThere()) {
        look();
        return;
    }
    const quint64 milliseconds = quint64(m_wanted.count()) * 1000;
    m_mutter.call(QStringLiteral("AddIdleWatch"),
                  {QVariant::fromValue(milliseconds)},
                  [this](const QVariantList& answer) {
                      m_mutterWatch = BusPeer::valueAs<quint32>(answer.value(0));
                      look(); // the watch is silent where the time had been reached before
                  });
}

// What cannot tell is asked when it could be so far.
void IdleWatch::look() {
    if (m_wanted <= seconds(0))
        return;
    const auto now = idle();
    if (now && *now >= m_wanted) {
        reached();
        return;
    }
    if (m_mutterWatch || !now)
        return; // told, or there is nobody to ask
    m_next.start(std::min(mostBetweenLooks, m_wanted - *now + seconds(1)));
}

void IdleWatch::takeWatchFired(const QVariantList& arguments) {
    const auto id = BusPeer::valueAs<quint32>(arguments.value(0));
    if (id && m_mutterWatch && *id == *m_mutterWatch)
        reached();
}

void IdleWatch::reached() {
    watch(seconds(0));
    Q_EMIT becameIdle();
}

} // namespace upkeep
