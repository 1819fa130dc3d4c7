// SPDX-License-Identifier: Apache-2.0
// Bubbles by org.freedesktop.Notifications: one per product, with the buttons of PRODUCT 4.9. The
// server is a stranger: it is asked without waiting, only ids it gave us count, and what it says
// wrongly is not said. Work under way is shown only where a bubble stays until it is taken down.
// Lives on the GUI thread; without a server every notice comes back.
#pragma once

#include "agent/notice.h"

#include <QDBusConnection>
#include <QHash>
#include <QObject>
#include <QSet>

class QDBusPendingCallWatcher;

namespace upkeep {

class Notifications : public QObject {
    Q_OBJECT

public:
    explicit Notifications(QDBusConnection bus, QObject* parent = nullptr);

    // Replaces the product's bubble. `picture` is a file of the product.
    void show(const Notice& notice, const QString& picture);
    // Of the bubble about work that is under way, if it is up and its server keeps bubbles up: the
    // same one says how far it is.
    void follow(const QString& product, const Progress& progress);
    void endWork(const QString& product);
    void withdraw(const QString& product);
    // The window is open: it says all this itself.
    void withdrawAll();

Q_SIGNALS:
    // A button was pressed, or the bubble itself (Details). A bubble that closes by itself or is
    // closed says nothing. The token lets our window come to the front (may be empty).
    void answered(const QString& product, upkeep::Answer answer, const QString& token);
    // No server took it.
    void undeliverable(const upkeep::Notice& notice);

private Q_SLOTS:
    void takeAction(uint id, const QString& key);
    void takeToken(uint id, const QString& token);
    void takeClosed(uint id, uint reason);

private:
    struct Bubble {
        Notice notice;
        QString picture;
        uint id = 0; // given by the server; 0 = none is up
        QString token;
        bool sending = false; // one call at a time, or two bubbles could come up
        bool wanted = false;  // shown, or to be shown
        bool changed = false; // what is wanted is not what was sent
    };

    void followServer(const QString& name, const QString& oldOwner);
    static void forget(Bubble& bubble);
    void askCapabilities();
    void takeCapabilities(QDBusPendingCallWatcher* watcher);
    void send(const QString& product);
    void takeSent(const QString& product, QDBusPendingCallWatcher* watcher);
    void close(uint id);
    void giveBack(const QString& product);
    bool keepsBubbles() const;
    QList<QVariant> argumentsOf(const Bubble& bubble) const;
    Bubble* find(uint id);

    QDBusConnection m_bus;
    QHash<QString, Bubble> m_bubbles; // by product
    QSet<QString> m_capabilities;
    enum class Known { No, Asked, Yes } m_known = Known::No;
};

} // namespace upkeep
