// SPDX-License-Identifier: Apache-2.0
// How long nobody has touched the machine: Mutter's idle monitor, the screen saver's idle time,
// login1's idle hint, in this order. Only Mutter tells when a time is reached; the others are asked
// again when it could be, at most once a minute, and only while somebody waits for it.
#pragma once

#include "system/bus_peer.h"

#include <QTimer>

#include <chrono>

namespace upkeep {

class IdleWatch : public QObject {
    Q_OBJECT

public:
    IdleWatch(const QDBusConnection& system, const QDBusConnection& session);
    // Waits for an answer, under a second.
    std::optional<std::chrono::seconds> idle();
    void watch(std::chrono::seconds since);

Q_SIGNALS:
    void becameIdle();

private:
    void start();
    void look();
    void takeWatchFired(const QVariantList& arguments);
    void reached();
    std::optional<std::chrono::seconds> screenSaverIdle();
    std::optional<std::chrono::seconds> hintedIdle() const;

    BusPeer m_mutter;
    BusPeer m_screenSaver;
    BusPeer m_session;
    std::chrono::seconds m_wanted{0}; // 0 = nobody waits
    std::optional<quint32> m_mutterWatch;
    QTimer m_next;
};

} // namespace upkeep
