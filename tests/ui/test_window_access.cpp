// SPDX-License-Identifier: Apache-2.0
// What holds on every page: names for screen readers, keys, the smallest window.
#include "dialogs/restore_wizard.h"
#include "dialogs/rollback_dialog.h"
#include "support/window_world.h"

#include <QComboBox>
#include <QPushButton>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

class TestWindowAccess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dressForTests(); }

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

QTEST_MAIN(TestWindowAccess)
#include "test_window_access.moc"
