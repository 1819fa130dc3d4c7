// SPDX-License-Identifier: Apache-2.0
// What people and administrators answer, and what the agent makes of it.
// The table of what the person saw is printed at the end.
#include "support/agent_diary.h"

#include <QFile>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;
using namespace std::chrono_literals;

namespace {

constexpr auto day = std::chrono::minutes(24h);

AgentDiary diary;

} // namespace

class TestFlowAgentAnswers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase() { diary.print(); }

    void asksOnceADay();
    void skippedMeansSilence();
    void remindedMeansLater();
    void remindedWhenTheProgramCloses();
    void updateNowWhileTheProgramIsOpen();
    void restartNowAsksTheProgramToQuit();
    void theAdministratorsDeadline();
    void theAdministratorBeatsASkip();
};

void TestFlowAgentAnswers::asksOnceADay() {
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
    diary.note(world, "manual: no answer for a day, then Update Now");
}

void TestFlowAgentAnswers::skippedMeansSilence() {
    AgentWorld world;
    world.start();
    world.firstCheck();
    world.answer(Answer::Skip);
    QCOMPARE(world.state(), "held: skipped");
    world.pass(4 * day);
    QCOMPARE(world.seen, QStringList({"available 1.1.0", "(bubble gone)"}));
    diary.note(world, "manual: Skip This Version");
    world.world.publish({.version = "1.2.0"});
    world.pass(7h);
    QCOMPARE(world.seen, QStringList("available 1.2.0"));
    diary.note(world, "... and a higher one comes");
}

void TestFlowAgentAnswers::remindedMeansLater() {
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
    diary.note(world, "manual: Remind Me Later, three days");
}

void TestFlowAgentAnswers::remindedWhenTheProgramCloses() {
    AgentWorld world;
    world.openProgram();
    world.start();
    world.firstCheck();
    world.takeSeen();
    world.answer(Answer::RemindOnQuit);
    // As another thread of ours does while it reads the tree: nobody waits for our own end.
    QFile read(QString::fromUtf8((world.world.live() / "bin/tool").bytes()));
    QVERIFY(read.open(QIODevice::ReadOnly));
    world.pass(2h);
    QCOMPARE(world.takeSeen(), QStringList("(bubble gone)"));
    world.closeProgram();
    QCOMPARE(world.seen, QStringList("available 1.1.0"));
    diary.note(world, "manual: remind me when I quit");
}

void TestFlowAgentAnswers::updateNowWhileTheProgramIsOpen() {
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
    diary.note(world, "manual: Update Now while it is open, On Quit");
}

void TestFlowAgentAnswers::restartNowAsksTheProgramToQuit() {
    AgentWorld world;
    world.prefer([](Preferences& p) { p.startAfterUpdate = false; });
    world.openProgram();
    world.start();
    world.firstCheck();
    world.answer(Answer::UpdateNow);
    world.answer(Answer::RestartNow);
    QCOMPARE(world.installed(), "1.1.0");
    QCOMPARE(world.seen.constLast(), "updated 1.1.0");
    diary.note(world, "manual: Update Now while it is open, Restart Now");
}

void TestFlowAgentAnswers::theAdministratorsDeadline() {
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
    diary.note(world, "an administrator's deadline, at the desk, the program open");
}

void TestFlowAgentAnswers::theAdministratorBeatsASkip() {
    AgentWorld world;
    world.start();
    world.firstCheck();
    world.answer(Answer::Skip);
    world.takeSeen();
    world.writeAdminPolicy(adminWants("1.1.0", world.world.clock.time.addSecs(3600)));
    world.pass(8h);
    QCOMPARE(world.installed(), "1.1.0");
    diary.note(world, "skipped, then wanted by an administrator");
}

QTEST_GUILESS_MAIN(TestFlowAgentAnswers)
#include "test_flow_agent_answers.moc"
