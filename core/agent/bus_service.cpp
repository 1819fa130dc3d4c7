// SPDX-License-Identifier: Apache-2.0
#include "agent/bus_service.h"

#include "agent/agent.h"
#include "agent/bus_properties.h"

#include <QDBusConnectionInterface>
#include <QDBusReply>
#include <QDBusVariant>
#include <QFile>

#include <algorithm>

namespace upkeep {

namespace {

const QString busName = QStringLiteral("io.github.upkeep.Upkeep");
const QString rootInterface = QStringLiteral("io.github.upkeep.Upkeep1");
const QString productInterface = QStringLiteral("io.github.upkeep.Upkeep1.Product");
const QString propertiesInterface = QStringLiteral("org.freedesktop.DBus.Properties");
constexpr qsizetype mostHeld = 64; // calls, until the agent is there
const QString standardInterfaces = QStringLiteral("org.freedesktop.DBus.");

QString interfaceOf(const WatchedProduct* product) {
    return product ? productInterface : rootInterface;
}

QString describe(const QString& interface) {
    QFile file(QStringLiteral(":/dbus/%1.xml").arg(interface));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString xml = QString::fromUtf8(file.readAll());
    const QString end = QStringLiteral("</interface>\n");
    const qsizetype from = xml.indexOf(QStringLiteral("  <interface "));
    const qsizetype to = xml.indexOf(end);
    return xml.mid(from, to + end.size() - from);
}

bool isUnderWay(const WatchedProduct& product) {
    return product.act != AgentAct::None || product.isOthersTurn;
}

} // namespace

BusService::BusService(QDBusConnection bus, const Clock& clock, QObject* parent)
    : QDBusVirtualObject(parent), m_bus(std::move(bus)), m_clock(clock) {
    m_callers.setWatchMode(QDBusServiceWatcher::WatchForUnregistration);
    connect(&m_callers, &QDBusServiceWatcher::serviceUnregistered, this, &BusService::forgetCaller);
}

BusService::BusService(QDBusConnection bus, const Clock& clock, Agent& agent, QObject* parent)
    : BusService(std::move(bus), clock, parent) {
    serve(agent);
}

BusService::~BusService() {
    if (m_isOpen)
        m_bus.unregisterObject(busPathOf({}), QDBusConnection::UnregisterTree);
}

std::unique_ptr<BusService> BusService::onSessionBus(const Clock& clock, Agent& agent) {
    return std::make_unique<BusService>(QDBusConnection::sessionBus(), clock, agent);
}

bool BusService::open() {
    if (!m_bus.isConnected())
        return false;
    m_callers.setConnection(m_bus);
    m_isOpen = m_bus.registerVirtualObject(busPathOf({}), this, QDBusConnection::SubPath);
    return m_isOpen;
}

void BusService::serve(Agent& agent) {
    m_agent = &agent;
    connect(&agent, &Agent::changed, this, &BusService::tellChanges);
    connect(&agent, &Agent::statusTold, this, &BusService::tellChanges);
    const QStringList products = agent.products();
    for (const QString& id : products)
        m_shown.insert(id, properties(agent.product(id)));
    const QList<QDBusMessage> held = std::exchange(m_held, {});
    for (const QDBusMessage& call : held)
        reply(call);
}

bool BusService::takeName() {
    if (!m_bus.isConnected())
        return false;
    QDBusConnectionInterface& bus = *m_bus.interface();
    connect(
        &bus, &QDBusConnectionInterface::serviceUnregistered, this, [this](const QString& name) {
            if (name == busName)
                Q_EMIT nameLost();
        });
    const auto taken = bus.registerService(busName,
                                           QDBusConnectionInterface::DontQueueService,
                                           QDBusConnectionInterface::AllowReplacement);
    return taken.isValid() && taken.value() == QDBusConnectionInterface::ServiceRegistered;
}

void BusService::toldProgress(const QString& id, const Progress& progress) {
    const WatchedProduct* const product = m_agent ? m_agent->product(id) : nullptr;
    if (!product || !isUnderWay(*product)) // told late: the act has ended
        return;
    m_progress.insert(id, progress);
    tellChanges(id);
}

QString BusService::introspect(const QString& path) const {
    const std::optional<QString> id = productOfBusPath(path);
    const QStringList products = m_agent ? m_agent->products() : QStringList();
    if (id && products.contains(*id))
        return describe(productInterface);
    if (!id || !id->isEmpty())
        return {};
    QString xml = describe(rootInterface);
    for (const QString& product : products)
        xml += QStringLiteral("  <node name=\"%1\"/>\n").arg(busPathOf(product).section(u'/', -1));
    return xml;
}

bool BusService::handleMessage(const QDBusMessage& call, const QDBusConnection& /*connection*/) {
    if (call.type() != QDBusMessage::MethodCallMessage)
        return false;
    const bool isStandard = call.interface().startsWith(standardInterfaces);
    if (isStandard && call.interface() != propertiesInterface)
        return false; // Qt introspects and pings
    if (m_agent)
        reply(call);
    else
        hold(call);
    return true;
}

void BusService::hold(const QDBusMessage& call) {
    if (m_held.size() < mostHeld)
        m_held.append(call);
    else
        m_bus.send(call.createErrorReply(QDBusError::LimitsExceeded, call.member()));
}

void BusService::reply(const QDBusMessage& call) {
    const QDBusMessage reply = answer(call);
    if (call.isReplyRequired())
        m_bus.send(reply);
}

QDBusMessage BusService::answer(const QDBusMessage& call) {
    const std::optional<QString> id = productOfBusPath(call.path());
    const WatchedProduct* const product = id ? m_agent->product(*id) : nullptr;
    if (!id || (!id->isEmpty() && !product))
        return call.createErrorReply(QDBusError::UnknownObject, call.path());
    if (call.interface() == propertiesInterface)
        return answerProperties(call, product);
    if (!call.interface().isEmpty() && call.interface() != interfaceOf(product))
        return call.createErrorReply(QDBusError::UnknownInterface, call.interface());
    for (const Method& method : methodsOf(product)) {
        if (call.member() != method.name)
            continue;
        if (call.signature() == method.signature)
            return (this->*method.answerer)(call, product);
        return call.createErrorReply(
            QDBusError::InvalidArgs,
            QStringLiteral("%1 takes (%2)").arg(method.name, method.signature));
    }
    return call.createErrorReply(QDBusError::UnknownMethod, call.member());
}

QDBusMessage BusService::answerProperties(const QDBusMessage& call,
                                          const WatchedProduct* product) const {
    const bool isAll = call.member() == QLatin1String("GetAll");
    const bool isOne = call.member() == QLatin1String("Get");
    const QLatin1String signature(isAll ? "s" : isOne ? "ss" : "ssv");
    if (!isAll && !isOne && call.member() != QLatin1String("Set"))
        return call.createErrorReply(QDBusError::UnknownMethod, call.member());
    if (call.signature() != signature)
        return call.createErrorReply(QDBusError::InvalidArgs, call.signature());
    const QString interface = call.arguments().at(0).toString();
    if (!interface.isEmpty() && interface != interfaceOf(product))
        return call.createErrorReply(QDBusError::UnknownInterface, interface);
    const QVariantMap values = properties(product);
    if (isAll)
        return call.createReply(QVariant(values));
    const QString name = call.arguments().at(1).toString();
    if (!values.contains(name))
        return call.createErrorReply(QDBusError::UnknownProperty, name);
    if (!isOne)
        return call.createErrorReply(QDBusError::PropertyReadOnly, name);
    return call.createReply(QVariant::fromValue(QDBusVariant(values.value(name))));
}

QVariantMap BusService::properties(const WatchedProduct* product) const {
    if (!product)
        return busProperties(*m_agent);
    const QString& id = product->status.id;
    const auto progress = m_progress.constFind(id);
    return busProperties(*product,
                         progress == m_progress.constEnd() ? std::nullopt
                                                           : std::optional<Progress>(*progress),
                         m_agent->nextCheck(id));
}

void BusService::tellChanges(const QString& id) {
    const WatchedProduct* const product = m_agent->product(id);
    if (!product)
        m_shown.remove(id);
    if (!product || !m_isOpen)
        return;
    if (!isUnderWay(*product))
        m_progress.remove(id);
    const QVariantMap now = properties(product);
    const QVariantMap before = std::exchange(m_shown[id], now);
    QVariantMap changes;
    for (auto it = now.begin(); it != now.end(); ++it) {
        if (before.value(it.key()) != it.value())
            changes.insert(it.key(), it.value());
    }
    if (changes.isEmpty())
        return;
    QDBusMessage signal = QDBusMessage::createSignal(
        busPathOf(id), propertiesInterface, QStringLiteral("PropertiesChanged"));
    signal << productInterface << changes << QStringList();
    m_bus.send(signal);
}

} // namespace upkeep
