// SPDX-License-Identifier: Apache-2.0
#include "support/private_bus.h"

#include <QDBusConnectionInterface>
#include <QFile>
#include <QUuid>

namespace upkeep::test {

PrivateBus::PrivateBus() {
    QFile configuration(m_folder.filePath("bus.conf"));
    if (!configuration.open(QIODevice::WriteOnly))
        qFatal("no configuration for a bus");
    configuration.write("<!DOCTYPE busconfig PUBLIC '-//freedesktop//DTD D-Bus Bus Configuration "
                        "1.0//EN' "
                        "'http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd'>"
                        "<busconfig><type>session</type><listen>unix:dir=" +
                        m_folder.path().toUtf8() +
                        "</listen><auth>EXTERNAL</auth><policy context='default'>"
                        "<allow send_destination='*' eavesdrop='true'/>"
                        "<allow eavesdrop='true'/><allow own='*'/></policy></busconfig>");
    configuration.close();
    m_daemon.start("dbus-daemon",
                   {"--config-file=" + configuration.fileName(), "--nofork", "--print-address"});
    while (!m_daemon.canReadLine() && m_daemon.waitForReadyRead(10'000))
        ;
    m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
}

PrivateBus::~PrivateBus() {
    stop();
    for (const QString& name : std::as_const(m_connections))
        QDBusConnection::disconnectFromBus(name);
}

void PrivateBus::stop() {
    m_daemon.kill();
    m_daemon.waitForFinished();
}

QDBusConnection PrivateBus::connect() {
    m_connections << QUuid::createUuid().toString();
    return QDBusConnection::connectToBus(m_address, m_connections.last());
}

void PrivateBus::start(QProcess& process,
                       const QString& program,
                       const QStringList& arguments) const {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("DBUS_SESSION_BUS_ADDRESS", m_address);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
}

bool PrivateBus::hasOwner(const QString& name) {
    if (m_asking.isEmpty())
        m_asking = connect().name();
    return QDBusConnection(m_asking).interface()->isServiceRegistered(name);
}

} // namespace upkeep::test
