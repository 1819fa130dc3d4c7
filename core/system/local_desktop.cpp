// SPDX-License-Identifier: Apache-2.0
#include "system/desktop.h"
#include "system/file_system.h"
#include "system/idle_watch.h"
#include "system/network_watch.h"
#include "system/power_watch.h"

#include <QDBusUnixFileDescriptor>

#include <fcntl.h>

namespace upkeep {
namespace {

constexpr int inhibitTimeout = 900; // milliseconds

class LoginLock final : public SleepLock {
public:
    explicit LoginLock(Descriptor lock) : m_lock(std::move(lock)) {}

private:
    Descriptor m_lock;
};

class LocalDesktop final : public Desktop {
public:
    LocalDesktop(const QDBusConnection& system, const QDBusConnection& session);

    Conditions now() override;
    void watchIdle(std::chrono::seconds since) override { m_idle.watch(since); }
    Result<std::unique_ptr<SleepLock>> inhibitSleep(const QString& why,
                                                    SleepLock::Mode mode) override;

private:
    Conditions known() const;
    Known fullScreen() const;
    void compare();
    void takeSleep(const QVariantList& arguments);

    NetworkWatch m_network;
    PowerWatch m_power;
    IdleWatch m_idle;
    BusPeer m_login;
    BusPeer m_games;
    BusPeer m_bubbles;
    Conditions m_last;
};

LocalDesktop::LocalDesktop(const QDBusConnection& system, const QDBusConnection& session)
    : m_network(system, session), m_power(system, session), m_idle(system, session),
      m_login(system,
              {QStringLiteral("org.freedesktop.login1"),
               QStringLiteral("/org/freedesktop/login1"),
               QStringLiteral("org.freedesktop.login1.Manager")}),
      m_games(session,
              {QStringLiteral("com.feralinteractive.GameMode"),
               QStringLiteral("/com/feralinteractive/GameMode"),
               QStringLiteral("com.feralinteractive.GameMode")}),
      m_bubbles(session,
                {QStringLiteral("org.freedesktop.Notifications"),
                 QStringLiteral("/org/freedesktop/Notifications"),
                 QStringLiteral("org.freedesktop.Notifications")}) {
    connect(&m_network, &NetworkWatch::changed, this, [this] { compare(); });
    connect(&m_power, &PowerWatch::changed, this, [this] { compare(); });
    connect(&m_idle, &IdleWatch::becameIdle, this, &Desktop::becameIdle);
    for (BusPeer* peer : {&m_games, &m_bubbles}) {
        connect(peer, &BusPeer::propertiesChanged, this, [this] { compare(); });
        peer->followProperties();
    }
    m_login.followSignal(QStringLiteral("PrepareForSleep"));
    connect(&m_login, &BusPeer::signalled, this, [this](const QString&, const QVariantList& told) {
        takeSleep(told);
    });
}

Conditions LocalDesktop::now() {
    Conditions conditions = known();
    conditions.idle = m_idle.idle();
    return conditions;
}

Conditions LocalDesktop::known() const {
    Conditions conditions;
    m_network.tell(conditions);
    m_power.tell(conditions);
    conditions.fullScreen = fullScreen();
    return conditions;
}

// A game that asked for it, or a notification server (KDE's tells) that holds bubbles back.
Known LocalDesktop::fullScreen() const {
    const auto players = m_games.property<int>("ClientCount");
    const auto quiet = m_bubbles.property<bool>("Inhibited");
    if (players.value_or(0) > 0 || quiet.value_or(false))
        return Known::Yes;
    return players || quiet ? Known::No : Known::Unknown;
}

void LocalDesktop::compare() {
    const Conditions before = std::exchange(m_last, known());
    if (m_last == before)
        return;
    Q_EMIT changed();
    if (m_last.online == Known::Yes && before.online == Known::No)
        Q_EMIT connected();
}

void LocalDesktop::takeSleep(const QVariantList& arguments) {
    const auto asleep = BusPeer::valueAs<bool>(arguments.value(0));
    if (!asleep)
        return;
    if (*asleep)
        Q_EMIT goingToSleep();
    else
        Q_EMIT resumed();
}

Result<std::unique_ptr<SleepLock>> LocalDesktop::inhibitSleep(const QString& why,
                                                              SleepLock::Mode mode) {
    const QString how =
        mode == SleepLock::Mode::Block ? QStringLiteral("block") : QStringLiteral("delay");
    const QVariant answer =
        m_login
            .ask(QStringLiteral("Inhibit"),
                 {QStringLiteral("shutdown:sleep"), QStringLiteral("Upkeep"), why, how},
                 inhibitTimeout)
            .value(0);
    const auto given = BusPeer::valueAs<QDBusUnixFileDescriptor>(answer);
    Descriptor lock(given ? ::fcntl(given->fileDescriptor(), F_DUPFD_CLOEXEC, 3) : -1);
    if (!lock.isOpen())
        return Error{ErrorCode::DesktopUnavailable,
                     QStringLiteral("org.freedesktop.login1"),
                     QStringLiteral("gave no lock against sleep")};
    return std::unique_ptr<SleepLock>(std::make_unique<LoginLock>(std::move(lock)));
}

} // namespace

std::unique_ptr<Desktop> makeDesktop() {
    return std::make_unique<LocalDesktop>(QDBusConnection::systemBus(),
                                          QDBusConnection::sessionBus());
}

} // namespace upkeep
