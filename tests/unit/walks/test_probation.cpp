// SPDX-License-Identifier: Apache-2.0
// The verdicts about a new version, from what can be seen of it; and that they are kept.
#include "support/small_world.h"
#include "support/verify_ok.h"
#include "walks/probation.h"
#include "walks/watched_start.h"

#include <QtTest>

#include <unistd.h>

using namespace upkeep;
using namespace upkeep::test;
using namespace std::chrono_literals;

class TestProbation : public QObject {
    Q_OBJECT

    static LastUpdate updated() {
        LastUpdate last;
        last.from = Version::parse("1.0.0").value();
        last.to = Version::parse("1.1.0").value();
        last.at = at(0);
        return last;
    }
    static ProductFile product() {
        ProductFile file;
        file.health.probationMinutes = 5;
        return file;
    }
    static QDateTime at(int seconds) {
        return QDateTime::fromString("2026-01-01T12:00:00Z", Qt::ISODate).addSecs(seconds);
    }
    static ManifestCheck endpoint(int timeout) {
        ManifestCheck check;
        check.type = CheckType::HealthEndpoint;
        check.url = "http://127.0.0.1:1/health";
        check.timeoutSeconds = timeout;
        return check;
    }

private Q_SLOTS:
    void tellsHowItStands_data() {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("installed");
        QTest::addColumn<QString>("known");
        QTest::addColumn<int>("state");
        const auto row = [](const char* name,
                            int seconds,
                            const char* installed,
                            const char* known,
                            ProbationState state) {
            QTest::newRow(name) << seconds << installed << known << int(state);
        };
        row("just updated", 1, "1.1.0", "", ProbationState::Open);
        row("first started the next morning", 40'000, "1.1.0", "", ProbationState::Open);
        row("nobody for a week", 8 * 86'400, "1.1.0", "", ProbationState::NotObserved);
        row("confirmed", 1, "1.1.0", "confirmed", ProbationState::Confirmed);
        row("seen not to work", 1, "1.1.0", "failed", ProbationState::Failed);
        row("started otherwise", 1, "1.1.0", "unobserved", ProbationState::NotObserved);
        row("gone back", 1, "1.1.0", "back", ProbationState::None);
        row("other evolutions only", 1, "1.1.0", "same", ProbationState::None);
        row("another version by now", 1, "1.2.0", "", ProbationState::None);
        row("the clock was set back", -60, "1.1.0", "", ProbationState::NotObserved);
        row("no such time", 1, "1.1.0", "off", ProbationState::None);
    }
    void tellsHowItStands() {
        QFETCH(int, seconds);
        QFETCH(QString, installed);
        QFETCH(QString, known);
        QFETCH(int, state);
        LastUpdate last = updated();
        ProductFile file = product();
        last.confirmed = known == "confirmed";
        last.unobserved = known == "unobserved";
        last.wentBack = known == "back";
        if (known == "failed")
            last.failed = Error{ErrorCode::ProbeFailed, "start", "crashed"};
        if (known == "same")
            last.from = last.to;
        if (known == "off")
            file.health.probationMinutes = 0;
        const Version version = Version::parse(installed).value();
        QCOMPARE(int(probationOf(last, version, file, at(seconds))), state);
        QCOMPARE(int(probationOf({}, version, file, at(seconds))), int(ProbationState::None));
    }

    void judgesTheEnd_data() {
        QTest::addColumn<int>("ran");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<bool>("crashed");
        QTest::addColumn<bool>("mustConfirm");
        QTest::addColumn<int>("verdict");
        QTest::newRow("ended well") << 3 << 0 << false << false << int(Verdict::Passed);
        QTest::newRow("crashed at once") << 0 << 0 << true << false << int(Verdict::Failed);
        QTest::newRow("crashed late") << 290 << 0 << true << false << int(Verdict::Failed);
        QTest::newRow("an error at once") << 2 << 1 << false << false << int(Verdict::Failed);
        QTest::newRow("an error later") << 100 << 1 << false << false << int(Verdict::Open);
        QTest::newRow("ran until the end") << 400 << 1 << false << false << int(Verdict::Passed);
        QTest::newRow("said nothing yet") << 3 << 0 << false << true << int(Verdict::Open);
        QTest::newRow("said nothing in time") << 400 << 0 << false << true << int(Verdict::Failed);
    }
    void judgesTheEnd() {
        QFETCH(int, ran);
        QFETCH(int, exitCode);
        QFETCH(bool, crashed);
        QFETCH(bool, mustConfirm);
        QFETCH(int, verdict);
        HealthSpec health = product().health;
        health.confirm = mustConfirm;
        ProbationWatch watch(health, {});
        const ProgramEnd end{std::chrono::seconds(ran), exitCode, crashed};
        QCOMPARE(int(watch.atEnd(end, false)), verdict);
        if (mustConfirm)
            QCOMPARE(int(ProbationWatch(health, {}).atEnd(end, true)), int(Verdict::Passed));
    }

    void waitsForTheConfirmation() {
        HealthSpec health = product().health;
        health.confirm = true;
        ProbationWatch watch(health, {});
        QCOMPARE(int(watch.whileRunning(299s, false)), int(Verdict::Open));
        QCOMPARE(int(watch.whileRunning(3s, true)), int(Verdict::Passed));
        QCOMPARE(int(watch.whileRunning(300s, false)), int(Verdict::Failed));
        QCOMPARE(watch.cause().subject, QString("confirm"));
        QCOMPARE(int(watch.cause().code), int(ErrorCode::ProbeTimeout));
    }

    void waitsForTheEndpoint() {
        const Error silent{ErrorCode::ProbeFailed, "url", "no answer"};
        ProbationWatch watch(product().health, {endpoint(10)});
        watch.toldAnswer(0, silent);
        QCOMPARE(int(watch.whileRunning(9s, false)), int(Verdict::Open));
        QCOMPARE(int(watch.whileRunning(10s, false)), int(Verdict::Failed));
        QVERIFY(watch.cause().cause.contains("no answer"));
        // Ended before it had answered: nothing is known.
        ProbationWatch early(product().health, {endpoint(10)});
        QCOMPARE(int(early.atEnd({5s, 0, false}, false)), int(Verdict::Open));
        early.toldAnswer(0, {});
        QCOMPARE(int(early.atEnd({5s, 0, false}, false)), int(Verdict::Passed));
    }

    // One in twenty may go wrong.
    void countsBadAnswers() {
        const Error bad{ErrorCode::ProbeFailed, "url", "status 500"};
        ProbationWatch watch(product().health, {endpoint(10)});
        watch.toldAnswer(0, {});
        for (int i = 0; i < 57; ++i)
            watch.toldAnswer(0, {});
        watch.toldAnswer(0, bad);
        watch.toldAnswer(0, bad);
        QCOMPARE(int(watch.whileRunning(100s, false)), int(Verdict::Open));
        watch.toldAnswer(0, bad);
        QCOMPARE(int(watch.whileRunning(100s, false)), int(Verdict::Open)); // 3 of 61
        watch.toldAnswer(0, bad);
        QCOMPARE(int(watch.whileRunning(100s, false)), int(Verdict::Failed)); // 4 of 62
        QVERIFY(watch.cause().cause.startsWith("4 of 62"));
    }

    void watchesARealProcess_data() {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<int>("verdict");
        QTest::newRow("ends well") << QByteArray("exit 0") << int(Verdict::Passed);
        QTest::newRow("crashes") << QByteArray("kill -SEGV $$") << int(Verdict::Failed);
        QTest::newRow("is told to end") << QByteArray("kill -TERM $$") << int(Verdict::Passed);
        QTest::newRow("ends with an error") << QByteArray("exit 3") << int(Verdict::Failed);
    }
    void watchesARealProcess() {
        QFETCH(QByteArray, script);
        QFETCH(int, verdict);
        const pid_t child = ::fork();
        if (child == 0) {
            ::execl("/bin/sh", "sh", "-c", script.constData(), nullptr);
            ::_exit(127);
        }
        QList<int> told;
        WatchedStart watched;
        watched.health = product().health;
        watched.isConfirmed = [] { return false; };
        watched.onVerdict = [&](Verdict given, const Error&) { told.append(int(given)); };
        VERIFY_OK(watchStart(child, watched));
        QCOMPARE(told, QList<int>{verdict});
    }

    // Found not to work: kept, told, undone by the next rollback, which says why.
    void keepsTheVerdictUntilItIsUndone() {
        SmallWorld world;
        world.health = ", probation_minutes: 5";
        world.publish({"1.0.0", {{"share/text", "one"}}});
        auto product = world.install();
        VERIFY_OK(product);
        QCOMPARE(int((*product)->status()->probation), int(ProbationState::None));
        world.publish({"1.1.0", {{"share/text", "two"}}});
        VERIFY_OK((*product)->update({}, {}, {}));
        QCOMPARE(int((*product)->status()->probation), int(ProbationState::Open));
        const auto watched = (*product)->watchedStart();
        VERIFY_OK(watched);
        VERIFY_OK((*product)->noteStart());
        QVERIFY(!watched->isConfirmed());
        watched->onVerdict(Verdict::Failed, {ErrorCode::ProbeFailed, "start", "crashed"});
        VERIFY_OK((*product)->confirm()); // too late
        const auto status = world.open();
        const auto failed = (*status)->status();
        QCOMPARE(int(failed->probation), int(ProbationState::Failed));
        QCOMPARE(failed->probationTrouble->cause, QString("crashed"));
        QCOMPARE((*product)->history()->first().operation, QString("confirm"));
        QCOMPARE((*product)->history()->first().result, QString("failed"));
        RollbackChoice choice;
        choice.trigger = Trigger::Recovery;
        VERIFY_OK((*product)->rollback(choice, {}, {}));
        QCOMPARE(world.liveVersion(), QByteArray("1.0.0"));
        const HistoryEvent back = (*product)->history()->first();
        QCOMPARE(back.operation, QString("rollback"));
        QCOMPARE(back.errorCause, QString("crashed"));
        const auto after = (*product)->status();
        QCOMPARE(int(after->state), int(UpdateState::RolledBack));
        QCOMPARE(after->lastError->cause, QString("crashed"));
        QCOMPARE(int(after->probation), int(ProbationState::None));
    }

    void confirmsOnce() {
        SmallWorld world;
        world.health = ", probation_minutes: 5";
        world.publish({"1.0.0", {{"share/text", "one"}}});
        auto product = world.install();
        VERIFY_OK(product);
        world.publish({"1.1.0", {{"share/text", "two"}}});
        VERIFY_OK((*product)->update({}, {}, {}));
        VERIFY_OK((*product)->confirm());
        QCOMPARE(int((*product)->status()->probation), int(ProbationState::Confirmed));
        const qsizetype events = (*product)->history()->size();
        VERIFY_OK((*product)->confirm());
        QCOMPARE((*product)->history()->size(), events);
    }

    // Nobody looked for a week.
    void saysThatItWasNotObserved() {
        SmallWorld world;
        world.health = ", probation_minutes: 5";
        world.publish({"1.0.0", {{"share/text", "one"}}});
        auto product = world.install();
        VERIFY_OK(product);
        world.publish({"1.1.0", {{"share/text", "two"}}});
        VERIFY_OK((*product)->update({}, {}, {}));
        QCOMPARE(int((*product)->observe({}).value()), int(ProbationState::Open));
        world.clock.time = world.clock.time.addDays(8);
        QCOMPARE(int((*product)->observe({}).value()), int(ProbationState::NotObserved));
        QCOMPARE((*product)->history()->first().result, QString("not-observed"));
        const qsizetype events = (*product)->history()->size();
        QCOMPARE(int((*product)->observe({}).value()), int(ProbationState::NotObserved));
        QCOMPARE((*product)->history()->size(), events);
    }
};

QTEST_GUILESS_MAIN(TestProbation)
#include "test_probation.moc"
