// SPDX-License-Identifier: Apache-2.0
// The real alarm on the real clock.
#include "system/alarm.h"

#include <QSignalSpy>
#include <QTest>

#include <sys/time.h>

using namespace upkeep;

namespace {

QDateTime in(qint64 milliseconds) {
    return QDateTime::currentDateTimeUtc().addMSecs(milliseconds);
}

} // namespace

class TestAlarm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firesOnceAtItsMoment() {
        const auto alarm = makeAlarm();
        QSignalSpy fired(alarm.get(), &Alarm::fired);
        const QDateTime when = in(120);
        alarm->setFor(when);
        QVERIFY(fired.wait(5000));
        QVERIFY(QDateTime::currentDateTimeUtc() >= when);
        QVERIFY(!fired.wait(200));
        QCOMPARE(fired.size(), 1);
    }

    void aMomentThatHasPassedFiresFromTheLoop() {
        const auto alarm = makeAlarm();
        QSignalSpy fired(alarm.get(), &Alarm::fired);
        alarm->setFor(in(-60'000));
        QCOMPARE(fired.size(), 0);
        QVERIFY(fired.wait(5000));
    }

    void theLastMomentSetCounts() {
        const auto alarm = makeAlarm();
        QSignalSpy fired(alarm.get(), &Alarm::fired);
        alarm->setFor(in(100));
        alarm->setFor(in(60'000));
        QVERIFY(!fired.wait(300));
        alarm->setFor(in(100));
        QVERIFY(fired.wait(5000));
    }

    void clearedNeverFires() {
        const auto alarm = makeAlarm();
        QSignalSpy fired(alarm.get(), &Alarm::fired);
        alarm->setFor(in(100));
        alarm->clear();
        QVERIFY(!fired.wait(300));
    }

    // Setting the clock to what it is already counts as setting it.
    void aClockThatIsSetIsTold() {
        timeval now{};
        ::gettimeofday(&now, nullptr);
        const auto alarm = makeAlarm();
        QSignalSpy changed(alarm.get(), &Alarm::clockChanged);
        QSignalSpy fired(alarm.get(), &Alarm::fired);
        alarm->setFor(in(700));
        ::gettimeofday(&now, nullptr);
        if (::settimeofday(&now, nullptr) != 0)
            QSKIP("setting the clock is not permitted here");
        QVERIFY(changed.wait(5000));
        QVERIFY(fired.wait(5000)); // what was set still stands
    }
};

QTEST_GUILESS_MAIN(TestAlarm)
#include "test_alarm.moc"
