// SPDX-License-Identifier: Apache-2.0
// The table of cases of the one decision. Each row changes a usual day by a few words and says what
// is done.
#include "usual_day.h"

#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

Q_DECLARE_METATYPE(QList<Change>)

class TestWhatToDo : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void table_data();
    void table();

    void theCheckSaidHold_data() {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<bool>("forced");
        QTest::addColumn<QString>("expected");
        for (const char* personal : {"skipped", "reminder", "pinned", "left"}) {
            QTest::addRow("%s", personal) << personal << false << "nothing";
            QTest::addRow("%s, but past the deadline", personal) << personal << true << "download";
        }
        for (const char* theirs :
             {"rollout", "min-os", "max-os", "waypoint", "revoked", "below-minimum", "platform"}) {
            QTest::addRow("%s", theirs) << theirs << false << "nothing";
            QTest::addRow("%s, deadline or not", theirs) << theirs << true << "nothing";
        }
    }
    void theCheckSaidHold() {
        QFETCH(QString, reason);
        QFETCH(bool, forced);
        QFETCH(QString, expected);
        Day day;
        silent(day);
        day.hold = DecisionHold{reason, {}, version("1.1.0"), {}, true};
        if (forced)
            overdue(day);
        QCOMPARE(inWords(day.decide()), expected);
    }

    void saysWhenToAskAgain() {
        Day day;
        silent(day);
        paused(day);
        coolDown(day);
        QCOMPARE(day.decide().until, day.standing.pausedUntil);
        day.standing.pausedUntil = {};
        QCOMPARE(day.decide().until, day.finding.released.addDays(7));
        Day manual;
        reminder(manual);
        QCOMPARE(manual.decide().until, manual.decisions.remindAt);
        Day toldAlready;
        told(toldAlready);
        QCOMPARE(toldAlready.decide().until, toldAlready.standing.notifiedAt.addDays(1));
        toldInTheFuture(toldAlready);
        QCOMPARE(toldAlready.decide().until, toldAlready.now.addDays(1));
        Day waiting;
        waiting.hold = DecisionHold{"reminder", {}, version("1.1.0"), waiting.now.addDays(3), true};
        QCOMPARE(waiting.decide().until, waiting.now.addDays(3));
    }

    void aHoldSaysWhatItIsAbout() {
        Day day;
        silent(day);
        staged(day);
        busy(day);
        const Deed deed = day.decide();
        QCOMPARE(deed.reasons[0].subject, "Almanac: Exporting video");
        QCOMPARE(deed.reasons[0].version, version("1.1.0"));
        QVERIFY(deed.reasons[0].canOverride);
        offline(day);
        day.standing.staged.reset();
        QVERIFY(!day.decide().reasons[0].canOverride);
    }

    void checksNeedANetworkAndSomeBattery() {
        Day day;
        const auto why = [&] {
            const auto hold = whyNoCheck(day.preferences, day.here);
            return hold ? hold->reason : QString();
        };
        QCOMPARE(why(), "");
        onBattery(day, 10);
        QCOMPARE(why(), "");
        onBattery(day, 9);
        QCOMPARE(why(), "battery");
        day.preferences.holdOnBattery = false;
        QCOMPARE(why(), "");
        offline(day);
        QCOMPARE(why(), "offline");
        portal(day);
        QCOMPARE(why(), "captive-portal");
        day.here = Conditions();
        QCOMPARE(why(), ""); // nobody can say: a check is small
    }
};

void TestWhatToDo::table_data() {
    QTest::addColumn<QList<Change>>("changes");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const QList<Change>& changes, const char* expected) {
        QTest::newRow(name) << changes << QString::fromLatin1(expected);
    };
    const Change upToDate = [](Day& d) { d.nothingNew = true; };

    // Asking.
    row("up to date", {upToDate}, "nothing");
    row("up to date, silent", {upToDate, silent}, "nothing");
    row("manual", {}, "notify");
    row("manual, on battery", {lowBattery}, "notify");
    row("manual, on a metered network", {metered}, "notify");
    row("manual, outside the window", {window}, "notify");
    row("manual, security", {security}, "notify");
    row("told an hour ago", {told}, "nothing");
    row("told yesterday", {toldYesterday}, "notify");
    row("told in the future of a clock set back", {toldInTheFuture}, "nothing");
    row("told of another version",
        {told, [](Day& d) { d.standing.notified = version("1.0.9"); }},
        "notify");
    row("notifications off", {quietSettings}, "nothing");
    row("notifications off, security", {quietSettings, security}, "nothing");
    row("notifications for security", {securityNews}, "nothing");
    row("notifications for security, security", {securityNews, security}, "notify");
    row("manual, full screen", {fullScreen}, "nothing full-screen");
    row("manual, full screen does not matter", {fullScreen, carefree}, "notify");
    row("manual, paused", {paused}, "nothing");
    row("manual, paused, security", {paused, security}, "notify");
    row("manual, paused, security, told before", {paused, security, toldYesterday}, "nothing");
    row("manual, in the cool-down", {coolDown}, "hold cool-down");
    row("manual, cool-down over", {coolDownOver}, "notify");
    row("manual, in the cool-down, security", {coolDown, security}, "notify");
    row("manual, security does not bypass", {coolDown, security, noBypass}, "hold cool-down");

    // Decided by the person.
    row("skipped", {skipped}, "nothing");
    row("skipped, silent", {skipped, silent}, "nothing");
    row("another one skipped, silent",
        {silent, [](Day& d) { d.decisions.skipped = {version("1.0.9")}; }},
        "download");
    row("reminder", {reminder}, "nothing");
    row("reminder, silent", {reminder, silent}, "nothing");
    row("reminder due", {reminderDue}, "notify");
    row("reminder due, silent", {reminderDue, silent}, "download");
    row("gone back from", {left}, "nothing");
    row("gone back from, silent", {left, silent}, "nothing");
    row("gone back from, after Resume, silent", {leftAndResumed, silent}, "notify");
    row("higher than gone back from", {leftLower}, "notify");
    row("higher than gone back from, silent", {leftLower, silent}, "notify");
    row("pinned", {pinned}, "nothing");
    row("pinned, silent", {pinned, silent}, "nothing");
    row("pinned, silent, security asks", {pinned, silent, security}, "notify");

    // Silent: the download.
    row("silent", {silent}, "download");
    row("silent, told before", {silent, told}, "download");
    row("silent, notifications off", {silent, quietSettings}, "download");
    row("security only, security", {securityOnly, security}, "download");
    row("security only, no security", {securityOnly}, "notify");
    row("silent, not signed", {silent, unsignedRelease}, "notify");
    row("silent, security, not signed", {silent, security, unsignedRelease}, "notify");
    row("silent, needs a person", {silent, needsPerson}, "notify");
    row("silent, failed before", {silent, failed}, "notify");
    row("silent, failed before, told", {silent, failed, told}, "nothing");
    row("silent, another one failed before",
        {silent, [](Day& d) { d.standing.failedSilently = version("1.0.9"); }},
        "download");
    row("silent, paused", {silent, paused}, "hold paused");
    row("silent, pause over",
        {silent, [](Day& d) { d.standing.pausedUntil = d.now.addSecs(-1); }},
        "download");
    row("silent, paused, security", {silent, paused, security}, "hold paused");
    row("silent, in the cool-down", {silent, coolDown}, "hold cool-down");
    row("silent, cool-down over", {silent, coolDownOver}, "download");
    row("silent, nobody says when it came out", {silent, noReleaseDate}, "download");
    row("silent, cool-down, security bypasses", {silent, coolDown, security}, "download");
    row("silent, cool-down, no bypass", {silent, coolDown, security, noBypass}, "hold cool-down");
    row("silent, outside the window", {silent, window}, "hold window");
    row("silent, in the window", {silent, inWindow}, "download");
    row("silent, offline", {silent, offline}, "hold offline");
    row("silent, offline and metered", {silent, offline, metered}, "hold offline");
    row("silent, captive portal", {silent, portal}, "hold captive-portal");
    row("silent, captive portal and so offline", {silent, offline, portal}, "hold captive-portal");
    row("silent, metered", {silent, metered}, "hold metered");
    row("silent, metered allowed", {silent, metered, anyNetwork}, "download");
    row("silent, network unknown", {silent, networkUnknown}, "hold network-unknown");
    row("silent, network unknown allowed", {silent, networkUnknown, anyNetwork}, "download");
    row("silent, offline though metered allowed", {silent, offline, anyNetwork}, "hold offline");
    row("silent, low battery", {silent, lowBattery}, "hold battery");
    row("silent, enough battery", {silent, halfBattery}, "download");
    row("silent, battery of unknown charge", {silent, batteryUnknown}, "hold battery");
    row("silent, no UPower", {silent, noUPower}, "download");
    row("silent, low battery allowed", {silent, lowBattery, carefree}, "download");
    row("silent, power saver", {silent, powerSaver}, "hold power-saver");
    row("silent, power saver allowed", {silent, powerSaver, carefree}, "download");
    row("silent, full screen", {silent, fullScreen}, "hold full-screen");
    row("silent, full screen allowed", {silent, fullScreen, carefree}, "download");
    row("silent, busy, the download may go on", {silent, busy}, "download");
    row("silent, not idle, the download may go on", {silent, awake}, "download");
    row("silent, running, the download may go on", {silent, running}, "download");
    row("silent, everything against it",
        {silent, paused, coolDown, window, metered, lowBattery, powerSaver, fullScreen},
        "hold paused cool-down window battery power-saver full-screen metered");

    // Silent: the install.
    row("staged", {silent, staged}, "apply");
    row("staged, another version",
        {silent, staged, [](Day& d) { d.standing.staged = version("1.0.9"); }},
        "download");
    row("staged, security only", {securityOnly, security, staged}, "apply");
    row("staged, manual", {staged}, "notify");
    row("staged, paused", {silent, staged, paused}, "hold paused");
    row("staged, outside the window", {silent, staged, window}, "hold window");
    row("staged, offline does not matter", {silent, staged, offline}, "apply");
    row("staged, metered does not matter", {silent, staged, metered}, "apply");
    row("staged, low battery", {silent, staged, lowBattery}, "hold battery");
    row("staged, power saver", {silent, staged, powerSaver}, "hold power-saver");
    row("staged, full screen", {silent, staged, fullScreen}, "hold full-screen");
    row("staged, busy", {silent, staged, busy}, "hold busy");
    row("staged, busy and running", {silent, staged, busy, running}, "hold busy running");
    row("staged, running", {silent, staged, running}, "wait-for-close running");
    row("staged, running, may run", {silent, staged, running, mayRun}, "apply");
    row("staged, running, not idle",
        {silent, staged, running, awake},
        "wait-for-close running not-idle");
    row("staged, not idle", {silent, staged, awake}, "hold not-idle");
    row("staged, not idle, no waiting wanted", {silent, staged, awake, noWait}, "apply");
    row("staged, idle unknown", {silent, staged, idleUnknown}, "hold not-idle");
    row("staged, idle unknown, just closed", {silent, staged, idleUnknown, quiet}, "apply");
    row("staged, at the desk, just closed", {silent, staged, awake, quiet}, "hold not-idle");
    row("staged, failed before", {silent, staged, failed}, "notify");
    row("staged for a week, running", {silent, waitedLong, running}, "notify running");
    row("staged for a week, running, told",
        {silent, waitedLong, running, told},
        "wait-for-close running");
    row("staged for a week, on battery",
        {silent, waitedLong, running, lowBattery},
        "hold battery running");
    row("staged for a day, running", {silent, waitedADay, running}, "wait-for-close running");
    row("security staged for a day, running",
        {silent, security, waitedADay, running},
        "notify running");
    row("staged for a week, idle at last", {silent, waitedLong}, "apply");

    // Chosen for a staged one.
    row("on quit, open", {staged, onQuit, running}, "wait-for-close running");
    row("on quit, closed", {staged, onQuit, awake}, "apply");
    row("on quit, closed, on battery", {staged, onQuit, lowBattery}, "apply");
    row("on quit, closed, busy", {staged, onQuit, busy}, "hold busy");
    row("when idle, open, idle", {staged, whenIdle, running}, "apply [quit]");
    row("when idle, open, at the desk",
        {staged, whenIdle, running, awake},
        "wait-for-close running not-idle");
    row("when idle, open, busy", {staged, whenIdle, running, busy}, "hold busy running");
    row("when idle, open, idle unknown",
        {staged, whenIdle, running, idleUnknown},
        "wait-for-close running not-idle");
    row("when idle, closed", {staged, whenIdle, awake}, "apply");
    row("chosen, but the stage is gone", {onQuit}, "download");

    // The administrator.
    row("forbidden", {forbidden}, "hold managed");
    row("forbidden, silent", {forbidden, silent}, "hold managed");
    row("forbidden, but forced", {forbidden, overdue}, "download");
    row("deadline ahead", {deadline}, "notify");
    row("deadline ahead, told", {deadline, told}, "download");
    row("deadline ahead, told, metered", {deadline, told, metered}, "hold metered");
    row("deadline ahead, told, staged", {deadline, told, staged}, "apply");
    row("deadline ahead, told, staged, running",
        {deadline, told, staged, running},
        "wait-for-close running");
    row("deadline ahead, notifications off", {deadline, quietSettings}, "notify");
    row("deadline ahead, skipped", {deadline, skipped}, "notify");
    row("deadline ahead, reminder, told", {deadline, reminder, told}, "download");
    row("deadline ahead, not signed", {deadline, unsignedRelease, told}, "nothing");
    row("deadline ahead, needs a person, told", {deadline, needsPerson, told}, "nothing");
    row("overdue", {overdue}, "download");
    row("overdue, metered", {overdue, metered}, "download");
    row("overdue, offline", {overdue, offline}, "hold offline");
    row("overdue, paused, outside the window", {overdue, paused, window}, "download");
    row("overdue, staged", {overdue, staged}, "apply [quit]");
    row("overdue, staged, running, at the desk", {overdue, staged, running, awake}, "apply [quit]");
    row("overdue, staged, full screen", {overdue, staged, fullScreen}, "apply [quit]");
    row("overdue, staged, busy", {overdue, staged, busy}, "hold busy");
    row("overdue, staged, low battery", {overdue, staged, lowBattery}, "hold battery");
    row("overdue, failed before", {overdue, failed}, "notify");
    row("overdue, not signed", {overdue, unsignedRelease}, "notify");
    row("overdue, pinned", {overdue, pinned}, "download");
}

void TestWhatToDo::table() {
    QFETCH(QList<Change>, changes);
    QFETCH(QString, expected);
    Day day;
    for (const Change& change : changes)
        change(day);
    QCOMPARE(inWords(day.decide()), expected);
}

QTEST_GUILESS_MAIN(TestWhatToDo)
#include "test_what_to_do.moc"
