// SPDX-License-Identifier: Apache-2.0
// The background agent through its real loop, the clock turned by the test: what it did, and what
// the person saw of it. The table of all of that is printed at the end.
#include "support/agent_world.h"

#include "product/policy_document.h"

#include <QDir>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;
using namespace std::chrono_literals;

namespace {

constexpr auto day = std::chrono::minutes(24h);

struct Row {
    QString scenario;
    QString saw;
    QString end;
};

QList<Row> table;

void note(AgentWorld& world, const QString& scenario) {
    const QStringList saw = world.takeSeen();
    table.append({scenario,
                  saw.isEmpty() ? QStringLiteral("nothing") : saw.join(", "),
                  world.installed() + ", " + world.state()});
}

void automatic(Preferences& preferences) {
    preferences.automatic = AutoUpdate::All;
}

Version version(const char* text) {
    return Version::parse(QLatin1String(text)).value();
}

QByteArray adminWants(const char* wanted, const QDateTime& deadline) {
    return QByteArray(R"({"schema": 1, "install": [{"product": "tool", "version": ")") + wanted +
           R"(", "deadline": ")" + deadline.toString(Qt::ISODate).toLatin1() + R"("}]})";
}

} // namespace

class TestFlowAgent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase();

    void silentlyWhileNobodyIsThere();
    void onlySecuritySilently_data();
    void onlySecuritySilently();
    void asksOnceADay();
    void isHeldAndThenDone_data();
    void isHeldAndThenDone();
    void isLeftToSomebodyElse();
    void waitsForTheProgramToClose();
    void aFailureIsToldAndNotTriedAgain();
    void aVersionThatDoesNotStartIsTakenBack();
    void aNetworkErrorIsNoFailure();
    void skippedMeansSilence();
    void remindedMeansLater();
    void remindedWhenTheProgramCloses();
    void updateNowWhileTheProgramIsOpen();
    void restartNowAsksTheProgramToQuit();
    void whatNobodyMayDecideSilently();
    void whatAPersonStagedIsInstalledAsChosen();
    void theAdministratorsDeadline();
    void theAdministratorBeatsASkip();
    void aFeedThatFlaps();
    void aClockThatJumps();
    void aWithdrawnVersion();
    void doItAnyway();
    void pausedByTheCommandLine();
    void aNewSessionGoesOn();
    void wakesUpWithTheMachine();
    void sleepsBetweenEvents();
};

void TestFlowAgent::cleanupTestCase() {
    QTextStream out(stdout);
    out << "\n| what happened | what the person saw | in the end |\n|---|---|---|\n";
    for (const Row& row : table)
        out << "| " << row.scenario << " | " << row.saw << " | " << row.end << " |\n";
}

void TestFlowAgent::silentlyWhileNobodyIsThere() {
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
    note(world, "automatic, nobody there");
}

void TestFlowAgent::onlySecuritySilently_data() {
    QTest::addColumn<bool>("security");
    QTest::newRow("no security release") << false;
    QTest::newRow("a security release") << true;
}

void TestFlowAgent::onlySecuritySilently() {
    QFETCH(bool, security);
    AgentWorld world;
    if (security)
        world.world.publish({.version = "1.1.1", .security = true});
    world.prefer([](Preferences& p) { p.automatic = AutoUpdate::SecurityOnly; });
    world.start();
    world.firstCheck();
    QCOMPARE(world.installed(), security ? "1.1.1" : "1.0.0");
    QCOMPARE(world.seen, security ? QStringList() : QStringList("available 1.1.0"));
    note(world, security ? "security only: a security release" : "security only: another release");
}

void TestFlowAgent::asksOnceADay() {
    AgentWorld world;
    world.start();
    world.pass(20min);
    QCOMPARE(world.seen, QStringList("available 1.1.0"));
    const QList<Answer> expected = {Answer::UpdateNow, Answer::RemindLater, Answer::Skip};
    QCOMPARE(world.notices[0].answers, expected);
    world.answer(Answer::Dismissed); // closed by itself: no answer
    world.pass(23h);
    QCOMPARE(world.seen.size(), 1);
    world.pass(2h);
    QCOMPARE(world.seen.size(), 2);
    world.answer(Answer::UpdateNow);
    QCOMPARE(world.installed(), "1.1.0");
    QCOMPARE(world.seen.constLast(), "updated 1.1.0");
    note(world, "manual: no answer for a day, then Update Now");
}

void TestFlowAgent::isHeldAndThenDone_data() {
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

void TestFlowAgent::isHeldAndThenDone() {
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
    const Row held{QString("held: ") + QTest::currentDataTag(), {}, world.state()};
    with(world);
    world.pass(20min); // a network that has come back is given a moment
    QCOMPARE(world.installed(), "1.1.0");
    QCOMPARE(world.state(), "up-to-date");
    QVERIFY(world.seen.isEmpty());
    note(world, held.scenario + " (" + held.end + "), then not");
}

void TestFlowAgent::isLeftToSomebodyElse() {
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
    note(world, "held: managed");
}

void TestFlowAgent::waitsForTheProgramToClose() {
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
    note(world, "held: running, then closed, then idle");
}

void TestFlowAgent::aFailureIsToldAndNotTriedAgain() {
    AgentWorld world;
    world.prefer(automatic);
    // What was published is damaged on its way: nothing else than its hash can tell.
    const LocalPath assets = world.world.site() / "releases/v1.1.0";
    const auto entries = world.world.files().list(assets);
    for (const FolderEntry& entry : *entries) {
        if (entry.name.bytes().endsWith(".yaml") || entry.name.bytes().endsWith(".md"))
            continue;
        const QByteArray bytes = world.world.read(assets / entry.name);
        world.world.write(assets / entry.name, QByteArray(bytes.size(), 'x'));
    }
    world.start();
    world.firstCheck();
    QCOMPARE(world.installed(), "1.0.0");
    QCOMPARE(world.seen, QStringList("failed 1.1.0"));
    QVERIFY(world.notices[0].cause);
    const QList<Answer> expected = {Answer::Retry, Answer::Details};
    QCOMPARE(world.notices[0].answers, expected);
    world.pass(20h);
    QCOMPARE(world.seen.size(), 1); // not again by itself
    world.pass(day);
    QCOMPARE(world.seen.constLast(), "available 1.1.0"); // from now on it asks
    note(world, "automatic: the download is damaged");
}

void TestFlowAgent::aVersionThatDoesNotStartIsTakenBack() {
    AgentWorld world;
    world.prefer(automatic);
    world.world.publish({.version = "1.2.0", .healthy = false});
    world.start();
    world.firstCheck();
    QCOMPARE(world.installed(), "1.0.0");
    QCOMPARE(world.seen, QStringList("rolled-back 1.2.0"));
    world.pass(3 * day);
    QCOMPARE(world.seen.size(), 1);
    note(world, "automatic: the new version does not start");
    world.world.publish({.version = "1.3.0"});
    world.pass(7h);
    QCOMPARE(world.installed(), "1.0.0"); // after a rollback a higher one is shown, not installed
    QCOMPARE(world.seen, QStringList("available 1.3.0"));
    note(world, "... and a higher one comes");
}

void TestFlowAgent::aNetworkErrorIsNoFailure() {
    AgentWorld world;
    world.prefer(automatic);
    const QString site = world.world.site().display();
    QVERIFY(QDir().rename(site, site + ".away"));
    world.start();
    world.pass(5h);
    QVERIFY(world.seen.isEmpty());
    QCOMPARE(world.state(), "failed");
    QVERIFY(QDir().rename(site + ".away", site));
    world.pass(6h);
    QCOMPARE(world.installed(), "1.1.0");
    QVERIFY(world.seen.isEmpty());
    note(world, "automatic: the site is away for hours");
}

void TestFlowAgent::skippedMeansSilence() {
    AgentWorld world;
    world.start();
    world.firstCheck();
    world.answer(Answer::Skip);
    QCOMPARE(world.state(), "held: skipped");
    world.pass(4 * day);
    QCOMPARE(world.seen, QStringList({"available 1.1.0", "(bubble gone)"}));
    note(world, "manual: Skip This Version");
    world.world.publish({.version = "1.2.0"});
    world.pass(7h);
    QCOMPARE(world.seen, QStringList("available 1.2.0"));
    note(world, "... and a higher one comes");
}

void TestFlowAgent::remindedMeansLater() {
    AgentWorld world;
    world.start();
    world.firstCheck();
    world.takeSeen();
    world.answer(Answer::RemindLater, world.world.clock.time.addDays(3));
    QCOMPARE(world.state(), "held: reminder");
    world.pass(3 * day - 1h);
    QCOMPARE(world.takeSeen(), QStringList("(bubble gone)"));
    world.pass(2h);
    QCOMPARE(world.seen, QStringList("available 1.1.0"));
    note(world, "manual: Remind Me Later, three days");
}

void TestFlowAgent::remindedWhenTheProgramCloses() {
    AgentWorld world;
    world.openProgram();
    world.start();
    world.firstCheck();
    world.takeSeen();
    world.answer(Answer::RemindOnQuit);
    world.pass(2h);
    QCOMPARE(world.takeSeen(), QStringList("(bubble gone)"));
    world.closeProgram();
    QCOMPARE(world.seen, QStringList("available 1.1.0"));
    note(world, "manual: remind me when I quit");
}

void TestFlowAgent::updateNowWhileTheProgramIsOpen() {
    AgentWorld world;
    world.openProgram();
    world.start();
    world.firstCheck();
    world.answer(Answer::UpdateNow);
    QCOMPARE(world.installed(), "1.0.0");
    QCOMPARE(world.seen.constLast(), "ready 1.1.0");
    QVERIFY(!world.notices.constLast().holders.isEmpty());
    world.answer(Answer::OnQuit);
    world.pass(1h);
    QCOMPARE(world.installed(), "1.0.0");
    world.closeProgram();
    QCOMPARE(world.installed(), "1.1.0");
    QCOMPARE(world.seen.constLast(), "updated 1.1.0");
    note(world, "manual: Update Now while it is open, On Quit");
}

void TestFlowAgent::restartNowAsksTheProgramToQuit() {
    AgentWorld world;
    world.prefer([](Preferences& p) { p.startAfterUpdate = false; });
    world.openProgram();
    world.start();
    world.firstCheck();
    world.answer(Answer::UpdateNow);
    world.answer(Answer::RestartNow);
    QCOMPARE(world.installed(), "1.1.0");
    QCOMPARE(world.seen.constLast(), "updated 1.1.0");
    note(world, "manual: Update Now while it is open, Restart Now");
}

void TestFlowAgent::whatNobodyMayDecideSilently() {
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
    note(world, "automatic: a required evolution nobody accepted");
}

void TestFlowAgent::whatAPersonStagedIsInstalledAsChosen() {
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
    note(world, "automatic: staged by a person with an evolution");
}

void TestFlowAgent::theAdministratorsDeadline() {
    AgentWorld world;
    const QDateTime deadline = world.world.clock.time.addDays(2);
    world.writeAdminPolicy(adminWants("1.1.0", deadline));
    world.desktop.here.idle = 1s;
    world.openProgram();
    world.start();
    world.firstCheck();
    QCOMPARE(world.seen, QStringList("available 1.1.0"));
    QCOMPARE(world.notices[0].deadline.toSecsSinceEpoch(), deadline.toSecsSinceEpoch());
    QCOMPARE(world.notices[0].answers, QList<Answer>{Answer::UpdateNow});
    world.answer(Answer::Skip);
    world.answer(Answer::RemindLater);
    world.pass(day);
    QCOMPARE(world.installed(), "1.0.0");
    world.pass(day);
    QCOMPARE(world.installed(), "1.1.0"); // the program was asked to quit
    note(world, "an administrator's deadline, at the desk, the program open");
}

void TestFlowAgent::theAdministratorBeatsASkip() {
    AgentWorld world;
    world.start();
    world.firstCheck();
    world.answer(Answer::Skip);
    world.takeSeen();
    world.writeAdminPolicy(adminWants("1.1.0", world.world.clock.time.addSecs(3600)));
    world.pass(8h);
    QCOMPARE(world.installed(), "1.1.0");
    note(world, "skipped, then wanted by an administrator");
}

void TestFlowAgent::aFeedThatFlaps() {
    AgentWorld world;
    world.start();
    world.firstCheck();
    for (int hour = 0; hour < 40; ++hour) {
        PolicyDocument policy;
        if (hour % 2 == 0)
            policy.revoked = {{version("1.1.0"), "flapping"}};
        world.world.writePolicy(writeJson(policy.toJson()));
        world.agent().preferencesChanged("tool", Preferences());
        world.hands().check("tool", {false, Trigger::Silent});
        world.settle();
        world.pass(1h);
    }
    QStringList told = world.seen;
    told.removeAll("(bubble gone)");
    QVERIFY2(told.size() <= 3, qPrintable(told.join(", ")));
    note(world, "a feed that takes back and offers again every hour for 40 hours");
}

void TestFlowAgent::aClockThatJumps() {
    AgentWorld world;
    world.start();
    world.firstCheck();
    QCOMPARE(world.takeSeen(), QStringList("available 1.1.0"));
    const QDateTime now = world.world.clock.time;
    world.setClock(now.addYears(2)); // nothing signed is valid then
    world.pass(1h);
    QVERIFY(world.installed() == "1.0.0");
    world.setClock(now.addSecs(3600));
    world.pass(12h);
    QVERIFY(world.status().lastChecked > now.addSecs(3600)); // it went on checking
    QCOMPARE(world.state(), "available");
    world.pass(2 * day);
    QStringList told = world.takeSeen();
    QVERIFY2(told.size() >= 2 && told.size() <= 4, qPrintable(told.join(", ")));
    world.seen = told;
    note(world, "the clock two years ahead for an hour, then right for two days");
}

void TestFlowAgent::aWithdrawnVersion() {
    AgentWorld world;
    world.prefer(automatic);
    world.start();
    world.firstCheck();
    QCOMPARE(world.installed(), "1.1.0");
    PolicyDocument policy;
    policy.revoked = {{version("1.1.0"), "data loss when saving"}};
    world.world.writePolicy(writeJson(policy.toJson()));
    world.pass(8h);
    QCOMPARE(world.seen, QStringList("withdrawn 1.1.0"));
    const QList<Answer> expected = {Answer::RollBack, Answer::Details};
    QCOMPARE(world.notices[0].answers, expected);
    world.answer(Answer::RollBack);
    QCOMPARE(world.installed(), "1.0.0");
    note(world, "the installed version is withdrawn, Roll Back");
}

void TestFlowAgent::doItAnyway() {
    AgentWorld world;
    world.prefer(automatic);
    world.desktop.here.metered = Known::Yes;
    world.start();
    world.firstCheck();
    QCOMPARE(world.state(), "held: metered");
    world.agent().overrideHold("tool");
    world.settle();
    QCOMPARE(world.installed(), "1.1.0");
    note(world, "held: metered, Do It Anyway");
}

void TestFlowAgent::pausedByTheCommandLine() {
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
    note(world, "paused and resumed by another process");
}

void TestFlowAgent::aNewSessionGoesOn() {
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
    note(world, "idle unknown: installed at the next login");
}

void TestFlowAgent::wakesUpWithTheMachine() {
    AgentWorld world;
    world.start();
    world.firstCheck();
    const QDateTime checked = world.status().lastChecked;
    world.sleep(30h);
    QCOMPARE(world.status().lastChecked, checked); // the network is given a moment
    world.pass(3min);
    QVERIFY(world.status().lastChecked > checked);
    QCOMPARE(world.seen, QStringList({"available 1.1.0", "available 1.1.0"}));
    note(world, "manual: the machine slept for 30 hours");
}

void TestFlowAgent::sleepsBetweenEvents() {
    AgentWorld world;
    world.prefer(automatic);
    world.start();
    world.pass(day);
    const int before = world.alarm.rings;
    world.pass(day);
    const int rings = world.alarm.rings - before;
    QVERIFY2(rings <= 5, qPrintable(QString::number(rings))); // a check every six hours
    note(world, QString("a day up to date: %1 wake-ups").arg(rings));
}

QTEST_GUILESS_MAIN(TestFlowAgent)
#include "test_flow_agent.moc"
