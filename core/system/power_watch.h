// SPDX-License-Identifier: Apache-2.0
// Battery and power saver: UPower, power-profiles-daemon (either name), the portal's
// PowerProfileMonitor.
#pragma once

#include "system/bus_peer.h"
#include "system/desktop.h"

namespace upkeep {

class PowerWatch : public QObject {
    Q_OBJECT

public:
    PowerWatch(const QDBusConnection& system, const QDBusConnection& session);
    void tell(Conditions& conditions) const;

Q_SIGNALS:
    void changed();

private:
    Known powerSaver() const;

    BusPeer m_upower;
    BusPeer m_battery; // all batteries as one
    BusPeer m_profiles;
    BusPeer m_olderProfiles;
    BusPeer m_portal;
};

} // namespace upkeep
