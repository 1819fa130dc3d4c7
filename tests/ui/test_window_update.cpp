// SPDX-License-Identifier: Apache-2.0
// An update in the window, from the check to the way back, as a person goes through it.
#include "dialogs/history_dialogs.h"
#include "dialogs/notes_dialog.h"
#include "dialogs/rollback_dialog.h"
#include "support/window_world.h"
#include "widgets/label.h"

#include <QListView>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

using namespace upkeep;
using namespace upkeep::test;

class TestWindowUpdate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dressForTests(); }

    void walksFromCheckToRollback() {
        World world;
        press(world.window, "Check for Updates");
        world.settle();
        QVERIFY(banner(world.window).contains("1.1.0 is available"));

        auto* evolutions = find<QListView>(world.window, "Evolutions");
        QVERIFY(evolutions);
        const QModelIndex third = evolutions->model()->index(2, 0);
        QTest::mouseClick(
            evolutions->viewport(), Qt::LeftButton, {}, evolutions->visualRect(third).center());
        QCOMPARE(third.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QVERIFY(facts(world.window).contains("19.6 MB")); // the Download fact follows at once

        world.walks.holdNextUpdate();
        press(world.window, "Update Now");
        QVERIFY(shown(world.window, "Cancel"));
        world.walks.release();
        world.settle();
        QCOMPARE(world.walks.lastChoice.evolutions,
                 QStringList({"sync", "sky-charts", "pdf-export"}));
        QVERIFY(banner(world.window).contains("up to date"));

        QTest::keyClick(&world.window, Qt::Key_3, Qt::ControlModifier);
        auto* history = find<QTreeView>(world.window, "History");
        QVERIFY(history);
        QVERIFY(history->model()->index(0, 2).data().toString().contains("1.1.0"));

        QTest::keyClick(&world.window, Qt::Key_1, Qt::ControlModifier);
        press(world.window, "Roll Back...");
        world.settle();
        auto* dialog = world.window.findChild<RollbackDialog*>();
        QVERIFY(dialog);
        press(*dialog, "Roll Back");
        world.settle();
        QCOMPARE(world.walks.product.version, versionOf("1.0.0"));
        QVERIFY(banner(world.window).contains("1.0.0"));
        QVERIFY(shown(world.window, "Resume Updates"));
    }

    void asksWhatToDoWithARunningProgram() {
        World world(offer);
        world.walks.running = {{4711, "Almanac"}};
        press(world.window, "Update Now");
        world.settle();
        QVERIFY(banner(world.window).contains("ready"));
        QVERIFY(shown(world.window, "Restart When Idle") && shown(world.window, "Restart Now"));
        press(world.window, "On Quit");
        world.settle();
        QCOMPARE(world.walks.lastChoice.whenRunning, WhenRunning::Wait);
        QCOMPARE(world.walks.product.version, versionOf("1.1.0"));
    }

    void listsWhoUsesTheFiles() {
        World world(offer);
        world.walks.running = {{4711, "Editor"}, {4712, "Viewer"}};
        press(world.window, "Update Now");
        world.settle();
        QVERIFY(
            says(world.window, "2 program(s) are using files to be updated: Editor and Viewer.") ||
            says(world.window, "2 programs are using files to be updated: Editor and Viewer."));
        QVERIFY(shown(world.window, "Install on Quit"));
        press(world.window, "Not Now");
        world.settle();
        QVERIFY(banner(world.window).contains("is available"));
        press(world.window, "Update Now");
        world.settle();
        press(world.window, "Close Them and Continue");
        world.settle();
        QCOMPARE(world.walks.lastChoice.whenRunning, WhenRunning::AskToQuit);
    }

    void theAgentIsAskedToWait() {
        World world([](FakeWalks& walks) {
            offer(walks);
            walks.product.state = UpdateState::Ready;
        });
        QList<Answer> asked;
        QObject::connect(&world.controller,
                         &UpdateController::agentAsked,
                         &world.window,
                         [&](Answer answer) { asked << answer; });
        press(world.window, "Restart When Idle");
        world.settle();
        press(world.window, "On Quit");
        world.settle();
        QCOMPARE(asked, QList<Answer>({Answer::RestartWhenIdle, Answer::OnQuit}));
        QVERIFY(!world.walks.calls.contains("update")); // the agent does it
        world.walks.product.wish = Wish::WhenIdle;
        world.controller.readStatus();
        world.settle();
        const QList<Badge*> badges = world.window.findChildren<Badge*>();
        QVERIFY(std::any_of(badges.begin(), badges.end(), [](const Badge* badge) {
            return badge->isVisible() && badge->accessibleName() == "Restarts when idle";
        }));
    }

    void cancelsADownload() {
        World world(offer);
        world.walks.holdNextUpdate();
        press(world.window, "Update Now");
        QTRY_VERIFY(world.controller.progress().overallTotal > 0);
        press(world.window, "Cancel");
        QTRY_VERIFY(!world.controller.isBusy());
        world.settle();
        QVERIFY(banner(world.window).contains("is available"));
    }

    void saysThatAFailureChangedNothing() {
        World world(offer);
        world.walks.failNextUpdate = Error{ErrorCode::FileNoSpace, "/home", "420 MB needed"};
        press(world.window, "Update Now");
        world.settle();
        QVERIFY(banner(world.window).contains("was not installed"));
        press(world.window, "Retry");
        world.settle();
        QCOMPARE(world.walks.product.version, versionOf("1.1.0"));
    }

    void tellsOfAFailedStart() {
        World world(offer);
        world.walks.probeFails = Error{ErrorCode::ProbeFailed, "bin/almanac", "exit code 1"};
        press(world.window, "Update Now");
        world.settle();
        QVERIFY(banner(world.window).contains("did not start correctly"));
        press(world.window, "Report...");
        auto* report = world.window.findChild<ReportDialog*>();
        QVERIFY(report && report->isVisible());
        report->close();
        press(world.window, "Resume Updates");
        world.settle();
        QVERIFY(!world.walks.product.pinnedTo);
    }

    void showsTheNotesAgainAfterwards() {
        World world(offer);
        press(world.window, "Update Now");
        world.settle();
        press(world.window, "What's New");
        auto* notes = world.window.findChild<NotesDialog*>();
        QVERIFY(notes && notes->isVisible());
    }

    void theStripStaysForADay() {
        World world([](FakeWalks& walks) {
            walks.product.updatedAt = QDateTime::currentDateTime().addSecs(-23 * 3600);
            walks.product.version = versionOf("1.1.0");
            walks.product.canRollBack = true;
            walks.product.rollbackVersion = versionOf("1.0.0");
            offer(walks); // even though the next one is out already
        });
        QVERIFY(says(world.window, "Updated to 1.1.0"));
        world.walks.product.forbidden = {{"rollback", "x.json"}};
        world.controller.readStatus();
        world.settle();
        QVERIFY(!shown(world.window, "Roll Back..."));
        world.walks.product.updatedAt = QDateTime::currentDateTime().addSecs(-25 * 3600);
        world.controller.readStatus();
        world.settle();
        QVERIFY(!says(world.window, "Updated to 1.1.0"));
    }

    void staysOnAWithdrawnVersion() {
        World world([](FakeWalks& walks) {
            walks.product.state = UpdateState::Withdrawn;
            walks.product.canRollBack = true;
            walks.product.rollbackVersion = versionOf("0.9.4");
        });
        QVERIFY(shown(world.window, "Go Back to 0.9.4"));
        for (QPushButton* candidate : world.window.findChildren<QPushButton*>())
            QVERIFY(!candidate->isVisible() || !candidate->isDefault());
        press(world.window, "Stay");
        world.settle();
        QVERIFY(world.walks.calls.contains("stay"));
        QVERIFY(says(world.window, "You chose to stay"));
    }

    void aPackageIsUpdatedElsewhere() {
        World world([](FakeWalks& walks) { walks.product.state = UpdateState::FromPackage; });
        QVERIFY(banner(world.window).contains("updated by the system"));
        QVERIFY(shown(world.window, "Open Software"));
    }
};

QTEST_MAIN(TestWindowUpdate)
#include "test_window_update.moc"
