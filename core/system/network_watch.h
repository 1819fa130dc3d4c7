// SPDX-License-Identifier: Apache-2.0
// Online, metered, behind a sign-in page: NetworkManager's word, else the portal's NetworkMonitor
// (which is all a sandbox sees), else unknown.
#pragma once

#include "system/bus_peer.h"
#include "system/desktop.h"

namespace upkeep {

class NetworkWatch : public QObject {
    Q_OBJECT

public:
    NetworkWatch(const QDBusConnection& system, const QDBusConnection& session);
    void tell(Conditions& conditions) const;

Q_SIGNALS:
    void changed();

private:
    void askPortal();
    void takePortal(const QVariantList& answer);

    BusPeer m_manager;
    BusPeer m_portal;
    QVariantMap m_portalStatus;
};

} // namespace upkeep
