// SPDX-License-Identifier: Apache-2.0
// The agent on the session bus: io.github.upkeep.Upkeep1 and one object per product, as
// installer/dbus describes them. Whoever hosts the agent opens it; what it shows is what the agent
// was told. Strict about what it is asked, and an administrator's policy holds here as everywhere.
#pragma once

#include "agent/inhibitions.h"
#include "base/progress.h"
#include "policy/admin_policy.h"
#include "system/clock.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusServiceWatcher>
#include <QDBusVirtualObject>
#include <QHash>
#include <QPointer>
#include <QVariantMap>

namespace upkeep {

class Agent;
struct WatchedProduct;

class BusService : public QDBusVirtualObject {
    Q_OBJECT

public:
    // `clock` outlives it. Calls that come before serve() wait for it, so that who started us by
    // calling gets an answer.
    BusService(QDBusConnection bus, const Clock& clock, QObject* parent = nullptr);
    // Serves at once.
    BusService(QDBusConnection bus, const Clock& clock, Agent& agent, QObject* parent = nullptr);
    static std::unique_ptr<BusService> onSessionBus(const Clock& clock, Agent& agent);
    ~BusService() override;
    BusService(const BusService&) = delete;
    BusService& operator=(const BusService&) = delete;

    // Puts our objects on the connection; false without a bus. The agent works without, too.
    bool open();
    // Its products have been added; calls that come after its end wait again.
    void serve(Agent& agent);
    // The name io.github.upkeep.Upkeep, for a host without a window (a window has taken it for its
    // single instance); false = somebody else has it. A window that comes takes it over: nameLost.
    bool takeName();
    // How far the act under way on this product has come.
    void toldProgress(const QString& id, const Progress& progress);

    QString introspect(const QString& path) const override;
    bool handleMessage(const QDBusMessage& call, const QDBusConnection& connection) override;

Q_SIGNALS:
    void nameLost();

private:
    // `product` is nullptr for the root.
    using Answerer = QDBusMessage (BusService::*)(const QDBusMessage&, const WatchedProduct*);
    struct Method {
        QLatin1String name;
        QLatin1String signature;
        Answerer answerer = nullptr;
    };
    static const QList<Method>& methodsOf(const WatchedProduct* product);

    void hold(const QDBusMessage& call);
    void reply(const QDBusMessage& call);
    QDBusMessage answer(const QDBusMessage& call);
    QDBusMessage answerProperties(const QDBusMessage& call, const WatchedProduct* product) const;
    QVariantMap properties(const WatchedProduct* product) const;
    void tellChanges(const QString& id);

    // bus_acts.cpp: what can be asked for.
    QDBusMessage inhibit(const QDBusMessage& call, const WatchedProduct* root);
    QDBusMessage uninhibit(const QDBusMessage& call, const WatchedProduct* root);
    QDBusMessage pause(const QDBusMessage& call, const WatchedProduct* product);
    QDBusMessage resume(const QDBusMessage& call, const WatchedProduct* product);
    QDBusMessage check(const QDBusMessage& call, const WatchedProduct* product);
    QDBusMessage update(const QDBusMessage& call, const WatchedProduct* product);
    QDBusMessage rollBack(const QDBusMessage& call, const WatchedProduct* product);
    void watchCaller(const QString& caller);
    void forgetCaller(const QString& caller);

    QDBusConnection m_bus;
    const Clock& m_clock;
    QPointer<Agent> m_agent;
    QList<QDBusMessage> m_held; // came before serve()
    Inhibitions m_inhibitions;
    QDBusServiceWatcher m_callers;       // those who inhibit
    QHash<QString, Progress> m_progress; // by product, while something is under way
    QHash<QString, QVariantMap> m_shown; // by product: what was last told
    bool m_isOpen = false;
};

} // namespace upkeep
