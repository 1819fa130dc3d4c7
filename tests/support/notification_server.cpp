// SPDX-License-Identifier: Apache-2.0
#include "support/notification_server.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QTest>

namespace upkeep::test {
namespace {

const QString serverName = "org.freedesktop.Notifications";

QString plain(QString text) {
    return text.remove(QChar(0x2068)).remove(QChar(0x2069));
}

} // namespace

NotificationServer::NotificationServer(QDBusConnection bus) : m_bus(std::move(bus)) {
    m_bus.registerVirtualObject("/org/freedesktop/Notifications", this);
    m_bus.registerService(serverName);
}

NotificationServer::~NotificationServer() {
    m_bus.unregisterService(serverName);
}

void NotificationServer::signal(const QString& name, const QVariantList& arguments) {
    QDBusMessage message =
        QDBusMessage::createSignal("/org/freedesktop/Notifications", serverName, name);
    message.setArguments(arguments);
    m_bus.send(message);
}

bool NotificationServer::handleMessage(const QDBusMessage& message, const QDBusConnection&) {
    if (silent)
        return true;
    const QVariantList arguments = message.arguments();
    if (message.member() == "GetCapabilities") {
        ++asked;
        m_bus.send(message.createReply(answerToCapabilities.isValid() ? answerToCapabilities
                                                                      : QVariant(capabilities)));
    } else if (message.member() == "Notify") {
        told.append({arguments[1].toUInt(),
                     plain(arguments[3].toString()),
                     plain(arguments[4].toString()),
                     arguments[5].toStringList(),
                     qdbus_cast<QVariantMap>(arguments[6]),
                     arguments[7].toInt()});
        const uint replaces = arguments[1].toUInt();
        m_bus.send(message.createReply(
            answerToNotify.isValid() ? answerToNotify : QVariant(replaces ? replaces : ++nextId)));
    } else if (message.member() == "CloseNotification") {
        closed << arguments[0].toUInt();
        m_bus.send(message.createReply());
    }
    return true;
}

QString Stage::answer() const {
    return answers.isEmpty() ? QString() : QString(answerId(answers.last()[1].value<Answer>()));
}

void Stage::settle() {
    QDBusConnection other = bus.connect();
    for (int turn = 0; turn < 5; ++turn) {
        QDBusMessage ping = QDBusMessage::createMethodCall(
            "org.freedesktop.DBus", "/", "org.freedesktop.DBus.Peer", "Ping");
        other.call(ping);
        QTest::qWait(10);
    }
}

} // namespace upkeep::test
