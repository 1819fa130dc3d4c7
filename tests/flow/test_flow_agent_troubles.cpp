// SPDX-License-Identifier: Apache-2.0
// Failures, flapping feeds, jumping clocks and sleeping machines, seen from the agent.
// The table of what the person saw is printed at the end.
#include "support/agent_diary.h"

#include "product/policy_document.h"

#include <QDir>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;
using namespace std::chrono_literals;

namespace {

constexpr auto day = std::chrono::minutes(24h);

AgentDiary diary;

Version version(const char* text) {
    return Version::parse(QLatin1String(text)).value();
}

} // namespace

class TestFlowAgentTroubles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase() { diary.print(); }

    void aFailureIsToldAndNotTriedAgain();
    void aVersionThatDoesNotStartIsTakenBack();
    void aNetworkErrorIsNoFailure();
    void aWithdrawnVersion();
    void aFeedThatFlaps();
    void aClockThatJumps();
    void wakesUpWithTheMachine();
    void sleepsBetweenEvents();
};

void TestFlowAgentTroubles::aFailureIsToldAndNotTriedAgain() {
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
    diary.note(world, "automatic: the download is damaged");
}

void TestFlowAgentTroubles::aVersionThatDoesNotStartIsTakenBack() {
    AgentWorld world;
    world.prefer(automatic);
    world.world.publish({.version = "1.2.0", .healthy = false});
    world.start();
    world.firstCheck();
    QCOMPARE(world.installed(), "1.0.0");
    QCOMPARE(world.seen, QStringList("rolled-back 1.2.0"));
    world.pass(3 * day);
    QCOMPARE(world.seen.size(), 1);
    diary.note(world, "automatic: the new version does not start");
    world.world.publish({.version = "1.3.0"});
    world.pass(7h);
    QCOMPARE(world.installed(), "1.0.0"); // after a rollback a higher one is shown, not installed
    QCOMPARE(world.seen, QStringList("available 1.3.0"));
    diary.note(world, "... and a higher one comes");
}

void TestFlowAgentTroubles::aNetworkErrorIsNoFailure() {
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
    diary.note(world, "automatic: the site is away for hours");
}

void TestFlowAgentTroubles::aWithdrawnVersion() {
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
    diary.note(world, "the installed version is withdrawn, Roll Back");
}

void TestFlowAgentTroubles::aFeedThatFlaps() {
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
    diary.note(world, "a feed that takes back and offers again every hour for 40 hours");
}

void TestFlowAgentTroubles::aClockThatJumps() {
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
    diary.note(world, "the clock two years ahead for an hour, then right for two days");
}

void TestFlowAgentTroubles::wakesUpWithTheMachine() {
    AgentWorld world;
    world.start();
    world.firstCheck();
    const QDateTime checked = world.status().lastChecked;
    world.sleep(30h);
    QCOMPARE(world.status().lastChecked, checked); // the network is given a moment
    world.pass(3min);
    QVERIFY(world.status().lastChecked > checked);
    QCOMPARE(world.seen, QStringList({"available 1.1.0", "available 1.1.0"}));
    diary.note(world, "manual: the machine slept for 30 hours");
}

void TestFlowAgentTroubles::sleepsBetweenEvents() {
    AgentWorld world;
    world.prefer(automatic);
    world.start();
    world.pass(day);
    const int before = world.alarm.rings;
    world.pass(day);
    const int rings = world.alarm.rings - before;
    QVERIFY2(rings <= 5, qPrintable(QString::number(rings))); // a check every six hours
    diary.note(world, QString("a day up to date: %1 wake-ups").arg(rings));
}

QTEST_GUILESS_MAIN(TestFlowAgentTroubles)
#include "test_flow_agent_troubles.moc"
