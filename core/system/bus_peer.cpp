// SPDX-License-Identifier: Apache-2.0
#include "system/bus_peer.h"

#include <QDBusArgument>
#include <QDBusPendingCallWatcher>

namespace upkeep {
namespace {

constexpr int answerTimeout = 5000; // milliseconds; nobody waits meanwhile
const auto propertiesInterface = QStringLiteral("org.freedesktop.DBus.Properties");

// a{sv} whatever it came wrapped in; empty where it is something else.
QVariantMap mapOf(const QVariant& value) {
    if (value.metaType() == QMetaType::fromType<QVariantMap>())
        return value.toMap();
    if (value.metaType() != QMetaType::fromType<QDBusArgument>())
        return {};
    const auto argument = value.value<QDBusArgument>();
    if (argument.currentSignature() != QLatin1String("a{sv}"))
        return {};
    return qdbus_cast<QVariantMap>(argument);
}

void whenAnswered(QObject* context,
                  const QDBusPendingCall& call,
                  std::function<void(const QDBusMessage&)> then) {
    auto* watcher = new QDBusPendingCallWatcher(call, context);
    QObject::connect(watcher,
                     &QDBusPendingCallWatcher::finished,
                     context,
                     [then = std::move(then)](QDBusPendingCallWatcher* done) {
                         done->deleteLater();
                         then(done->reply());
                     });
}

} // namespace

BusPeer::BusPeer(const QDBusConnection& bus, Address address, bool startable)
    : m_bus(bus), m_address(std::move(address)), m_startable(startable),
      m_watcher(m_address.service, bus, QDBusServiceWatcher::WatchForOwnerChange) {
    connect(&m_watcher,
            &QDBusServiceWatcher::serviceOwnerChanged,
            this,
            [this](const QString&, const QString&, const QString& now) {
                setThere(false); // another owner is another service
                setThere(!now.isEmpty());
            });
    askWhetherThere();
}

void BusPeer::followProperties() {
    m_followsProperties = true;
    m_bus.connect(m_address.service,
                  m_address.path,
                  propertiesInterface,
                  QStringLiteral("PropertiesChanged"),
                  this,
                  SLOT(takeChange(QDBusMessage)));
    if (m_there || m_startable)
        readProperties();
}

void BusPeer::followSignal(const QString& name) {
    m_bus.connect(m_address.service,
                  m_address.path,
                  m_address.interface,
                  name,
                  this,
                  SLOT(takeSignal(QDBusMessage)));
}

void BusPeer::call(const QString& method, const QVariantList& arguments, Answered answered) {
    QDBusMessage question = message(m_address.interface, method);
    question.setArguments(arguments);
    whenAnswered(this,
                 m_bus.asyncCall(question, answerTimeout),
                 [answered = std::move(answered)](const QDBusMessage& reply) {
                     const bool good = reply.type() == QDBusMessage::ReplyMessage;
                     answered(good ? reply.arguments() : QVariantList());
                 });
}

QVariantList BusPeer::ask(const QString& method, const QVariantList& arguments, int milliseconds) {
    if (!m_there)
        return {};
    QDBusMessage question = message(m_address.interface, method);
    question.setArguments(arguments);
    const QDBusMessage reply = m_bus.call(question, QDBus::Block, milliseconds);
    return reply.type() == QDBusMessage::ReplyMessage ? reply.arguments() : QVariantList();
}

void BusPeer::takeChange(const QDBusMessage& message) {
    const QVariantList arguments = message.arguments();
    if (arguments.size() < 2 || arguments[0].toString() != m_address.interface)
        return;
    const QVariantMap told = mapOf(arguments[1]);
    for (auto it = told.begin(); it != told.end(); ++it)
        m_properties.insert(it.key(), it.value());
    if (arguments.size() > 2 && !arguments[2].toStringList().isEmpty())
        readProperties(); // changed, without saying to what
    Q_EMIT propertiesChanged();
}

void BusPeer::takeSignal(const QDBusMessage& message) {
    Q_EMIT signalled(message.member(), message.arguments());
}

void BusPeer::askWhetherThere() {
    QDBusMessage question = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"),
                                                           QStringLiteral("/org/freedesktop/DBus"),
                                                           QStringLiteral("org.freedesktop.DBus"),
                                                           QStringLiteral("NameHasOwner"));
    question << m_address.service;
    whenAnswered(this, m_bus.asyncCall(question, answerTimeout), [this](const QDBusMessage& reply) {
        if (reply.type() == QDBusMessage::ReplyMessage && reply.arguments().value(0).toBool())
            setThere(true);
    });
}

void BusPeer::setThere(bool isThere) {
    if (m_there == isThere)
        return;
    m_there = isThere;
    if (!isThere) {
        ++m_reading;
        m_properties.clear();
        Q_EMIT went();
        if (m_followsProperties)
            Q_EMIT propertiesChanged();
        return;
    }
    if (m_followsProperties)
        readProperties();
    Q_EMIT came();
}

void BusPeer::readProperties() {
    QDBusMessage question = message(propertiesInterface, QStringLiteral("GetAll"));
    question << m_address.interface;
    const int reading = ++m_reading;
    whenAnswered(
        this, m_bus.asyncCall(question, answerTimeout), [this, reading](const QDBusMessage& reply) {
            if (reading != m_reading || reply.type() != QDBusMessage::ReplyMessage)
                return;
            m_properties = mapOf(reply.arguments().value(0));
            Q_EMIT propertiesChanged();
        });
}

QDBusMessage BusPeer::message(const QString& interface, const QString& method) const {
    QDBusMessage call =
        QDBusMessage::createMethodCall(m_address.service, m_address.path, interface, method);
    call.setAutoStartService(m_startable);
    return call;
}

} // namespace upkeep
