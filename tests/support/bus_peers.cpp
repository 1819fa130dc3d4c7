// SPDX-License-Identifier: Apache-2.0
#include "support/bus_peers.h"

#include "support/private_bus.h"

#include <QDBusUnixFileDescriptor>
#include <QDBusVirtualObject>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace upkeep::test {
namespace {

const QString propertiesInterface = "org.freedesktop.DBus.Properties";
const QString manager = "org.freedesktop.login1.Manager";

} // namespace

class BusPeers::Object : public QDBusVirtualObject {
public:
    Object(BusPeers& world, QString path) : m_world(world), m_path(std::move(path)) {}

    QString introspect(const QString&) const override { return {}; }

    bool handleMessage(const QDBusMessage& message, const QDBusConnection& bus) override {
        QMutexLocker lock(&m_world.m_mutex);
        m_world.m_calls.append(message);
        lock.unlock();
        if (message.interface() == propertiesInterface)
            return bus.send(message.createReply(QVariant(properties(message))));
        const auto found = answers.find(message.interface() + '.' + message.member());
        if (found == answers.end())
            return false;
        if (const auto reply = found->second(message.arguments()))
            bus.send(message.createReply(*reply));
        return true;
    }

    std::map<QString, QVariantMap> values; // by interface
    std::map<QString, Answer> answers;

private:
    QVariantMap properties(const QDBusMessage& message) const {
        const auto found = values.find(message.arguments().value(0).toString());
        return found == values.end() ? QVariantMap() : found->second;
    }

    BusPeers& m_world;
    QString m_path;
};

BusPeers::BusPeers(PrivateBus& bus) : m_bus(bus.connect()) {
    m_thread.start();
}

BusPeers::~BusPeers() {
    onThread([this] {
        for (const QString& service : std::as_const(m_owned))
            m_bus.unregisterService(service);
        for (const auto& [path, object] : m_objects)
            m_bus.unregisterObject(path);
        m_objects.clear();
    });
    m_thread.quit();
    m_thread.wait();
    for (const int lock : std::as_const(m_locks))
        ::close(lock);
}

void BusPeers::onThread(const std::function<void()>& work) {
    QObject there;
    there.moveToThread(&m_thread);
    QMetaObject::invokeMethod(&there, work, Qt::BlockingQueuedConnection);
    QMetaObject::invokeMethod(
        &there,
        [&there, back = QThread::currentThread()] { there.moveToThread(back); },
        Qt::BlockingQueuedConnection);
}

BusPeers::Object& BusPeers::at(const QString& path) {
    std::unique_ptr<Object>& object = m_objects[path];
    if (!object) {
        object = std::make_unique<Object>(*this, path);
        m_bus.registerVirtualObject(path, object.get());
    }
    return *object;
}

void BusPeers::own(const QString& service) {
    onThread([&] {
        m_bus.registerService(service);
        m_owned.append(service);
    });
}

void BusPeers::drop(const QString& service) {
    onThread([&] { m_bus.unregisterService(service); });
}

void BusPeers::set(const QString& path,
                   const QString& interface,
                   const QString& property,
                   const QVariant& value) {
    onThread([&] { at(path).values[interface][property] = value; });
    emitSignal(path,
               propertiesInterface,
               "PropertiesChanged",
               {interface, QVariantMap{{property, value}}, QStringList()});
}

void BusPeers::answer(const QString& path,
                      const QString& interface,
                      const QString& method,
                      Answer answer) {
    onThread([&] { at(path).answers[interface + '.' + method] = std::move(answer); });
}

void BusPeers::emitSignal(const QString& path,
                          const QString& interface,
                          const QString& name,
                          const QVariantList& arguments) {
    onThread([&] {
        QDBusMessage signal = QDBusMessage::createSignal(path, interface, name);
        signal.setArguments(arguments);
        m_bus.send(signal);
    });
}

QList<QVariantList> BusPeers::calls(const QString& interface, const QString& method) const {
    const QMutexLocker lock(&m_mutex);
    QList<QVariantList> found;
    for (const QDBusMessage& call : m_calls) {
        if (call.interface() == interface && call.member() == method)
            found.append(call.arguments());
    }
    return found;
}

void BusPeers::network(quint32 connectivity, quint32 metered, quint32 state) {
    const QString path = "/org/freedesktop/NetworkManager";
    const QString interface = "org.freedesktop.NetworkManager";
    set(path, interface, "State", state);
    set(path, interface, "Metered", metered);
    set(path, interface, "Connectivity", connectivity);
    own(interface);
}

void BusPeers::power(bool onBattery, double percent, const QString& profile) {
    const QString device = "/org/freedesktop/UPower/devices/DisplayDevice";
    set("/org/freedesktop/UPower", "org.freedesktop.UPower", "OnBattery", onBattery);
    set(device, "org.freedesktop.UPower.Device", "Percentage", percent);
    set(device, "org.freedesktop.UPower.Device", "IsPresent", true);
    set("/net/hadess/PowerProfiles", "net.hadess.PowerProfiles", "ActiveProfile", profile);
    own("org.freedesktop.UPower");
    own("net.hadess.PowerProfiles");
}

void BusPeers::screenSaver(std::function<quint32()> idle) {
    answer("/org/freedesktop/ScreenSaver",
           "org.freedesktop.ScreenSaver",
           "GetSessionIdleTime",
           [idle = std::move(idle)](const QVariantList&) { return QVariantList{idle()}; });
    own("org.freedesktop.ScreenSaver");
}

void BusPeers::login() {
    answer("/org/freedesktop/login1", manager, "Inhibit", [this](const QVariantList&) {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0)
            qFatal("no pipe");
        const QMutexLocker lock(&m_mutex);
        m_locks.append(ends[0]);
        const QDBusUnixFileDescriptor given(ends[1]); // has a copy of its own
        ::close(ends[1]);
        return QVariantList{QVariant::fromValue(given)};
    });
    own("org.freedesktop.login1");
}

// A lock is held as long as somebody has the other end open.
qsizetype BusPeers::locksHeld() const {
    const QMutexLocker lock(&m_mutex);
    return std::count_if(m_locks.begin(), m_locks.end(), [](int end) {
        pollfd waiting{end, POLLIN, 0};
        return ::poll(&waiting, 1, 0) == 0;
    });
}

void BusPeers::sleep(bool goingToSleep) {
    emitSignal("/org/freedesktop/login1", manager, "PrepareForSleep", {goingToSleep});
}

} // namespace upkeep::test
