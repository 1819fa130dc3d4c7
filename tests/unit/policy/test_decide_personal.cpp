// SPDX-License-Identifier: Apache-2.0
// What a release is for a person who skipped, pinned, went back, or lets updates happen.
#include "decision_world.h"

#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

class TestDecidePersonal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decides_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* what, Change change, const char* expected) {
            QTest::newRow(what) << change << QString(expected);
        };
        row(
            "skipped", [](World& w) { w.decisions.skipped = {version("1.1.0")}; }, "hold skipped");
        row(
            "another one skipped",
            [](World& w) { w.decisions.skipped = {version("1.0.5")}; },
            "offer");
        row(
            "skipped, asked for",
            [](World& w) {
                w.decisions.skipped = {version("1.1.0")};
                w.manual = true;
            },
            "offer skipped");
        row(
            "skipped, its own security flag",
            [](World& w) {
                w.decisions.skipped = {version("1.1.0")};
                w.release.security = true;
            },
            "hold skipped");
        row(
            "skipped, the offline key says security",
            [](World& w) {
                w.decisions.skipped = {version("1.1.0")};
                w.policy.security = {{version("1.1.0"), {}}};
                w.preferences.automatic = AutoUpdate::All;
            },
            "offer security skipped");
        row(
            "reminder",
            [](World& w) { w.decisions.remindAt = w.here.now.addSecs(1); },
            "hold reminder");
        row(
            "reminder due", [](World& w) { w.decisions.remindAt = w.here.now; }, "offer");
        row(
            "reminder, asked for",
            [](World& w) {
                w.decisions.remindAt = w.here.now.addSecs(1);
                w.manual = true;
            },
            "offer");

        row(
            "pinned by hand",
            [](World& w) { w.decisions.pinnedTo = version("1.0.0"); },
            "hold pinned 1.0.0");
        row(
            "pinned, asked for",
            [](World& w) {
                w.decisions.pinnedTo = version("1.0.0");
                w.manual = true;
            },
            "offer");
        row(
            "pinned, security",
            [](World& w) {
                w.decisions.pinnedTo = version("1.0.0");
                w.policy.security = {{version("1.1.0"), {}}};
                w.preferences.automatic = AutoUpdate::All;
            },
            "offer security");
        row(
            "gone back from it",
            [](World& w) {
                w.decisions.left = version("1.1.0");
                w.decisions.pinnedTo = version("1.0.0");
                w.decisions.feedFloor = 11;
            },
            "hold left");
        row(
            "gone back from it, after Resume: offered, never silent",
            [](World& w) {
                w.decisions.left = version("1.1.0");
                w.decisions.feedFloor = 11;
                w.preferences.automatic = AutoUpdate::All;
            },
            "offer");
        row(
            "gone back from it, asked for",
            [](World& w) {
                w.decisions.left = version("1.1.0");
                w.decisions.pinnedTo = version("1.0.0");
                w.decisions.feedFloor = 11;
                w.manual = true;
            },
            "offer skipped");
        row(
            "gone back from it, pinned, automatic",
            [](World& w) {
                w.decisions.left = w.decisions.pinnedTo = version("1.1.0");
                w.decisions.feedFloor = 11;
                w.preferences.automatic = AutoUpdate::All;
            },
            "hold left");
        row(
            "above the one gone back from: shown, not silent",
            [](World& w) {
                w.decisions.left = version("1.0.5");
                w.decisions.pinnedTo = version("1.0.0");
                w.preferences.automatic = AutoUpdate::All;
            },
            "offer");
        row(
            "the same after Resume",
            [](World& w) {
                w.decisions.left = version("1.0.5");
                w.preferences.automatic = AutoUpdate::All;
            },
            "offer silent");

        row(
            "everything by itself",
            [](World& w) { w.preferences.automatic = AutoUpdate::All; },
            "offer silent");
        row(
            "only security by itself",
            [](World& w) { w.preferences.automatic = AutoUpdate::SecurityOnly; },
            "offer");
        row(
            "security by itself",
            [](World& w) {
                w.preferences.automatic = AutoUpdate::SecurityOnly;
                w.release.security = true;
            },
            "offer security silent");
        row(
            "nothing by itself", [](World& w) { w.release.security = true; }, "offer security");
    }
    void decides() {
        QFETCH(Change, change);
        QFETCH(QString, expected);
        World world;
        change(world);
        QCOMPARE(inWords(world.decide()), expected);
    }

    void aReminderSaysUntilWhenAndAnybodyMayOverride() {
        World world;
        world.decisions.remindAt = world.here.now.addDays(1);
        const auto hold = std::get<DecisionHold>(world.decide());
        QCOMPARE(hold.until, world.decisions.remindAt);
        QVERIFY(hold.canOverride);
        world.policy.revoked = {{version("1.1.0"), {}}};
        QVERIFY(!std::get<DecisionHold>(world.decide()).canOverride);
    }
};

QTEST_GUILESS_MAIN(TestDecidePersonal)
#include "test_decide_personal.moc"
