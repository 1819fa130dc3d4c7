// SPDX-License-Identifier: Apache-2.0
#include "system/network_watch.h"

#include <QDBusArgument>

namespace upkeep {
namespace {

Known known(bool yes) {
    return yes ? Known::Yes : Known::No;
}

// NMConnectivityState: 1 none, 2 portal, 3 limited, 4 full. Without a check of its own
// NetworkManager says 0; then NMState tells: from 50 on there is a connection of some kind.
Known onlineOf(std::optional<quint32> connectivity, std::optional<quint32> state) {
    if (connectivity && *connectivity >= 1 && *connectivity <= 4)
        return known(*connectivity >= 3);
    if (state && *state >= 10 && *state <= 70)
        return known(*state >= 50);
    return Known::Unknown;
}

// NMMetered: 1 yes, 2 no, 3 and 4 the same as a guess.
Known meteredOf(std::optional<quint32> metered) {
    if (!metered || *metered < 1 || *metered > 4)
        return Known::Unknown;
    return known(*metered % 2 == 1);
}

template <typename T> std::optional<T> portalValue(const QVariantMap& status, const char* name) {
    return BusPeer::valueAs<T>(status.value(QLatin1String(name)));
}

} // namespace

NetworkWatch::NetworkWatch(const QDBusConnection& system, const QDBusConnection& session)
    : m_manager(system,
                {QStringLiteral("org.freedesktop.NetworkManager"),
                 QStringLiteral("/org/freedesktop/NetworkManager"),
                 QStringLiteral("org.freedesktop.NetworkManager")}),
      m_portal(session,
               {QStringLiteral("org.freedesktop.portal.Desktop"),
                QStringLiteral("/org/freedesktop/portal/desktop"),
                QStringLiteral("org.freedesktop.portal.NetworkMonitor")}) {
    connect(&m_manager, &BusPeer::propertiesChanged, this, &NetworkWatch::changed);
    connect(&m_portal, &BusPeer::came, this, [this] { askPortal(); });
    connect(&m_portal, &BusPeer::signalled, this, [this] { askPortal(); });
    connect(&m_portal, &BusPeer::went, this, [this] { takePortal({}); });
    m_manager.followProperties();
    m_portal.followSignal(QStringLiteral("changed"));
}

void NetworkWatch::askPortal() {
    m_portal.call(QStringLiteral("GetStatus"), {}, [this](const QVariantList& answer) {
        takePortal(answer);
    });
}

void NetworkWatch::takePortal(const QVariantList& answer) {
    m_portalStatus.clear();
    const QVariant status = answer.value(0);
    if (status.metaType() == QMetaType::fromType<QDBusArgument>()) {
        const auto argument = status.value<QDBusArgument>();
        if (argument.currentSignature() == QLatin1String("a{sv}"))
            m_portalStatus = qdbus_cast<QVariantMap>(argument);
    }
    Q_EMIT changed();
}

void NetworkWatch::tell(Conditions& conditions) const {
    if (m_manager.isThere()) {
        const auto connectivity = m_manager.property<quint32>("Connectivity");
        conditions.online = onlineOf(connectivity, m_manager.property<quint32>("State"));
        conditions.metered = meteredOf(m_manager.property<quint32>("Metered"));
        if (connectivity && *connectivity >= 1 && *connectivity <= 4)
            conditions.captivePortal = known(*connectivity == 2);
        return;
    }
    if (const auto available = portalValue<bool>(m_portalStatus, "available"))
        conditions.online = known(*available);
    if (const auto metered = portalValue<bool>(m_portalStatus, "metered"))
        conditions.metered = known(*metered);
    // 1 local only, 2 limited, 3 captive, 4 full
    if (const auto connectivity = portalValue<quint32>(m_portalStatus, "connectivity"))
        conditions.captivePortal = known(*connectivity == 3);
}

} // namespace upkeep
