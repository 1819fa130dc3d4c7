// SPDX-License-Identifier: Apache-2.0
// Services on a private bus that speak the interfaces of a desktop: NetworkManager, UPower, login1,
// ScreenSaver, the portal, ... They own their names, answer calls, tell of changed properties, and
// lie, fall silent or die when a test wants it. They live on a thread of their own, so that a
// caller may wait for them.
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QMutex>
#include <QThread>
#include <QVariantMap>

#include <functional>
#include <memory>
#include <optional>

namespace upkeep::test {

class PrivateBus;

class BusPeers {
public:
    // Answers a call; nothing = the caller waits in vain.
    using Answer = std::function<std::optional<QVariantList>(const QVariantList& arguments)>;

    explicit BusPeers(PrivateBus& bus);
    ~BusPeers();
    BusPeers(const BusPeers&) = delete;
    BusPeers& operator=(const BusPeers&) = delete;

    // The name is there, or gone.
    void own(const QString& service);
    void drop(const QString& service);
    // Tells of the change.
    void set(const QString& path,
             const QString& interface,
             const QString& property,
             const QVariant& value);
    void
    answer(const QString& path, const QString& interface, const QString& method, Answer answer);
    void emitSignal(const QString& path,
                    const QString& interface,
                    const QString& name,
                    const QVariantList& arguments);
    // Calls to a method that have come, with their arguments.
    QList<QVariantList> calls(const QString& interface, const QString& method) const;

    // ---- the desktops of the tests, in words
    void network(quint32 connectivity, quint32 metered, quint32 state = 70);
    void power(bool onBattery, double percent, const QString& profile = "balanced");
    void screenSaver(std::function<quint32()> idle);
    void login();                // gives locks
    qsizetype locksHeld() const; // of those given
    void sleep(bool goingToSleep);

private:
    class Object;
    void onThread(const std::function<void()>& work);
    Object& at(const QString& path);

    QThread m_thread;
    QDBusConnection m_bus;
    QStringList m_owned;
    std::map<QString, std::unique_ptr<Object>> m_objects;
    mutable QMutex m_mutex; // guards the next two
    QList<QDBusMessage> m_calls;
    QList<int> m_locks; // our ends of the pipes
};

} // namespace upkeep::test
