// SPDX-License-Identifier: Apache-2.0
// What a release is for this installation, and which of several is taken.
#include "decision_world.h"

#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

class TestDecide : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decides_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* what, Change change, const char* expected) {
            QTest::newRow(what) << change << QString(expected);
        };
        row(
            "something new", [](World&) {}, "offer");

        row(
            "the same version",
            [](World& w) { w.here.installed = version("1.1.0"); },
            "up to date");
        row(
            "a lower version", [](World& w) { w.here.installed = version("1.2.0"); }, "up to date");
        row(
            "counter at the floor", [](World& w) { w.decisions.feedFloor = 11; }, "up to date");
        row(
            "counter below the floor", [](World& w) { w.decisions.feedFloor = 12; }, "up to date");
        row(
            "counter of what is installed",
            [](World& w) { w.here.installedCounter = 11; },
            "up to date");
        row(
            "at the floor, asked for",
            [](World& w) {
                w.decisions.feedFloor = 11;
                w.manual = true;
            },
            "up to date");

        row(
            "another product",
            [](World& w) { w.release.product = "atlas"; },
            "hold platform linux-x64");
        row(
            "another platform",
            [](World& w) { w.release.platform = "linux-arm64"; },
            "hold platform linux-arm64");
        row(
            "another channel",
            [](World& w) { w.release.channel = "beta"; },
            "hold platform linux-x64");

        row(
            "revoked",
            [](World& w) {
                w.policy.revoked = {{version("1.1.0"), "loses notes"}};
                w.manual = true;
            },
            "hold revoked loses notes");
        row(
            "another one revoked",
            [](World& w) {
                w.policy.revoked = {{version("1.0.9"), ""}};
            },
            "offer");
        row(
            "below the signed minimum",
            [](World& w) { w.policy.minimumCounter = 12; },
            "hold below-minimum");
        row(
            "below the minimum seen before",
            [](World& w) { w.decisions.minimumCounter = 12; },
            "hold below-minimum");
        row(
            "at the signed minimum", [](World& w) { w.policy.minimumCounter = 11; }, "offer");
        row(
            "a waypoint before it",
            [](World& w) {
                w.policy.waypoints = {{11, {}, version("1.0.5")}};
            },
            "hold waypoint 1.0.5");
        row(
            "a waypoint by feature",
            [](World& w) {
                w.policy.waypoints = {{0, {"solid"}, version("1.0.5")}};
            },
            "hold waypoint 1.0.5");
        row(
            "it is the waypoint",
            [](World& w) {
                w.policy.waypoints = {{11, {}, version("1.1.0")}};
            },
            "offer");
        row(
            "a waypoint passed",
            [](World& w) {
                w.policy.waypoints = {{10, {}, version("1.0.5")}};
            },
            "offer");
        row(
            "a waypoint behind",
            [](World& w) {
                w.policy.waypoints = {{99, {}, version("0.9.0")}};
            },
            "offer");

        row(
            "needs a newer Upkeep",
            [](World& w) {
                w.manifest.minRemoteVersion = version("0.6.0");
                w.manual = true;
            },
            "hold min-remote-version 0.6.0");
        row(
            "this Upkeep is enough",
            [](World& w) { w.manifest.minRemoteVersion = version("0.5.0"); },
            "offer");
        row(
            "needs a newer system",
            [](World& w) {
                w.manifest.minOs = {{"debian", "13"}};
            },
            "hold min-os debian 13");
        row(
            "compares numbers",
            [](World& w) {
                w.manifest.minOs = {{"kernel", "5.10"}};
            },
            "offer");
        row(
            "needs a newer kernel",
            [](World& w) {
                w.manifest.minOs = {{"kernel", "6.10"}};
            },
            "hold min-os kernel 6.10");
        row(
            "another system's limit",
            [](World& w) {
                w.manifest.minOs = {{"ubuntu", "24.04"}};
            },
            "offer");
        row(
            "system too new",
            [](World& w) {
                w.manifest.maxOs = {{"kernel", "5"}};
            },
            "hold max-os kernel 5");
        row(
            "a limit on the first part",
            [](World& w) {
                w.manifest.maxOs = {{"kernel", "6"}};
            },
            "offer");

        row(
            "rollout not reached",
            [](World& w) {
                w.release.rollout = {31, "salt"};
            },
            "hold rollout 31");
        row(
            "rollout reached",
            [](World& w) {
                w.release.rollout = {32, "salt"};
            },
            "offer");
        row(
            "rollout, asked for",
            [](World& w) {
                w.release.rollout = {1, "salt"};
                w.manual = true;
            },
            "offer");
    }
    void decides() {
        QFETCH(Change, change);
        QFETCH(QString, expected);
        World world;
        change(world);
        QCOMPARE(inWords(world.decide()), expected);
    }

    void aReleaseNobodyHereCanHaveGivesWayToTheNextLower_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* what, Change change, int index, const char* expected) {
            QTest::newRow(what) << change << index << QString(expected);
        };
        // 1.2.0 (12), 1.1.0 (11), 1.0.0 (10)
        row(
            "the newest", [](World&) {}, 0, "offer");
        row(
            "the newest is revoked",
            [](World& w) {
                w.policy.revoked = {{version("1.2.0"), ""}};
            },
            1,
            "offer");
        row(
            "the newest is not rolled out",
            [](World& w) {
                w.release.rollout = {1, "salt"};
            },
            1,
            "offer");
        row(
            "a waypoint",
            [](World& w) {
                w.policy.waypoints = {{11, {}, version("1.1.0")}};
            },
            1,
            "offer");
        row(
            "a skipped one does not",
            [](World& w) { w.decisions.skipped = {version("1.2.0")}; },
            0,
            "hold skipped");
        row(
            "nothing else left: told why",
            [](World& w) {
                w.release.rollout = {1, "salt"};
                w.decisions.feedFloor = 11;
            },
            0,
            "hold rollout 1");
        row(
            "revoked and nothing else: nothing new",
            [](World& w) {
                w.policy.revoked = {{version("1.2.0"), ""}};
                w.decisions.feedFloor = 11;
            },
            -1,
            "up to date");
        row(
            "up to date", [](World& w) { w.decisions.feedFloor = 12; }, -1, "up to date");
    }
    void aReleaseNobodyHereCanHaveGivesWayToTheNextLower() {
        QFETCH(Change, change);
        QFETCH(int, index);
        QFETCH(QString, expected);
        World world;
        world.release.version = version("1.2.0");
        world.release.counter = 12;
        change(world);
        ReleaseDocument lower = world.release;
        lower.version = version("1.1.0");
        lower.counter = 11;
        lower.rollout = {};
        ReleaseDocument installed = lower;
        installed.version = version("1.0.0");
        installed.counter = 10;
        const ChosenRelease chosen = decideAmong({world.release, lower, installed},
                                                 world.policy,
                                                 world.decisions,
                                                 world.preferences,
                                                 world.here,
                                                 false);
        QCOMPARE(inWords(chosen.decision), expected);
        QCOMPARE(int(chosen.index), index);
    }
};

QTEST_GUILESS_MAIN(TestDecide)
#include "test_decide.moc"
