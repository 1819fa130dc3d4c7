// SPDX-License-Identifier: Apache-2.0
// The snapshots page and its dialogs.
#include "dialogs/restore_wizard.h"
#include "support/window_world.h"

#include <QListView>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

class TestWindowSnapshots : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dressForTests(); }

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
};

QTEST_MAIN(TestWindowSnapshots)
#include "test_window_snapshots.moc"
