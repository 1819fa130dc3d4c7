// SPDX-License-Identifier: Apache-2.0
#include "support/agent_on_bus.h"

#include <QDBusPendingCallWatcher>
#include <QSignalSpy>
#include <QTest>

namespace upkeep::test {

QDBusMessage Caller::call(const QString& path,
                          const QString& interface,
                          const QString& member,
                          const QVariantList& arguments) const {
    QDBusMessage message = QDBusMessage::createMethodCall(m_service, path, interface, member);
    message.setArguments(arguments);
    QDBusPendingCallWatcher watcher(m_bus.asyncCall(message));
    QSignalSpy answered(&watcher, &QDBusPendingCallWatcher::finished);
    return watcher.isFinished() || answered.wait()
               ? watcher.reply()
               : QDBusMessage::createError("test.NoAnswer", member);
}

AgentOnBus::AgentOnBus(PrivateBus& theBus) : bus(theBus) {
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus.address().toUtf8());
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address().toUtf8());
    world = std::make_unique<SmallWorld>();
    world->id = "small-tool";
    world->publish({"1.0.0"});
    if (!world->install())
        qFatal("1.0.0 cannot be installed");
    alarm = makeAlarm();
    desktop = makeDesktop();
}

AgentOnBus::~AgentOnBus() = default;

void AgentOnBus::start(const QByteArray& policy) {
    Seams seams = world->seams();
    seams.places.policy = world->path("policy");
    if (!policy.isEmpty())
        world->write(seams.places.policy / "site.json", policy);
    state = std::make_unique<AgentState>(world->files(), seams.places.state);
    hands = std::make_unique<WalkHands>(seams);
    agent = std::make_unique<Agent>(world->clock, *alarm, *desktop, *state, *hands);
    const auto registration =
        findRegistration(world->files(), seams.places, QString::fromUtf8(world->id));
    QVERIFY(registration.has_value());
    QVERIFY(hands->add(*registration, *agent).has_value());
    QDBusConnection connection = bus.connect();
    service = std::make_unique<BusService>(connection, world->clock, *agent);
    QObject::connect(hands.get(), &WalkHands::progressed, service.get(), &BusService::toldProgress);
    QVERIFY(service->open());
    address = connection.baseService();
    caller = std::make_unique<Caller>(bus, address);
    agent->start();
}

QString AgentOnBus::ask(const QString& member, const QVariantList& arguments) const {
    return caller->ask(toolPath, toolInterface, member, arguments);
}

bool AgentOnBus::check() const {
    return ask("Check").isEmpty() && QTest::qWaitFor([this] {
               return agent->product("small-tool")->isFree() &&
                      agent->product("small-tool")->offered();
           });
}

} // namespace upkeep::test
