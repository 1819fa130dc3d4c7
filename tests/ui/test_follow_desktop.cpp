// SPDX-License-Identifier: Apache-2.0
// What the portal says about colours, contrast and motion reaches the window, while it is open.
#include "support/bus_peers.h"
#include "support/private_bus.h"
#include "system/desktop_look.h"
#include "theme/follow_desktop.h"
#include "theme/style.h"
#include "theme/theme.h"
#include "widgets/label.h"

#include <QDBusVariant>
#include <QTest>

#include <atomic>

using namespace upkeep;
using namespace upkeep::test;

namespace {

const QString path = "/org/freedesktop/portal/desktop";
const QString interface = "org.freedesktop.portal.Settings";

QVariant number(quint32 value) {
    return QVariant::fromValue(QDBusVariant(value));
}

PrivateBus& theBus() {
    static PrivateBus bus;
    return bus;
}

} // namespace

class TestFollowDesktop : public QObject {
    Q_OBJECT

    void say(BusPeers& portal, const char* key, quint32 value) {
        portal.emitSignal(
            path, interface, "SettingChanged", {"org.freedesktop.appearance", key, number(value)});
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("DBUS_SESSION_BUS_ADDRESS", theBus().address().toUtf8());
        QApplication::setStyle(new Style);
    }

    void cleanup() {
        Theme::setOptions({});
        QApplication::setPalette(QPalette());
    }

    void followsWhileItIsOpen() {
        std::atomic<quint32> scheme = 1; // whenever it is asked for
        BusPeers portal(theBus());
        portal.answer(path, interface, "Read", [&scheme](const QVariantList& asked) {
            const quint32 value = asked.value(1) == "color-scheme" ? scheme.load() : 0;
            return QVariantList{QVariant::fromValue(QDBusVariant(number(value)))};
        });
        portal.own("org.freedesktop.portal.Desktop");
        const auto look = makeDesktopLook();
        const FollowDesktop follow(*look);
        Label label;
        label.setText("Almanac is up to date");
        label.show();
        QTRY_VERIFY(Theme::current().isDark());
        const QColor dark = label.palette().color(QPalette::WindowText);
        QVERIFY(dark.lightnessF() > 0.7);

        // Asked at once and when the portal is seen to be there; only then are its signals heard.
        QTRY_VERIFY(portal.calls(interface, "Read").size() >= 6);
        QTest::qWait(50);
        scheme = 2;
        say(portal, "color-scheme", 2);
        QTRY_VERIFY(!Theme::current().isDark());
        QTRY_VERIFY(label.palette().color(QPalette::WindowText).lightnessF() < 0.3);

        const QColor line = Theme::current().colour(Ink::Text2);
        say(portal, "contrast", 1);
        QTRY_VERIFY(Theme::current().colour(Ink::Text2).lightnessF() < line.lightnessF());

        say(portal, "reduced-motion", 1);
        QTRY_VERIFY(Theme::options().reducedMotion);
        QCOMPARE(Theme::duration(180), 0);
    }

    void withoutAPortalNothingChanges() {
        const auto look = makeDesktopLook();
        const FollowDesktop follow(*look);
        QTest::qWait(100);
        QVERIFY(!Theme::current().isDark());
    }
};

QTEST_MAIN(TestFollowDesktop)
#include "test_follow_desktop.moc"
