// SPDX-License-Identifier: Apache-2.0
// A message bus of a test's own: nothing of the desktop is on it, and nothing is started by itself.
#pragma once

#include <QDBusConnection>
#include <QProcess>
#include <QTemporaryDir>

namespace upkeep::test {

class PrivateBus {
public:
    PrivateBus();
    ~PrivateBus();
    PrivateBus(const PrivateBus&) = delete;
    PrivateBus& operator=(const PrivateBus&) = delete;

    const QString& address() const { return m_address; }
    // A further connection, with a unique name of its own.
    QDBusConnection connect();
    // Starts a program that finds this bus as its session bus.
    void start(QProcess& process, const QString& program, const QStringList& arguments) const;
    bool hasOwner(const QString& name);
    // The bus goes away.
    void stop();

private:
    QTemporaryDir m_folder;
    QProcess m_daemon;
    QString m_address;
    QStringList m_connections;
    QString m_asking; // the connection hasOwner() uses
};

} // namespace upkeep::test
