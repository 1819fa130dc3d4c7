// SPDX-License-Identifier: Apache-2.0
// An agent with real walks behind it, served on a bus of the test's own, and other programs that
// speak to it over connections of their own.
#pragma once

#include "agent/agent.h"
#include "agent/agent_state.h"
#include "agent/bus_service.h"
#include "agent/walk_hands.h"
#include "support/private_bus.h"
#include "support/small_world.h"
#include "system/alarm.h"
#include "system/desktop.h"

#include <QDBusArgument>
#include <QDBusMessage>

#include <memory>

namespace upkeep::test {

inline const QString rootPath = "/io/github/upkeep/Upkeep1";
inline const QString toolPath = "/io/github/upkeep/Upkeep1/small_tool";
inline const QString rootInterface = "io.github.upkeep.Upkeep1";
inline const QString toolInterface = "io.github.upkeep.Upkeep1.Product";
inline const QString propertiesInterface = "org.freedesktop.DBus.Properties";

// Another program on the bus; waits with the events going on.
class Caller {
public:
    Caller(PrivateBus& bus, const QString& service) : m_bus(bus.connect()), m_service(service) {}

    QDBusMessage call(const QString& path,
                      const QString& interface,
                      const QString& member,
                      const QVariantList& arguments = {}) const;
    // Its error's last word, or nothing.
    QString ask(const QString& path,
                const QString& interface,
                const QString& member,
                const QVariantList& arguments = {}) const {
        return call(path, interface, member, arguments).errorName().section('.', -1);
    }
    QVariantMap all(const QString& path, const QString& interface) const {
        const QVariantList answer =
            call(path, propertiesInterface, "GetAll", {interface}).arguments();
        return answer.isEmpty() ? QVariantMap() : qdbus_cast<QVariantMap>(answer.first());
    }
    QVariant one(const QString& name) const { return all(toolPath, toolInterface).value(name); }
    const QDBusConnection& bus() const { return m_bus; }

private:
    QDBusConnection m_bus;
    QString m_service;
};

// Of the product "small-tool", 1.0.0 of which is installed.
struct AgentOnBus {
    PrivateBus& bus;
    std::unique_ptr<SmallWorld> world;
    std::unique_ptr<Alarm> alarm;
    std::unique_ptr<Desktop> desktop;
    std::unique_ptr<AgentState> state;
    std::unique_ptr<Agent> agent;
    std::unique_ptr<WalkHands> hands;
    std::unique_ptr<BusService> service;
    std::unique_ptr<Caller> caller;
    QString address; // of the service

    // Everything of this process that asks for a bus finds this one, from the first time on: one
    // bus per process.
    explicit AgentOnBus(PrivateBus& theBus);
    ~AgentOnBus();
    AgentOnBus(const AgentOnBus&) = delete;
    AgentOnBus& operator=(const AgentOnBus&) = delete;

    // An agent over the world, started, on a connection of its own.
    void start(const QByteArray& policy = {});
    // The last word of the error, or nothing.
    QString ask(const QString& member, const QVariantList& arguments = {}) const;
    // Whether a check was made and found something.
    bool check() const;
};

} // namespace upkeep::test
