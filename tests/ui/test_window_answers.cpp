// SPDX-License-Identifier: Apache-2.0
// What a person answers to an offer, and what the window says of one that waits.
#include "support/window_world.h"

#include <QMenu>
#include <QTest>
#include <QToolButton>

using namespace upkeep;
using namespace upkeep::test;

class TestWindowAnswers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dressForTests(); }

    void aSecurityUpdateIsNotSkipped() {
        World world([](FakeWalks& walks) {
            walks.published.security = true;
            offer(walks);
            walks.product.state = UpdateState::Security;
        });
        QVERIFY(!shown(world.window, "Skip This Version"));
        QVERIFY(shown(world.window, "Update Now"));
    }

    void skippedVersionsCanBeForgotten() {
        World world(offer);
        press(world.window, "Skip This Version");
        world.settle();
        QVERIFY(world.walks.product.skippedVersions.contains("1.1.0"));
        world.window.showPage("settings");
        press(world.window, "Forget");
        world.settle();
        QVERIFY(world.walks.product.skippedVersions.isEmpty());
    }

    void remindsWhenItQuits() {
        World world(offer);
        auto* remind = qobject_cast<QToolButton*>(button(world.window, "Remind Me Later"));
        QVERIFY(remind && remind->menu());
        QStringList entries;
        for (const QAction* action : remind->menu()->actions())
            entries << action->text();
        QCOMPARE(
            entries,
            QStringList(
                {"In 1 hour", "This evening", "Tomorrow", "Next week", "When I quit Almanac"}));
        QList<Answer> asked;
        QObject::connect(&world.controller,
                         &UpdateController::agentAsked,
                         &world.window,
                         [&](Answer answer) { asked << answer; });
        remind->menu()->actions().last()->trigger();
        QCOMPARE(asked, QList<Answer>({Answer::RemindOnQuit}));
    }

    void updatesAlwaysFromNowOn() {
        World world([](FakeWalks& walks) {
            offer(walks);
            walks.preferred.automatic = AutoUpdate::SecurityOnly;
        });
        press(world.window, "Always update automatically");
        world.settle();
        QCOMPARE(world.walks.preferred.automatic, AutoUpdate::All);
        press(world.window, "Always update automatically");
        world.settle();
        QCOMPARE(world.walks.preferred.automatic, AutoUpdate::SecurityOnly);
    }

    void saysWhyAnUpdateWaits() {
        World world([](FakeWalks& walks) {
            offer(walks);
            hold(walks, "metered");
        });
        QVERIFY(banner(world.window).contains("1.1.0 is waiting"));
        QVERIFY(says(world.window, "waiting for an unmetered network"));
        int overridden = 0;
        QObject::connect(&world.controller, &UpdateController::overrideAsked, &world.window, [&] {
            ++overridden;
        });
        press(world.window, "Do It Anyway");
        QCOMPARE(overridden, 1);
    }

    void doesItAnywayWithoutAnAgent() {
        World world([](FakeWalks& walks) {
            offer(walks);
            hold(walks, "battery");
        });
        press(world.window, "Do It Anyway");
        world.settle();
        QCOMPARE(world.walks.product.version, versionOf("1.1.0"));
    }

    void whatTheAdministratorHoldsStays() {
        World world([](FakeWalks& walks) {
            offer(walks);
            hold(walks, "managed");
            walks.product.forbidden = {{"override", "/etc/upkeep/policy.d/x.json"}};
        });
        QVERIFY(!shown(world.window, "Do It Anyway"));
    }

    void resumesFromThePause() {
        World world([](FakeWalks& walks) {
            offer(walks);
            walks.product.pausedUntil = QDateTime::currentDateTime().addDays(2);
            hold(walks, "paused");
            walks.product.hold->until = walks.product.pausedUntil;
        });
        QVERIFY(banner(world.window).contains("paused until"));
        press(world.window, "Resume Updates");
        world.settle();
        QVERIFY(!world.walks.product.pausedUntil.isValid());
    }

    void aDeadlineCannotBePutOff() {
        World world([](FakeWalks& walks) {
            offer(walks);
            walks.product.deadline = QDateTime::currentDateTime().addDays(1);
        });
        QVERIFY(!shown(world.window, "Skip This Version"));
        QVERIFY(!shown(world.window, "Remind Me Later"));
        QVERIFY(says(world.window, "Your administrator has it installed by"));
    }

    void forbiddenAnswersAreNotOffered() {
        World world([](FakeWalks& walks) {
            offer(walks);
            walks.product.forbidden = {{"skip", "x.json"}, {"remind", "x.json"}};
        });
        QVERIFY(!shown(world.window, "Skip This Version"));
        QVERIFY(!shown(world.window, "Remind Me Later"));
        QVERIFY(shown(world.window, "Update Now"));
    }
};

QTEST_MAIN(TestWindowAnswers)
#include "test_window_answers.moc"
