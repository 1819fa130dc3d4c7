// SPDX-License-Identifier: Apache-2.0
// Programs that ask over the bus not to be updated now, and what becomes of that when they go.
#include "support/agent_on_bus.h"
#include "support/bus_peers.h"

#include <QDBusPendingCallWatcher>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

class TestBusInhibitions : public QObject {
    Q_OBJECT

    PrivateBus m_bus;

private Q_SLOTS:
    void aProgramAsksNotToBeUpdatedNow() {
        AgentOnBus here(m_bus);
        here.start();
        const QDBusMessage given = here.caller->call(
            rootPath, rootInterface, "Inhibit", {"small-tool", QString::fromUtf8("A film: ½ 👍")});
        QCOMPARE(given.signature(), "u");
        const QList<Holder>& busy = here.agent->product("small-tool")->busy;
        QCOMPARE(busy.size(), 1);
        QCOMPARE(busy.first().reason, QString::fromUtf8("A film: ½ 👍"));

        const Caller other(here.bus, here.address);
        const QVariantList cookie{given.arguments().first()};
        QCOMPARE(other.ask(rootPath, rootInterface, "Uninhibit", cookie), "InvalidArgs");
        QCOMPARE(busy.size(), 1);
        QCOMPARE(here.caller->ask(rootPath, rootInterface, "Uninhibit", cookie), "");
        QCOMPARE(busy.size(), 0);
        QCOMPARE(here.caller->ask(rootPath, rootInterface, "Uninhibit", cookie), "InvalidArgs");
    }

    void aBusyProgramIsLeftAlone() {
        AgentOnBus here(m_bus);
        BusPeers peers(here.bus);
        peers.network(4, 2);
        peers.power(false, 80);
        peers.screenSaver([] { return 600U; });
        here.world->publish({"1.1.0"});
        here.world->write(here.world->seams().places.preferences(), "[Updater]\nautomatic=all\n");
        here.start();
        QTRY_COMPARE(here.desktop->now().idle.value_or(std::chrono::seconds(0)).count(), 600);
        std::optional<Caller> film(std::in_place, here.bus, here.address);
        QCOMPARE(film->ask(rootPath, rootInterface, "Inhibit", {"small-tool", "A film."}), "");
        QVERIFY(here.check());
        QTRY_COMPARE(here.caller->one("HoldReason").toString(), "busy");
        QCOMPARE(here.caller->one("HoldSubject").toString(), "Tool: A film.");
        QTRY_VERIFY(here.agent->product("small-tool")->isFree());
        QCOMPARE(here.world->liveVersion(), "1.0.0");
        QDBusConnection::disconnectFromBus(film->bus().name());
        film.reset();
        QTRY_COMPARE(here.caller->one("Version").toString(), "1.1.0");
        QTRY_COMPARE(here.caller->one("HoldReason").toString(), "");
        QTRY_VERIFY(here.agent->product("small-tool")->isFree());
    }

    void whoGoesAsksNoMore() {
        AgentOnBus here(m_bus);
        here.start();
        const QList<Holder>& busy = here.agent->product("small-tool")->busy;
        const QVariantList asked{"small-tool", "Busy."};
        const Caller stays(here.bus, here.address);
        std::optional<Caller> leaves(std::in_place, here.bus, here.address);
        QCOMPARE(stays.ask(rootPath, rootInterface, "Inhibit", asked), "");
        QCOMPARE(leaves->ask(rootPath, rootInterface, "Inhibit", asked), "");
        QCOMPARE(leaves->ask(rootPath, rootInterface, "Inhibit", asked), "");
        QCOMPARE(busy.size(), 3);
        QDBusConnection::disconnectFromBus(leaves->bus().name());
        leaves.reset();
        QTRY_COMPARE(busy.size(), 1);
    }

    // Gone before the service could watch for it.
    void whoGoesAtOnceIsNotWaitedFor() {
        AgentOnBus here(m_bus);
        here.start();
        QProcess hasty;
        here.bus.start(hasty,
                       "dbus-send",
                       {"--session",
                        "--type=method_call",
                        "--dest=" + here.address,
                        rootPath,
                        rootInterface + ".Inhibit",
                        "string:small-tool",
                        "string:In passing."});
        QVERIFY(hasty.waitForFinished()); // without our events: the call waits for us
        QCOMPARE(hasty.exitCode(), 0);
        const QDBusMessage after = here.caller->call(
            rootPath, rootInterface, "Inhibit", {"small-tool", "A while longer."});
        QCOMPARE(after.arguments().value(0).toUInt(), 2U); // the first was given
        QTRY_COMPARE(here.agent->product("small-tool")->busy.size(), 1);
    }

    void nobodyFillsTheMemory() {
        AgentOnBus here(m_bus);
        here.start();
        const QVariantList asked{"small-tool", "Busy."};
        for (int i = 0; i < 32; ++i)
            QCOMPARE(here.caller->ask(rootPath, rootInterface, "Inhibit", asked), "");
        QCOMPARE(here.caller->ask(rootPath, rootInterface, "Inhibit", asked), "LimitsExceeded");
    }
};

QTEST_GUILESS_MAIN(TestBusInhibitions)
#include "test_bus_inhibitions.moc"
