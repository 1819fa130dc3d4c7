// SPDX-License-Identifier: Apache-2.0
#include "system/power_watch.h"

#include <cmath>

namespace upkeep {
namespace {

std::optional<int> percentOf(std::optional<double> percentage) {
    if (!percentage || !std::isfinite(*percentage) || *percentage < 0 || *percentage > 100)
        return std::nullopt;
    return int(std::lround(*percentage));
}

} // namespace

PowerWatch::PowerWatch(const QDBusConnection& system, const QDBusConnection& session)
    : m_upower(system,
               {QStringLiteral("org.freedesktop.UPower"),
                QStringLiteral("/org/freedesktop/UPower"),
                QStringLiteral("org.freedesktop.UPower")},
               true),
      m_battery(system,
                {QStringLiteral("org.freedesktop.UPower"),
                 QStringLiteral("/org/freedesktop/UPower/devices/DisplayDevice"),
                 QStringLiteral("org.freedesktop.UPower.Device")}),
      m_profiles(system,
                 {QStringLiteral("org.freedesktop.UPower.PowerProfiles"),
                  QStringLiteral("/org/freedesktop/UPower/PowerProfiles"),
                  QStringLiteral("org.freedesktop.UPower.PowerProfiles")}),
      m_olderProfiles(system,
                      {QStringLiteral("net.hadess.PowerProfiles"),
                       QStringLiteral("/net/hadess/PowerProfiles"),
                       QStringLiteral("net.hadess.PowerProfiles")}),
      m_portal(session,
               {QStringLiteral("org.freedesktop.portal.Desktop"),
                QStringLiteral("/org/freedesktop/portal/desktop"),
                QStringLiteral("org.freedesktop.portal.PowerProfileMonitor")}) {
    for (BusPeer* peer : {&m_upower, &m_battery, &m_profiles, &m_olderProfiles, &m_portal}) {
        connect(peer, &BusPeer::propertiesChanged, this, &PowerWatch::changed);
        peer->followProperties();
    }
}

void PowerWatch::tell(Conditions& conditions) const {
    if (const auto onBattery = m_upower.property<bool>("OnBattery"))
        conditions.onBattery = *onBattery ? Known::Yes : Known::No;
    // A machine without a battery has the device, but it is not present.
    if (m_battery.property<bool>("IsPresent").value_or(false))
        conditions.batteryPercent = percentOf(m_battery.property<double>("Percentage"));
    conditions.powerSaver = powerSaver();
}

Known PowerWatch::powerSaver() const {
    for (const BusPeer* peer : {&m_profiles, &m_olderProfiles}) {
        if (const auto profile = peer->property<QString>("ActiveProfile"))
            return *profile == QLatin1String("power-saver") ? Known::Yes : Known::No;
    }
    if (const auto saves = m_portal.property<bool>("power-saver-enabled"))
        return *saves ? Known::Yes : Known::No;
    return Known::Unknown;
}

} // namespace upkeep
