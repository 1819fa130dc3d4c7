// SPDX-License-Identifier: Apache-2.0
// Updates nobody is asked about: through the agent's real loop, the clock turned by the test.
// The table of what the person saw is printed at the end.
#include "support/agent_diary.h"

#include <QTest>

using namespace upkeep;
using namespace upkeep::test;
using namespace std::chrono_literals;

namespace {

constexpr auto day = std::chrono::minutes(24h);

AgentDiary diary;

} // namespace

class TestFlowAgentSilent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase() { diary.print(); }

    void silentlyWhileNobodyIsThere();
    void onlySecuritySilently_data();
    void onlySecuritySilently();
    void isHeldAndThenDone_data();
    void isHeldAndThenDone();
    void isLeftToSomebodyElse();
    void doItAnyway();
    void waitsForTheProgramToClose();
    void aNewSessionGoesOn();
    void pausedByTheCommandLine();
    void whatNobodyMayDecideSilently();
    void whatAPersonStagedIsInstalledAsChosen();
};

void TestFlowAgentSilent::silentlyWhileNobodyIsThere() {
    AgentWorld world;
    world.prefer(automatic);
    world.start();
    QCOMPARE(world.installed(), "1.0.0");
    world.pass(4min);
    QCOMPARE(world.installed(), "1.0.0"); // not in the first five minutes
    world.firstCheck();
    QCOMPARE(world.installed(), "1.1.0");
    QCOMPARE(world.desktop.blocks(), 1);
    QCOMPARE(world.desktop.locksHeld(), 0);
    QCOMPARE(world.state(), "up-to-date");
    QVERIFY(world.seen.isEmpty());
    diary.note(world, "automatic, nobody there");
}

void TestFlowAgentSilent::onlySecuritySilently_data() {
    QTest::addColumn<bool>("security");
    QTest::newRow("no security release") << false;
    QTest::newRow("a security release") << true;
}

void TestFlowAgentSilent::onlySecuritySilently() {
    QFETCH(bool, security);
    AgentWorld world;
    if (security)
        world.world.publish({.version = "1.1.1", .security = true});
    world.prefer([](Preferences& p) { p.automatic = AutoUpdate::SecurityOnly; });
    world.start();
    world.firstCheck();
    QCOMPARE(world.installed(), security ? "1.1.1" : "1.0.0");
    QCOMPARE(world.seen, security ? QStringList() : QStringList("available 1.1.0"));
    diary.note(world,
               security ? "security only: a security release" : "security only: another release");
}

void TestFlowAgentSilent::isHeldAndThenDone_data() {
    using Wish = std::function<void(Preferences&)>;
    using Turn = std::function<void(AgentWorld&)>;
    QTest::addColumn<Wish>("wish");
    QTest::addColumn<Turn>("against");
    QTest::addColumn<QString>("state");
    QTest::addColumn<Turn>("with");
    const Wish none = [](Preferences&) {};
    const auto row = [&](const char* name,
                         const Wish& wish,
                         const std::function<void(Conditions&)>& against,
                         const char* state) {
        QTest::newRow(name) << wish << Turn([=](AgentWorld& w) { w.change(against); })
                            << QString(state) << Turn([](AgentWorld& w) {
                                   w.change([](Conditions& c) { c = PeerDesktop::usual(); });
                               });
    };
    row(
        "metered", none, [](Conditions& c) { c.metered = Known::Yes; }, "held: metered");
    row(
        "network-unknown",
        none,
        [](Conditions& c) { c.metered = Known::Unknown; },
        "held: network-unknown");
    row(
        "power-saver", none, [](Conditions& c) { c.powerSaver = Known::Yes; }, "held: power-saver");
    row(
        "full-screen", none, [](Conditions& c) { c.fullScreen = Known::Yes; }, "held: full-screen");
    row(
        "battery",
        none,
        [](Conditions& c) {
            c.onBattery = Known::Yes;
            c.batteryPercent = 20;
        },
        "held: battery");
    row(
        "busy",
        none,
        [](Conditions& c) {
            c.busy = {{"Tool", "Exporting video"}};
        },
        "ready: busy");
    row(
        "not-idle", none, [](Conditions& c) { c.idle = 3s; }, "ready: not-idle");
    // Without a network not even a check is made.
    row(
        "offline", none, [](Conditions& c) { c.online = Known::No; }, "not-checked");
    row(
        "captive-portal", none, [](Conditions& c) { c.captivePortal = Known::Yes; }, "not-checked");
    QTest::newRow("cool-down") << Wish([](Preferences& p) { p.coolDownDays = 3; })
                               << Turn([](AgentWorld&) {}) << "held: cool-down"
                               << Turn([](AgentWorld& w) { w.pass(3 * day); });
    QTest::newRow("window") << Wish([](Preferences& p) {
        const QTime soon = QTime::currentTime().addSecs(7200);
        p.updateWindow.from = QTime(soon.hour(), 0);
        p.updateWindow.to = QTime(soon.hour(), 0).addSecs(3600);
    }) << Turn([](AgentWorld&) {})
                            << "held: window" << Turn([](AgentWorld& w) { w.pass(3h); });
    QTest::newRow("paused") << none << Turn([](AgentWorld& w) {
        w.agent().pause(w.world.clock.time.addDays(2));
        w.settle();
    }) << "held: paused" << Turn([](AgentWorld& w) { w.pass(2 * day + 1h); });
    QTest::newRow("paused, resumed") << none << Turn([](AgentWorld& w) {
        w.agent().pause(w.world.clock.time.addDays(2));
        w.settle();
    }) << "held: paused" << Turn([](AgentWorld& w) {
        w.agent().resume();
        w.settle();
    });
}

void TestFlowAgentSilent::isHeldAndThenDone() {
    QFETCH(std::function<void(Preferences&)>, wish);
    QFETCH(std::function<void(AgentWorld&)>, against);
    QFETCH(std::function<void(AgentWorld&)>, with);
    QFETCH(QString, state);
    AgentWorld world;
    world.prefer(automatic);
    world.prefer(wish);
    world.start();
    against(world);
    world.firstCheck();
    QCOMPARE(world.installed(), "1.0.0");
    QCOMPARE(world.state(), state);
    const QString held =
        QString("held: %1 (%2), then not").arg(QTest::currentDataTag(), world.state());
    with(world);
    world.pass(20min); // a network that has come back is given a moment
    QCOMPARE(world.installed(), "1.1.0");
    QCOMPARE(world.state(), "up-to-date");
    QVERIFY(world.seen.isEmpty());
    diary.note(world, held);
}

void TestFlowAgentSilent::isLeftToSomebodyElse() {
    AgentWorld world;
    world.prefer(automatic);
    world.writeAdminPolicy(R"({"schema": 1, "forbid": ["update"]})");
    world.start();
    world.pass(2 * day);
    QCOMPARE(world.installed(), "1.0.0");
    QCOMPARE(world.state(), "held: managed");
    QVERIFY(!world.status().holds[0].canOverride);
    world.agent().overrideHold("tool");
    world.settle();
    QCOMPARE(world.installed(), "1.0.0");
    QVERIFY(world.seen.isEmpty());
    diary.note(world, "held: managed");
}

void TestFlowAgentSilent::doItAnyway() {
    AgentWorld world;
    world.prefer(automatic);
    world.desktop.here.metered = Known::Yes;
    world.start();
    world.firstCheck();
    QCOMPARE(world.state(), "held: metered");
    world.agent().overrideHold("tool");
    world.settle();
    QCOMPARE(world.installed(), "1.1.0");
    diary.note(world, "held: metered, Do It Anyway");
}

void TestFlowAgentSilent::waitsForTheProgramToClose() {
    AgentWorld world;
    world.prefer(automatic);
    world.openProgram();
    world.start();
    world.firstCheck();
    QCOMPARE(world.installed(), "1.0.0");
    QCOMPARE(world.state(), "ready: running");
    world.pass(12h);
    QVERIFY(world.seen.isEmpty());
    // The person closes it and goes on working: not yet.
    world.change([](Conditions& c) { c.idle = 2s; });
    world.closeProgram();
    QCOMPARE(world.installed(), "1.0.0");
    QCOMPARE(world.state(), "ready: not-idle");
    QTRY_COMPARE(world.desktop.watched(), 60s);
    world.beIdle();
    QCOMPARE(world.installed(), "1.1.0");
    QTRY_COMPARE(world.desktop.watched(), 0s);
    QVERIFY(world.seen.isEmpty());
    diary.note(world, "held: running, then closed, then idle");
}

void TestFlowAgentSilent::aNewSessionGoesOn() {
    AgentWorld world;
    world.prefer(automatic);
    world.desktop.here.idle.reset(); // nobody can say whether somebody is there
    world.start();
    world.firstCheck();
    QCOMPARE(world.state(), "ready: not-idle");
    world.pass(5h);
    QCOMPARE(world.installed(), "1.0.0");
    world.stop();
    world.start(); // the next login: the moment to do it
    QCOMPARE(world.installed(), "1.1.0");
    QVERIFY(world.seen.isEmpty());
    diary.note(world, "idle unknown: installed at the next login");
}

void TestFlowAgentSilent::pausedByTheCommandLine() {
    AgentWorld world;
    world.prefer(automatic);
    world.desktop.here.metered = Known::Yes;
    world.start();
    world.hands().watch(false);
    world.firstCheck();
    // Another process decides; the agent sees the file change.
    auto other = world.world.open();
    QVERIFY((*other)->pause(world.world.clock.time.addDays(1)).has_value());
    QTRY_VERIFY(world.agent().product("tool")->status.pausedUntil.isValid());
    world.settle();
    world.change([](Conditions& c) { c.metered = Known::No; });
    QCOMPARE(world.installed(), "1.0.0");
    QCOMPARE(world.state(), "held: paused");
    QVERIFY((*other)->resume().has_value());
    QTRY_COMPARE(world.installed(), "1.1.0");
    world.settle();
    diary.note(world, "paused and resumed by another process");
}

void TestFlowAgentSilent::whatNobodyMayDecideSilently() {
    AgentWorld world;
    world.world.components = "  - { id: evolutions, kind: evolutions, path: evolutions }\n";
    SmallRelease release{.version = "1.2.0"};
    release.evolutions = {{"stars", {{"data", "stars"}}}};
    release.manifest =
        "version: 1.2.0\nevolutions:\n"
        "  - { id: stars, version: 1.0.0, name: Stars, description: Stars, required: "
        "true }\n";
    world.world.publish(release);
    world.prefer(automatic);
    world.start();
    world.firstCheck();
    QCOMPARE(world.installed(), "1.0.0");
    QCOMPARE(world.seen, QStringList("available 1.2.0"));
    diary.note(world, "automatic: a required evolution nobody accepted");
}

void TestFlowAgentSilent::whatAPersonStagedIsInstalledAsChosen() {
    AgentWorld world;
    world.world.components = "  - { id: evolutions, kind: evolutions, path: evolutions }\n";
    SmallRelease release{.version = "1.2.0"};
    release.evolutions = {{"stars", {{"data", "stars"}}}, {"tides", {{"data", "tides"}}}};
    release.manifest = "version: 1.2.0\nevolutions:\n"
                       "  - { id: stars, version: 1.0.0, name: Stars, description: Stars }\n"
                       "  - { id: tides, version: 1.0.0, name: Tides, description: Tides }\n";
    world.world.publish(release);
    UpdateChoice choice;
    choice.evolutions = QStringList{"stars"};
    QVERIFY((*world.world.open())->download(choice, {}, {}).has_value());
    world.prefer(automatic);
    world.start();
    world.firstCheck();
    QCOMPARE(world.installed(), "1.2.0");
    QCOMPARE(world.world.read(world.world.live() / "evolutions/stars/data"), "stars");
    QVERIFY(!world.world.files().exists(world.world.live() / "evolutions/tides"));
    diary.note(world, "automatic: staged by a person with an evolution");
}

QTEST_GUILESS_MAIN(TestFlowAgentSilent)
#include "test_flow_agent_silent.moc"
