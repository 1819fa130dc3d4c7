// SPDX-License-Identifier: Apache-2.0
// The window over the real walk: a published product, installed, updated, looked at and taken back
// by what a person would press. Run once without a screen and once under a real X server.
#include "dialogs/restore_wizard.h"
#include "dialogs/rollback_dialog.h"
#include "main_window.h"
#include "models/history_model.h"
#include "support/small_world.h"
#include "support/verify_ok.h"
#include "support/window_driver.h"
#include "theme/style.h"

#include <QListView>
#include <QTest>
#include <QTreeView>

using namespace upkeep;
using namespace upkeep::test;

namespace {

constexpr int patience = 30'000;

bool isIdle(UpdateController& controller) {
    controller.waitForWorkers();
    QCoreApplication::processEvents();
    return !controller.isBusy();
}

} // namespace

class TestWindowWalk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new Style); }

    void updatesAndGoesBack() {
        SmallWorld world;
        world.publish({"1.0.0", {{"share/text", "one"}}});
        auto product = world.install();
        VERIFY_OK(product);
        world.publish({"1.1.0", {{"share/text", "two"}}});

        auto reader = world.open();
        VERIFY_OK(reader);
        UpdateController controller(**product, **reader);
        MainWindow window;
        window.addProduct("tool", controller);
        window.show();
        QTRY_VERIFY(controller.hasStatus());
        QTRY_VERIFY(shown(window, "Check for Updates"));
        press(window, "Check for Updates");
        QTRY_VERIFY_WITH_TIMEOUT(banner(window).contains("1.1.0 is available"), patience);

        press(window, "Update Now");
        QTRY_VERIFY_WITH_TIMEOUT(isIdle(controller) && banner(window).contains("up to date"),
                                 patience);
        QCOMPARE(world.liveVersion(), QByteArray("1.1.0"));
        QCOMPARE(world.read(world.live() / "share/text"), QByteArray("two"));

        window.showPage("history");
        auto* history = find<QTreeView>(window, "History");
        QVERIFY(history);
        QTRY_VERIFY(history->model()->rowCount() > 0);
        QVERIFY(history->model()
                    ->index(0, HistoryModel::OperationColumn)
                    .data()
                    .toString()
                    .contains("1.1.0"));
        window.showPage("snapshots");
        auto* snapshots = find<QListView>(window, "Snapshots");
        QVERIFY(snapshots);
        QTRY_VERIFY(snapshots->model()->rowCount() > 1); // now, and the way back

        window.showPage("updates");
        QTRY_VERIFY(shown(window, "Roll Back..."));
        press(window, "Roll Back...");
        auto* dialog = window.findChild<RollbackDialog*>();
        QVERIFY(dialog);
        QTRY_VERIFY_WITH_TIMEOUT(shown(*dialog, "Roll Back"), patience);
        press(*dialog, "Roll Back");
        QTRY_VERIFY_WITH_TIMEOUT(isIdle(controller) && banner(window).contains("1.0.0"), patience);
        QCOMPARE(world.liveVersion(), QByteArray("1.0.0"));
        QVERIFY(shown(window, "Resume Updates"));
    }

    void restoresASnapshotAndResumes() {
        SmallWorld world;
        world.publish({"1.0.0", {{"share/text", "one"}}});
        auto product = world.install();
        VERIFY_OK(product);
        world.publish({"1.1.0", {{"share/text", "two"}}});
        VERIFY_OK((*product)->check({}, {}, {}));
        VERIFY_OK((*product)->update({}, {}, {}));

        auto reader = world.open();
        VERIFY_OK(reader);
        UpdateController controller(**product, **reader);
        MainWindow window;
        window.addProduct("tool", controller);
        window.show();
        window.showPage("snapshots");
        auto* snapshots = find<QListView>(window, "Snapshots");
        QVERIFY(snapshots);
        QTRY_VERIFY(isIdle(controller) && snapshots->model()->rowCount() > 1);
        snapshots->setCurrentIndex(snapshots->model()->index(1, 0));
        QTRY_VERIFY(shown(window, "Restore..."));
        press(window, "Restore...");
        auto* wizard = window.findChild<RestoreWizard*>();
        QVERIFY(wizard);
        press(*wizard, "Continue");
        QTRY_VERIFY_WITH_TIMEOUT(shown(*wizard, "Continue"), patience); // the preview is there
        QCOMPARE(world.liveVersion(), QByteArray("1.1.0"));             // and nothing has changed
        press(*wizard, "Continue");
        press(*wizard, "Restore");
        QTRY_VERIFY_WITH_TIMEOUT(shown(*wizard, "Close"), patience);
        QCOMPARE(world.liveVersion(), QByteArray("1.0.0"));
        QCOMPARE(world.read(world.live() / "share/text"), QByteArray("one"));
        press(*wizard, "Close");
        QTRY_VERIFY(isIdle(controller) && controller.status().version.toString() == "1.0.0");
    }

    void addsAnEvolution() {
        SmallWorld world;
        world.components = "  - { id: evolutions, kind: evolutions, path: evolutions }\n";
        SmallRelease release{"1.0.0", {{"share/text", "one"}}};
        release.evolutions = {{"charts", {{"data", "charts"}}}};
        release.manifest =
            "version: 1.0.0\nevolutions:\n"
            "  - { id: charts, version: 1.0.0, name: Charts, description: Charts }\n";
        world.publish(release);
        auto product = world.install();
        VERIFY_OK(product);
        auto reader = world.open();
        VERIFY_OK(reader);
        UpdateController controller(**product, **reader);
        MainWindow window;
        window.addProduct("tool", controller);
        window.show();
        window.showPage("components");
        auto* evolutions = find<QListView>(window, "Evolutions");
        QVERIFY(evolutions);
        QTRY_VERIFY(isIdle(controller) && evolutions->model()->rowCount() == 1);
        const QModelIndex first = evolutions->model()->index(0, 0);
        QTest::mouseClick(
            evolutions->viewport(), Qt::LeftButton, {}, evolutions->visualRect(first).center());
        press(window, "Change Evolutions");
        const LocalPath added = world.live() / "evolutions/charts/data";
        QTRY_VERIFY_WITH_TIMEOUT(isIdle(controller) && world.files().exists(added), patience);
    }

    void tellsOfAVersionThatDoesNotStart() {
        SmallWorld world;
        world.publish({"1.0.0", {{"share/text", "one"}}});
        auto product = world.install();
        VERIFY_OK(product);
        SmallRelease ill{"1.2.0", {{"share/text", "three"}}};
        ill.healthy = false;
        world.publish(ill);

        auto reader = world.open();
        VERIFY_OK(reader);
        UpdateController controller(**product, **reader);
        MainWindow window;
        window.addProduct("tool", controller);
        window.show();
        QTRY_VERIFY(shown(window, "Check for Updates"));
        press(window, "Check for Updates");
        QTRY_VERIFY_WITH_TIMEOUT(shown(window, "Update Now"), patience);
        press(window, "Update Now");
        QTRY_VERIFY_WITH_TIMEOUT(
            isIdle(controller) && banner(window).contains("did not start correctly"), patience);
        QCOMPARE(world.liveVersion(), QByteArray("1.0.0"));
    }
};

QTEST_MAIN(TestWindowWalk)
#include "test_window_walk.moc"
