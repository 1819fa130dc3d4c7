// SPDX-License-Identifier: Apache-2.0
#include "system/bus_peer.h"
#include "system/desktop_look.h"

#include <QDBusVariant>

namespace upkeep {
namespace {

const auto appearance = QStringLiteral("org.freedesktop.appearance");

// Read answers with a variant in a variant, SettingChanged with one.
quint32 numberIn(QVariant value) {
    for (int depth = 0; depth < 4 && value.metaType() == QMetaType::fromType<QDBusVariant>();
         ++depth)
        value = value.value<QDBusVariant>().variant();
    return BusPeer::valueAs<quint32>(value).value_or(0);
}

class PortalLook final : public DesktopLook {
public:
    PortalLook();
    LookWishes wishes() const override { return m_wishes; }

private:
    void readAll();
    void take(const QString& key, quint32 number);

    BusPeer m_portal;
    LookWishes m_wishes;
};

PortalLook::PortalLook()
    : m_portal(QDBusConnection::sessionBus(),
               {QStringLiteral("org.freedesktop.portal.Desktop"),
                QStringLiteral("/org/freedesktop/portal/desktop"),
                QStringLiteral("org.freedesktop.portal.Settings")},
               true) {
    m_portal.followSignal(QStringLiteral("SettingChanged"));
    connect(&m_portal, &BusPeer::signalled, this, [this](const QString&, const QVariantList& told) {
        if (told.size() == 3 && told[0].toString() == appearance)
            take(told[1].toString(), numberIn(told[2]));
    });
    connect(&m_portal, &BusPeer::came, this, [this] { readAll(); });
    readAll();
}

void PortalLook::readAll() {
    for (const char* name : {"color-scheme", "contrast", "reduced-motion"}) {
        const QString key = QLatin1String(name);
        m_portal.call(QStringLiteral("Read"), {appearance, key}, [this, key](const auto& answer) {
            if (!answer.isEmpty())
                take(key, numberIn(answer.first()));
        });
    }
}

// A number that is not known means no preference.
void PortalLook::take(const QString& key, quint32 number) {
    const LookWishes before = m_wishes;
    if (key == QLatin1String("color-scheme"))
        m_wishes.scheme = number == 1   ? LookWishes::Scheme::Dark
                          : number == 2 ? LookWishes::Scheme::Light
                                        : LookWishes::Scheme::NoPreference;
    else if (key == QLatin1String("contrast"))
        m_wishes.highContrast = number == 1;
    else if (key == QLatin1String("reduced-motion"))
        m_wishes.reducedMotion = number == 1;
    if (m_wishes != before)
        Q_EMIT changed();
}

} // namespace

std::unique_ptr<DesktopLook> makeDesktopLook() {
    return std::make_unique<PortalLook>();
}

} // namespace upkeep
