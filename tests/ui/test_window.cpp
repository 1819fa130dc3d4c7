// SPDX-License-Identifier: Apache-2.0
// The window driven as a person drives it, with a small complete world behind it.
#include "dialogs/history_dialogs.h"
#include "dialogs/notes_dialog.h"
#include "dialogs/restore_wizard.h"
#include "dialogs/rollback_dialog.h"
#include "main_window.h"
#include "policy/preference_keys.h"
#include "support/fake_walks.h"
#include "support/window_driver.h"
#include "text/hold_text.h"
#include "theme/style.h"
#include "widgets/buttons.h"
#include "widgets/label.h"
#include "widgets/state_banner.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QTest>
#include <QTreeView>
#include <QWheelEvent>

using namespace upkeep;
using namespace upkeep::test;

namespace {

struct World {
    FakeWalks walks;
    UpdateController controller{walks, walks};
    MainWindow window;

    explicit World(const std::function<void(FakeWalks&)>& prepare = {}) {
        if (prepare)
            prepare(walks);
        window.addProduct("almanac", controller);
        window.show();
        (void)QTest::qWaitForWindowActive(&window); // keys go nowhere else
        settle();
    }
    void settle() {
        for (int i = 0; i < 4; ++i) {
            controller.waitForWorkers();
            QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }
};

void offer(FakeWalks& walks) {
    walks.product.state = UpdateState::Available;
    walks.product.offer = walks.published;
}

void hold(FakeWalks& walks, const char* reason) {
    walks.product.state = UpdateState::Held;
    walks.product.holds = {Hold{reason, {}, versionOf("1.1.0"), {}, true}};
    walks.product.hold = walks.product.holds.first();
}

bool says(const QWidget& in, const QString& text) {
    for (const QLabel* label : in.findChildren<QLabel*>()) {
        QString words = label->text();
        words.remove(QChar(0x2068)).remove(QChar(0x2069));
        if (label->isVisible() && words.contains(text))
            return true;
    }
    return false;
}

int countOf(const QWidget& in, const QString& text) {
    int count = 0;
    for (const QLabel* label : in.findChildren<QLabel*>())
        count += label->isVisible() && label->text() == text ? 1 : 0;
    return count;
}

} // namespace

class TestWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        QApplication::setStyle(new Style);
    }

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

    void restoresASnapshotByTheWizard() {
        World world;
        world.window.showPage("snapshots");
        auto* list = find<QListView>(world.window, "Snapshots");
        QVERIFY(list);
        list->setCurrentIndex(list->model()->index(2, 0));
        world.settle();
        press(world.window, "Restore...");
        auto* wizard = world.window.findChild<RestoreWizard*>();
        QVERIFY(wizard);
        press(*wizard, "Continue");
        world.settle();
        QVERIFY(!world.walks.lastScope.components.contains("notes")); // user data only if ticked
        press(*wizard, "Continue");
        QVERIFY(!world.walks.calls.contains("restore")); // nothing yet
        press(*wizard, "Restore");
        world.settle();
        QVERIFY(world.walks.calls.contains("restore"));
        press(*wizard, "Close");
    }

    void verifiesAndRepairs() {
        World world;
        world.walks.issues = {{IssueKind::BinaryCorruption, "app", "bin/almanac", "changed"},
                              {IssueKind::ConfigInvalid, "settings", "a.yaml", "unreadable"}};
        world.window.showPage("components");
        world.settle();
        press(world.window, "Verify");
        world.settle();
        QVERIFY(!world.walks.calls.contains("repair"));
        press(world.window, "Repair");
        world.settle();
        QVERIFY(world.walks.calls.contains("repair"));
        press(world.window, "Verify"); // nothing is left to repair
        world.settle();
        QCOMPARE(world.walks.calls.count("verify"), 2);
    }

    void appliesSettingsAtOnce() {
        World world;
        world.window.showPage("settings");
        auto* interval = find<QComboBox>(world.window, "Check every");
        QVERIFY(interval);
        interval->setCurrentIndex(interval->findData("24"));
        Q_EMIT interval->activated(interval->currentIndex());
        world.settle();
        QCOMPARE(world.walks.preferred.checkIntervalHours, 24);
        auto* start = find<Switch>(world.window, "Start the program after an update");
        QVERIFY(start);
        start->click();
        world.settle();
        QVERIFY(!world.walks.preferred.startAfterUpdate);
    }

    void mnemonicsAreUniqueOnAPage_data() {
        QTest::addColumn<UpdateState>("state");
        QTest::addColumn<QString>("page");
        for (const auto state : {UpdateState::Available,
                                 UpdateState::Held,
                                 UpdateState::Ready,
                                 UpdateState::Failed,
                                 UpdateState::RolledBack,
                                 UpdateState::RestoreFailed,
                                 UpdateState::Withdrawn})
            QTest::addRow("updates %d", int(state)) << state << "updates";
        QTest::addRow("settings") << UpdateState::Held << "settings";
        QTest::addRow("snapshots") << UpdateState::UpToDate << "snapshots";
        QTest::addRow("components") << UpdateState::UpToDate << "components";
    }
    void mnemonicsAreUniqueOnAPage() {
        QFETCH(UpdateState, state);
        QFETCH(QString, page);
        World world([&](FakeWalks& walks) {
            offer(walks);
            hold(walks, "paused");
            walks.product.pausedUntil = QDateTime::currentDateTime().addDays(1);
            walks.product.pinnedTo = walks.product.version;
            walks.product.lastError = Error{ErrorCode::ProbeFailed, "x", "y"};
            walks.product.leftVersion = versionOf("1.2.0");
            walks.product.canRollBack = true;
            walks.product.rollbackVersion = versionOf("0.9.4");
            walks.product.state = state;
        });
        world.window.showPage(page);
        world.settle();
        QHash<QString, QString> taken;
        for (const QAbstractButton* button : world.window.findChildren<QAbstractButton*>()) {
            const QString keys = button->shortcut().toString();
            if (!button->isVisible() || keys.isEmpty())
                continue;
            QVERIFY2(!taken.contains(keys),
                     qPrintable(keys + ": " + taken.value(keys) + ", " + button->text()));
            taken.insert(keys, button->text());
        }
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

    void everyHoldHasItsWords() {
        const QDateTime now = QDateTime::currentDateTime();
        for (const char* reason : {"paused",
                                   "window",
                                   "cool-down",
                                   "metered",
                                   "network-unknown",
                                   "offline",
                                   "captive-portal",
                                   "battery",
                                   "power-saver",
                                   "full-screen",
                                   "busy",
                                   "not-idle",
                                   "running",
                                   "managed",
                                   "pinned",
                                   "left",
                                   "skipped",
                                   "reminder",
                                   "rollout",
                                   "revoked",
                                   "min-os",
                                   "max-os",
                                   "min-remote-version",
                                   "waypoint",
                                   "below-minimum",
                                   "platform"}) {
            const QString text = describe(Hold{reason, "why", versionOf("1.1.0"), {}, true}, now);
            QVERIFY2(!text.contains(QString("(%1)").arg(reason)), reason);
            QVERIFY2(!text.contains('%'), reason);
        }
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

    void everyPreferenceIsOnThePage() {
        Preferences other; // nothing as it comes
        other.updateWindow = *UpdateWindow::fromText("22:00-06:00 mon,fri");
        other.coolDownDays = 3;
        World world([&](FakeWalks& walks) { walks.preferred = other; });
        world.window.showPage("settings");
        world.settle();
        QStringList shownKeys;
        for (const PreferenceKey& key : preferenceKeys()) {
            world.walks.product.managed = {{key.name, "/etc/upkeep/policy.d/x.json"}};
            world.controller.readStatus();
            world.settle();
            if (countOf(world.window, "Managed by your administrator") > 0)
                shownKeys << key.name;
        }
        QStringList all;
        for (const PreferenceKey& key : preferenceKeys())
            all << key.name;
        QCOMPARE(shownKeys, all);
    }

    void resetsAGroupButNotWhatIsManaged() {
        World world([](FakeWalks& walks) {
            walks.preferred.checkIntervalHours = 24;
            walks.preferred.coolDownDays = 7;
            walks.preferred.snapshotsKept = 2;
            walks.product.managed = {{"cool-down-days", "/etc/upkeep/policy.d/x.json"}};
        });
        world.window.showPage("settings");
        world.settle();
        auto* reset = find<QPushButton>(world.window, "Reset Schedule to defaults");
        QVERIFY(reset);
        reset->click();
        world.settle();
        QCOMPARE(world.walks.preferred.checkIntervalHours, 6);
        QCOMPARE(world.walks.preferred.coolDownDays, 7);
        QCOMPARE(world.walks.preferred.snapshotsKept, 2);
        QVERIFY(!find<QPushButton>(world.window, "Reset Schedule to defaults"));
    }

    void setsTheUpdateWindow() {
        World world;
        world.window.showPage("settings");
        auto* on = find<Switch>(world.window, "Install only between");
        QVERIFY(on);
        QVERIFY(!find<QComboBox>(world.window, "Earliest time"));
        on->click();
        world.settle();
        QCOMPARE(world.walks.preferred.updateWindow.toText(), "20:00-07:00");
        auto* saturday = find<QToolButton>(world.window, "Saturday");
        QVERIFY(saturday);
        saturday->click();
        world.settle();
        QCOMPARE(world.walks.preferred.updateWindow.days, QList<int>({1, 2, 3, 4, 5, 7}));
        on->click();
        world.settle();
        QVERIFY(world.walks.preferred.updateWindow.isAny());
    }

    void takesAProxyOnlyWhenItIsOne() {
        World world([](FakeWalks& walks) { walks.preferred.proxy = "http://old.example:3128"; });
        world.window.showPage("settings");
        world.settle();
        auto* address = find<QLineEdit>(world.window, "Address of the proxy");
        QVERIFY(address);
        address->setText("nonsense");
        Q_EMIT address->editingFinished();
        world.settle();
        QCOMPARE(world.walks.preferred.proxy, "http://old.example:3128");
        address->setText("socks5://new.example:1080");
        Q_EMIT address->editingFinished();
        world.settle();
        QCOMPARE(world.walks.preferred.proxy, "socks5://new.example:1080");
    }

    void theWheelChangesNoSetting() {
        World world;
        world.window.showPage("settings");
        world.settle();
        auto* interval = find<QComboBox>(world.window, "Check every");
        interval->setFocus();
        const QPointF at(10, 10);
        QWheelEvent wheel(at,
                          interval->mapToGlobal(at),
                          {},
                          QPoint(0, -120),
                          Qt::NoButton,
                          Qt::NoModifier,
                          Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(interval, &wheel);
        QCOMPARE(interval->currentData().toString(), "6");
    }

    void pausesAndResumes() {
        World world;
        world.window.showPage("settings");
        world.settle();
        auto* pause = find<QPushButton>(world.window, "Pause updates for a while");
        QVERIFY(pause && pause->menu());
        pause->menu()->actions().at(1)->trigger();
        world.settle();
        QCOMPARE(world.walks.product.pausedUntil.date(), QDate::currentDate().addDays(1));
        press(world.window, "Resume Updates");
        world.settle();
        QVERIFY(!world.walks.product.pausedUntil.isValid());
    }

    void everyControlHasAName_data() {
        QTest::addColumn<QString>("page");
        for (const QString& page : MainWindow::pageNames())
            QTest::addRow("%s", qPrintable(page)) << page;
    }
    void everyControlHasAName() {
        QFETCH(QString, page);
        World world([](FakeWalks& walks) {
            offer(walks);
            walks.product.skippedVersions = QStringList{"1.3.0"};
        });
        world.window.showPage(page);
        world.settle();
        QCOMPARE(namelessControls(world.window), QStringList());
    }

    void everyControlOfTheDialogsHasAName() {
        World world([](FakeWalks& walks) {
            walks.product.canRollBack = true;
            walks.product.rollbackVersion = versionOf("0.9.4");
            walks.preview.parts[2].fate = DataFate::AskPerson;
        });
        RestoreWizard wizard(world.controller, world.walks.kept.first(), &world.window);
        RollbackDialog rollback(world.controller, &world.window);
        wizard.show();
        rollback.show();
        world.settle();
        QCOMPARE(namelessControls(wizard) + namelessControls(rollback), QStringList());
    }

    void enterNeverGoesBack() {
        World world([](FakeWalks& walks) {
            walks.product.canRollBack = true;
            walks.product.rollbackVersion = versionOf("0.9.4");
        });
        auto* dialog = new RollbackDialog(world.controller, &world.window);
        dialog->show();
        world.settle();
        QTest::keyClick(dialog, Qt::Key_Return);
        world.settle();
        QVERIFY(!world.walks.calls.contains("rollback"));
        delete dialog;
    }

    void keysReachEveryPage() {
        World world;
        QTest::keyClick(&world.window, Qt::Key_Comma, Qt::ControlModifier);
        QVERIFY(shown(world.window, "Search settings") ||
                find<QComboBox>(world.window, "Check every"));
        QTest::keyClick(&world.window, Qt::Key_F5);
        world.settle();
        QVERIFY(world.walks.calls.contains("check"));
    }

    void fitsTheSmallestWindow() {
        World world(offer);
        world.window.resize(800, 560);
        for (const QString& page : MainWindow::pageNames()) {
            world.window.showPage(page);
            world.settle();
            for (const QPushButton* button : world.window.findChildren<QPushButton*>()) {
                if (!button->isVisible())
                    continue;
                QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
                const QRect place(button->mapTo(&world.window, QPoint(0, 0)), button->size());
                QVERIFY2(place.right() <= world.window.width(), qPrintable(button->text()));
            }
        }
    }

    void saysWhatToDoWithoutAProduct() {
        MainWindow window;
        window.show();
        QVERIFY(!window.currentPages());
        QTest::keyClick(&window, Qt::Key_F5); // nothing to check, nothing breaks
    }
};

QTEST_MAIN(TestWindow)
#include "test_window.moc"
