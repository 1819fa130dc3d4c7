// SPDX-License-Identifier: Apache-2.0
// A notification server of our own making, on a bus of its own: speaks the protocol on the wire,
// well or badly, and remembers what it was told. And the bubbles under test beside it.
#pragma once

#include "notify/notifications.h"
#include "support/notices.h"
#include "support/private_bus.h"

#include <QDBusVirtualObject>
#include <QSignalSpy>

namespace upkeep::test {

struct Told {
    uint replaces;
    QString title;
    QString body;
    QStringList actions;
    QVariantMap hints;
    int timeout;
};

class NotificationServer : public QDBusVirtualObject {
public:
    explicit NotificationServer(QDBusConnection bus);
    ~NotificationServer() override;
    NotificationServer(const NotificationServer&) = delete;
    NotificationServer& operator=(const NotificationServer&) = delete;

    QStringList capabilities = {"actions", "body", "body-markup"};
    QVariant answerToCapabilities; // instead of the list
    QVariant answerToNotify;       // instead of an id; ids go from 42 up
    bool silent = false;
    uint nextId = 41;
    QList<Told> told;
    QList<uint> closed;
    int asked = 0;

    void signal(const QString& name, const QVariantList& arguments);

    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection&) override;

private:
    QDBusConnection m_bus;
};

// A bus, bubbles on it, and what they said.
struct Stage {
    PrivateBus bus;
    Notifications bubbles{bus.connect()};
    QSignalSpy answers{&bubbles, &Notifications::answered};
    QSignalSpy back{&bubbles, &Notifications::undeliverable};

    QString answer() const; // the last one
    // Long enough for what was sent before to have been taken.
    void settle();
};

} // namespace upkeep::test
