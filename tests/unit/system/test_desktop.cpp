// SPDX-License-Identifier: Apache-2.0
// The real Desktop on a private bus, with services that speak the real interfaces - or nonsense.
#include "support/bus_peers.h"
#include "support/private_bus.h"
#include "system/desktop.h"
#include "system/desktop_look.h"

#include <QDBusVariant>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;
using std::chrono::seconds;

Q_DECLARE_METATYPE(upkeep::Known)

namespace {

// One bus is the system's and the session's: the names do not clash. QtDBus connects to the two of
// the environment once per process, so all tests share them.
PrivateBus& theBus() {
    static PrivateBus bus;
    return bus;
}

QVariant variant(const QVariant& value) {
    return QVariant::fromValue(QDBusVariant(value));
}

} // namespace

class TestDesktop : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", theBus().address().toUtf8());
        qputenv("DBUS_SESSION_BUS_ADDRESS", theBus().address().toUtf8());
    }

    void init() { m_peers = std::make_unique<BusPeers>(theBus()); }
    void cleanup() { m_peers.reset(); }

    void nobodyThereIsUnknown() {
        const auto desktop = makeDesktop();
        QTest::qWait(100);
        QCOMPARE(desktop->now(), Conditions());
    }

    void theNetworkIsRead_data() {
        QTest::addColumn<quint32>("connectivity");
        QTest::addColumn<quint32>("metered");
        QTest::addColumn<quint32>("state");
        QTest::addColumn<Known>("online");
        QTest::addColumn<Known>("isMetered");
        QTest::addColumn<Known>("captive");
        using enum Known;
        QTest::newRow("full, not metered") << 4u << 2u << 70u << Yes << No << No;
        QTest::newRow("full, metered") << 4u << 1u << 70u << Yes << Yes << No;
        QTest::newRow("guessed metered") << 4u << 3u << 70u << Yes << Yes << No;
        QTest::newRow("guessed not metered") << 4u << 4u << 70u << Yes << No << No;
        QTest::newRow("a sign-in page") << 2u << 2u << 60u << No << No << Yes;
        QTest::newRow("limited") << 3u << 2u << 60u << Yes << No << No;
        QTest::newRow("none") << 1u << 2u << 20u << No << No << No;
        QTest::newRow("no check, connected") << 0u << 0u << 70u << Yes << Unknown << Unknown;
        QTest::newRow("no check, away") << 0u << 0u << 20u << No << Unknown << Unknown;
        QTest::newRow("numbers nobody knows")
            << 99u << 77u << 1234u << Unknown << Unknown << Unknown;
    }
    void theNetworkIsRead() {
        QFETCH(const quint32, connectivity);
        QFETCH(const quint32, metered);
        QFETCH(const quint32, state);
        QFETCH(const Known, online);
        QFETCH(const Known, isMetered);
        QFETCH(const Known, captive);
        m_peers->network(connectivity, metered, state);
        const auto desktop = makeDesktop();
        QTest::qWait(100);
        QTRY_COMPARE(desktop->now().online, online);
        QTRY_COMPARE(desktop->now().metered, isMetered);
        QTRY_COMPARE(desktop->now().captivePortal, captive);
    }

    void aNetworkThatComesBackIsTold() {
        m_peers->network(4, 2);
        const auto desktop = makeDesktop();
        QTRY_COMPARE(desktop->now().online, Known::Yes);
        QSignalSpy connected(desktop.get(), &Desktop::connected);
        m_peers->network(1, 2, 20);
        QTRY_COMPARE(desktop->now().online, Known::No);
        QCOMPARE(connected.size(), 0);
        m_peers->network(4, 2);
        QTRY_COMPARE(connected.size(), 1);
    }

    void aServiceThatDiesIsForgottenAndComesBack() {
        m_peers->network(4, 1);
        const auto desktop = makeDesktop();
        QTRY_COMPARE(desktop->now().metered, Known::Yes);
        m_peers->drop("org.freedesktop.NetworkManager");
        QTRY_COMPARE(desktop->now().metered, Known::Unknown);
        m_peers->network(4, 2);
        QTRY_COMPARE(desktop->now().metered, Known::No);
    }

    void withoutNetworkManagerThePortalIsAsked() {
        const QString portal = "/org/freedesktop/portal/desktop";
        const QString interface = "org.freedesktop.portal.NetworkMonitor";
        bool metered = true;
        m_peers->answer(portal, interface, "GetStatus", [&](const QVariantList&) {
            return QVariantList{QVariantMap{
                {"available", true}, {"metered", metered}, {"connectivity", quint32(4)}}};
        });
        m_peers->own("org.freedesktop.portal.Desktop");
        const auto desktop = makeDesktop();
        QTRY_COMPARE(desktop->now().metered, Known::Yes);
        QCOMPARE(desktop->now().online, Known::Yes);
        QCOMPARE(desktop->now().captivePortal, Known::No);
        metered = false;
        m_peers->emitSignal(portal, interface, "changed", {});
        QTRY_COMPARE(desktop->now().metered, Known::No);
    }

    void thePowerIsRead() {
        m_peers->power(true, 41.6, "power-saver");
        const auto desktop = makeDesktop();
        QTRY_COMPARE(desktop->now().onBattery, Known::Yes);
        QTRY_COMPARE(desktop->now().batteryPercent, std::optional(42));
        QTRY_COMPARE(desktop->now().powerSaver, Known::Yes);
        QSignalSpy changed(desktop.get(), &Desktop::changed);
        m_peers->power(false, 41.6, "balanced");
        QTRY_COMPARE(desktop->now().onBattery, Known::No);
        QTRY_COMPARE(desktop->now().powerSaver, Known::No);
        QVERIFY(changed.size() > 0);
    }

    // Wrong types and numbers out of range leave nothing but "unknown".
    void nonsenseIsUnknown() {
        m_peers->network(4, 2);
        m_peers->power(true, 50);
        const auto desktop = makeDesktop();
        QTRY_COMPARE(desktop->now().batteryPercent, std::optional(50));
        const QString network = "org.freedesktop.NetworkManager";
        const QString device = "org.freedesktop.UPower.Device";
        const QString devicePath = "/org/freedesktop/UPower/devices/DisplayDevice";
        m_peers->set("/org/freedesktop/NetworkManager", network, "Connectivity", "full");
        m_peers->set("/org/freedesktop/NetworkManager", network, "State", QStringList{"70"});
        m_peers->set("/org/freedesktop/NetworkManager", network, "Metered", -1);
        m_peers->set("/org/freedesktop/UPower", "org.freedesktop.UPower", "OnBattery", 1);
        m_peers->set(devicePath, device, "Percentage", qQNaN());
        QTRY_COMPARE(desktop->now().online, Known::Unknown);
        QTRY_COMPARE(desktop->now().metered, Known::Unknown);
        QTRY_COMPARE(desktop->now().onBattery, Known::Unknown);
        QTRY_COMPARE(desktop->now().batteryPercent, std::optional<int>());
        m_peers->set(devicePath, device, "Percentage", 4000.0);
        m_peers->emitSignal("/org/freedesktop/UPower",
                            "org.freedesktop.DBus.Properties",
                            "PropertiesChanged",
                            {"org.freedesktop.UPower"});
        m_peers->emitSignal(
            "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", {"no"});
        QTest::qWait(100);
        QCOMPARE(desktop->now().batteryPercent, std::optional<int>());
    }

    void aGameHoldsTheScreen() {
        const QString path = "/com/feralinteractive/GameMode";
        m_peers->set(path, "com.feralinteractive.GameMode", "ClientCount", 0);
        m_peers->own("com.feralinteractive.GameMode");
        const auto desktop = makeDesktop();
        QTRY_COMPARE(desktop->now().fullScreen, Known::No);
        m_peers->set(path, "com.feralinteractive.GameMode", "ClientCount", 1);
        QTRY_COMPARE(desktop->now().fullScreen, Known::Yes);
    }

    void theIdleTimeIsRead_data() {
        QTest::addColumn<quint32>("answer");
        QTest::addColumn<int>("idle");
        QTest::newRow("seconds") << 90u << 90;
        QTest::newRow("just touched") << 0u << 0;
        QTest::newRow("milliseconds, a morning") << 14'400'000u << 14'400;
    }
    void theIdleTimeIsRead() {
        QFETCH(const quint32, answer);
        QFETCH(const int, idle);
        m_peers->screenSaver([answer] { return answer; });
        const auto desktop = makeDesktop();
        QTRY_COMPARE(desktop->now().idle, std::optional(seconds(idle)));
    }

    void aScreenSaverThatDoesNotAnswerCostsUnderASecond() {
        m_peers->answer("/org/freedesktop/ScreenSaver",
                        "org.freedesktop.ScreenSaver",
                        "GetSessionIdleTime",
                        [](const QVariantList&) { return std::optional<QVariantList>(); });
        m_peers->own("org.freedesktop.ScreenSaver");
        const auto desktop = makeDesktop();
        QTest::qWait(100);
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(desktop->now().idle, std::optional<seconds>());
        QVERIFY2(clock.elapsed() >= 200, "nobody was asked");
        QVERIFY(clock.elapsed() < 1000);
    }

    void idleIsToldOnceAndNotAskedForOtherwise() {
        quint32 idle = 0;
        m_peers->screenSaver([&idle] { return idle; });
        const auto desktop = makeDesktop();
        QTest::qWait(100);
        QSignalSpy became(desktop.get(), &Desktop::becameIdle);
        const QString screenSaver = "org.freedesktop.ScreenSaver";
        QCOMPARE(m_peers->calls(screenSaver, "GetSessionIdleTime").size(), 0);
        desktop->watchIdle(seconds(1));
        QTRY_COMPARE(m_peers->calls(screenSaver, "GetSessionIdleTime").size(), 1);
        QCOMPARE(became.size(), 0);
        idle = 5;
        QTRY_COMPARE_WITH_TIMEOUT(became.size(), 1, 5000);
        const qsizetype asked = m_peers->calls(screenSaver, "GetSessionIdleTime").size();
        QTest::qWait(1500);
        QCOMPARE(m_peers->calls(screenSaver, "GetSessionIdleTime").size(), asked);
        QCOMPARE(became.size(), 1);
    }

    void mutterTellsWithoutBeingAskedAgain() {
        const QString path = "/org/gnome/Mutter/IdleMonitor/Core";
        const QString interface = "org.gnome.Mutter.IdleMonitor";
        m_peers->answer(path, interface, "GetIdletime", [](const QVariantList&) {
            return QVariantList{quint64(2000)};
        });
        m_peers->answer(path, interface, "AddIdleWatch", [](const QVariantList&) {
            return QVariantList{quint32(7)};
        });
        m_peers->own(interface);
        const auto desktop = makeDesktop();
        QTRY_COMPARE(desktop->now().idle, std::optional(seconds(2)));
        QSignalSpy became(desktop.get(), &Desktop::becameIdle);
        desktop->watchIdle(seconds(60));
        QTRY_COMPARE(m_peers->calls(interface, "AddIdleWatch"),
                     QList<QVariantList>{{quint64(60'000)}});
        QTest::qWait(100);
        m_peers->emitSignal(path, interface, "WatchFired", {quint32(8)}); // somebody else's
        QTest::qWait(100);
        QCOMPARE(became.size(), 0);
        m_peers->emitSignal(path, interface, "WatchFired", {quint32(7)});
        QTRY_COMPARE(became.size(), 1);
    }

    void theLockAgainstSleepLivesAsLongAsItsObject() {
        m_peers->login();
        const auto desktop = makeDesktop();
        QTest::qWait(100);
        auto lock = desktop->inhibitSleep("Installing Almanac 1.1.0", SleepLock::Mode::Block);
        QVERIFY2(lock.has_value(), "no lock");
        QCOMPARE(m_peers->calls("org.freedesktop.login1.Manager", "Inhibit"),
                 (QList<QVariantList>{
                     {"shutdown:sleep", "Upkeep", "Installing Almanac 1.1.0", "block"}}));
        QTRY_COMPARE(m_peers->locksHeld(), 1);
        lock.value().reset();
        QTRY_COMPARE(m_peers->locksHeld(), 0);
    }

    void withoutLogin1ThereIsNoLockButAnError() {
        const auto desktop = makeDesktop();
        const auto lock = desktop->inhibitSleep("x", SleepLock::Mode::Delay);
        QVERIFY(!lock);
        QCOMPARE(lock.error().code, ErrorCode::DesktopUnavailable);
    }

    void sleepAndWakingAreTold() {
        m_peers->login();
        const auto desktop = makeDesktop();
        QTest::qWait(100);
        QSignalSpy asleep(desktop.get(), &Desktop::goingToSleep);
        QSignalSpy resumed(desktop.get(), &Desktop::resumed);
        m_peers->sleep(true);
        QTRY_COMPARE(asleep.size(), 1);
        QCOMPARE(resumed.size(), 0);
        m_peers->sleep(false);
        QTRY_COMPARE(resumed.size(), 1);
    }

    void theLookIsReadAndFollowed() {
        const QString path = "/org/freedesktop/portal/desktop";
        const QString interface = "org.freedesktop.portal.Settings";
        m_peers->answer(path, interface, "Read", [](const QVariantList& asked) {
            const bool dark = asked.value(1) == "color-scheme";
            return QVariantList{variant(variant(quint32(dark ? 1 : 0)))};
        });
        m_peers->own("org.freedesktop.portal.Desktop");
        const auto look = makeDesktopLook();
        QSignalSpy changed(look.get(), &DesktopLook::changed);
        QTRY_COMPARE(look->wishes().scheme, LookWishes::Scheme::Dark);
        QVERIFY(!look->wishes().highContrast);
        m_peers->emitSignal(path,
                            interface,
                            "SettingChanged",
                            {"org.freedesktop.appearance", "contrast", variant(quint32(1))});
        QTRY_VERIFY(look->wishes().highContrast);
        m_peers->emitSignal(path,
                            interface,
                            "SettingChanged",
                            {"org.freedesktop.appearance", "color-scheme", variant("dark")});
        QTRY_COMPARE(look->wishes().scheme, LookWishes::Scheme::NoPreference);
        QCOMPARE(changed.size(), 3);
    }

private:
    std::unique_ptr<BusPeers> m_peers;
};

QTEST_GUILESS_MAIN(TestDesktop)
#include "test_desktop.moc"
