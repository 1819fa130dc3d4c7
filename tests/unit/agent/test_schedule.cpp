// SPDX-License-Identifier: Apache-2.0
#include "agent/schedule.h"

#include <QTest>

using namespace upkeep;

class TestSchedule : public QObject {
    Q_OBJECT

    const QDateTime m_start{QDate(2026, 6, 3), QTime(12, 0), Qt::UTC};

    QDateTime at(qint64 minutes) const { return m_start.addSecs(minutes * 60); }
    CheckRecord started() const {
        CheckRecord record;
        record.startedAt = m_start;
        return record;
    }
    qint64 due(const CheckRecord& record, int jitter = 0, qint64 nowMinutes = 0) const {
        return m_start.secsTo(nextCheckAt(record, 6, jitter, at(nowMinutes))) / 60;
    }

private Q_SLOTS:
    void theFirstComesFiveToFifteenMinutesAfterTheStart() {
        QCOMPARE(due(started(), 0), 5);
        QCOMPARE(due(started(), 5000), 10);
        QCOMPARE(due(started(), 9999), 14);
        CheckRecord overdue = started();
        overdue.lastChecked = at(-3 * 24 * 60);
        QCOMPARE(due(overdue, 5000), 10);
    }

    void thenEverySixHoursWithAShareOfJitter() {
        CheckRecord record = started();
        record.lastChecked = at(60);
        QCOMPARE(due(record, 0, 60), 60 + 6 * 60);
        QCOMPARE(due(record, 5000, 60), 60 + 6 * 60 + 18);
        record.lastChecked = at(-120); // before the start
        QCOMPARE(due(record, 0), 4 * 60);
    }

    void failuresAreRetriedMoreAndMoreSeldom() {
        CheckRecord record = started();
        record.lastTried = at(60);
        const QList<qint64> waits = {15, 30, 60, 120, 240, 360, 360};
        for (int failures = 1; failures <= waits.size(); ++failures) {
            record.failures = failures;
            QCOMPARE(due(record, 0, 60), 60 + waits[failures - 1]);
        }
        record.failures = 1'000'000;
        QCOMPARE(due(record, 0, 60), 60 + 360);
    }

    void aNetworkThatComesBackIsGivenAMomentAndAFlappingOneNoMore() {
        CheckRecord record = started();
        record.lastTried = at(60);
        record.failures = 5;
        const CheckRecord back = withReconnection(record, 5000, at(100));
        QCOMPARE(nextCheckAt(back, 6, 5000, at(100)), at(100).addSecs(75));
        CheckRecord flapping = record;
        for (int minute = 60; minute < 65; ++minute)
            flapping = withReconnection(flapping, 0, at(minute));
        QVERIFY(due(flapping, 0, 65) >= 70); // ten minutes after the last attempt
    }

    void aReconnectionAsksForNothingThatIsNotDue() {
        CheckRecord record = started();
        record.lastChecked = at(60);
        QCOMPARE(due(withReconnection(record, 0, at(90)), 0, 90), 60 + 6 * 60);
    }

    void aReminderIsAskedAboutInTime() {
        CheckRecord record = started();
        record.lastChecked = at(60);
        record.wanted = at(120);
        QCOMPARE(due(record, 0, 60), 120);
        record.lastChecked = at(121); // asked since
        QCOMPARE(due(record, 0, 121), 121 + 6 * 60);
    }

    void aClockSetBackForgetsTheFuture() {
        CheckRecord record = started();
        record.lastChecked = at(24 * 60 * 365 * 4); // it was 2030 for a while
        record.lastTried = record.lastChecked;
        record.notBefore = record.lastChecked;
        record.startedAt = record.lastChecked;
        const CheckRecord set = withClockSet(record, m_start);
        QCOMPARE(due(set, 0), 5);
    }

    void aClockSetForwardMakesItDue() {
        CheckRecord record = started();
        record.lastChecked = at(60);
        const QDateTime later = at(24 * 60 * 365);
        QVERIFY(nextCheckAt(withClockSet(record, later), 6, 0, later) <= later);
    }

    void nonsenseForJitterIsBounded() {
        QCOMPARE(due(started(), -5), 5);
        QCOMPARE(due(started(), 1'000'000), 14);
    }
};

QTEST_GUILESS_MAIN(TestSchedule)
#include "test_schedule.moc"
