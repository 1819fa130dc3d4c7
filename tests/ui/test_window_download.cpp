// SPDX-License-Identifier: Apache-2.0
// A download as a person watches it: it can rest and go on, its numbers are true, and it may come
// from a stick.
#include "main_window.h"
#include "models/progress_model.h"
#include "pages/progress_view.h"
#include "publish/bundle_maker.h"
#include "support/fake_walks.h"
#include "support/small_world.h"
#include "support/verify_ok.h"
#include "support/window_driver.h"
#include "theme/style.h"

#include <QAbstractButton>
#include <QDropEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace upkeep;
using namespace upkeep::test;

namespace {

constexpr int patience = 30'000;

bool isIdle(UpdateController& controller) {
    controller.waitForWorkers();
    QCoreApplication::processEvents();
    return !controller.isBusy();
}

struct World {
    FakeWalks walks;
    UpdateController controller{walks, walks};
    MainWindow window;

    World() {
        walks.product.state = UpdateState::Available;
        walks.product.offer = walks.published;
        window.addProduct("almanac", controller);
        window.show();
    }
    // Some of it came, and no more comes for now.
    bool begin() {
        walks.holdNextUpdate();
        if (!QTest::qWaitFor([&] { return shown(window, "Update Now"); }))
            return false;
        press(window, "Update Now");
        return QTest::qWaitFor([&] { return controller.progress().overallTotal > 0; });
    }
};

QStringList keysTwice(const QWidget& window) {
    QStringList keys;
    QStringList twice;
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        const QString key = button->shortcut().toString();
        if (!button->isVisible() || key.isEmpty())
            continue;
        if (keys.contains(key))
            twice.append(key);
        keys.append(key);
    }
    return twice;
}

// A program that is installed, and an update of it on a stick; no network leads to it.
struct StickWorld {
    SmallWorld world;
    std::unique_ptr<InstalledProduct> changing;
    std::unique_ptr<InstalledProduct> reading;
    std::unique_ptr<UpdateController> controller;
    MainWindow window;

    QString stick() const { return world.path("stick/tool.upkeep-bundle").display(); }
    void begin() {
        world.publish({"1.0.0", {{"share/text", "one"}}});
        VERIFY_OK(world.install());
        world.publish({"1.1.0", {{"share/text", "two"}}});
        BundleRequest request;
        request.site = world.site();
        request.channel = "stable";
        request.platform = "linux-x64";
        request.out = world.path("stick/tool.upkeep-bundle");
        request.scratch = world.path("scratch");
        request.now = world.clock.now();
        VERIFY_OK(world.files().makeFolders(request.out.parent()));
        world.write(world.site() / "root.json", world.installRequest().trustedRoot);
        VERIFY_OK(makeBundle(world.files(), request, {}));
        VERIFY_OK(world.files().rename(world.site(), world.path("away")));
        changing = *world.open();
        reading = *world.open();
        controller = std::make_unique<UpdateController>(*changing, *reading);
        window.addProduct("tool", *controller);
        window.show();
        QTRY_VERIFY(controller->hasStatus());
        QTRY_VERIFY(isIdle(*controller));
    }
};

void drop(MainWindow& window, const QString& file) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent dropped(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &dropped);
}

} // namespace

class TestWindowDownload : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new Style); }

    void restsAndGoesOn() {
        World world;
        QVERIFY(world.begin());
        QTRY_VERIFY(shown(world.window, "Pause"));
        QCOMPARE(keysTwice(world.window), QStringList());
        press(world.window, "Pause");
        QTRY_VERIFY(world.controller.isPaused());
        QVERIFY(world.controller.isBusy());
        QVERIFY(!world.controller.isWorking());
        QTRY_VERIFY(banner(world.window).contains("is paused"));
        QVERIFY(says(world.window, "What was downloaded is kept."));
        QVERIFY(says(world.window, "25 %")); // the numbers stand where they stood
        QVERIFY(shown(world.window, "Resume"));
        QVERIFY(shown(world.window, "Cancel"));
        QCOMPARE(keysTwice(world.window), QStringList());
        QCOMPARE(namelessControls(world.window), QStringList());

        press(world.window, "Resume");
        QTRY_VERIFY(world.controller.isWorking());
        QTRY_VERIFY(!banner(world.window).contains("is paused"));
        world.walks.release();
        QTRY_VERIFY(isIdle(world.controller));
        QTRY_COMPARE(world.controller.status().version, versionOf("1.1.0"));
        QCOMPARE(world.walks.calls.count("update"), 2);
    }

    void isCancelledWhileItRests() {
        World world;
        QSignalSpy failed(&world.controller, &UpdateController::failed);
        QVERIFY(world.begin());
        QTRY_VERIFY(shown(world.window, "Pause"));
        press(world.window, "Pause");
        QTRY_VERIFY(world.controller.isPaused());
        press(world.window, "Cancel");
        QVERIFY(!world.controller.isBusy());
        QVERIFY(!world.controller.isPaused());
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed[0][1].value<Error>().code, ErrorCode::Cancelled);
        QTRY_VERIFY(banner(world.window).contains("is available"));
        world.walks.release();
        press(world.window, "Update Now"); // and it can be had after all
        QTRY_VERIFY(isIdle(world.controller));
        QTRY_COMPARE(world.controller.status().version, versionOf("1.1.0"));
    }

    // From then on it either goes through or comes back.
    void doesNotRestWhileItInstalls() {
        World world;
        QTRY_VERIFY(shown(world.window, "Update Now"));
        press(world.window, "Update Now");
        auto* view = world.window.findChild<ProgressView*>();
        QVERIFY(view);
        view->take({Phase::Apply, "app", {}, 60, 100, 60, 100});
        QVERIFY(!shown(world.window, "Pause"));
        QTRY_VERIFY(isIdle(world.controller));
        world.controller.pauseDownload();
        QVERIFY(!world.controller.isPaused()); // nothing there to rest
    }

    // What is left is told once the pace of some seconds is known.
    void tellsTheTimeLeftAfterFiveSeconds() {
        World world;
        QVERIFY(world.begin());
        auto* view = world.window.findChild<ProgressView*>();
        QVERIFY(view);
        qint64 done = 20'000'000;
        QTimer line;
        connect(&line, &QTimer::timeout, view, [&] {
            done += 200'000;
            view->take({Phase::Download, "app", {}, done, 100'000'000, done, 100'000'000});
        });
        line.start(100);
        QTRY_VERIFY_WITH_TIMEOUT(says(*view, "/s"), 4000);
        QVERIFY(!says(*view, "left"));
        QTRY_VERIFY_WITH_TIMEOUT(says(*view, "left"), 8000);
        line.stop();
        world.walks.release();
        QTRY_VERIFY(isIdle(world.controller));
    }

    void takesAnUpdateFileThatIsDropped() {
        StickWorld stick;
        stick.begin();
        drop(stick.window, stick.stick());
        QTRY_VERIFY_WITH_TIMEOUT(banner(stick.window).contains("1.1.0 is available"), patience);
        press(stick.window, "Update Now");
        QTRY_VERIFY_WITH_TIMEOUT(
            isIdle(*stick.controller) && banner(stick.window).contains("up to date"), patience);
        QCOMPARE(stick.world.liveVersion(), QByteArray("1.1.0"));
    }

    void saysWhatIsWrongWithAFile_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("of another program") << QByteArray("\"tool\"") << QByteArray("\"fool\"");
        QTest::newRow("no update file")
            << QByteArray("UPKEEP_BUNDLE") << QByteArray("UPSIDE_DOWN__");
        QTest::newRow("tampered with")
            << QByteArray("\"timestamp\"") << QByteArray("\"Timestamp\"");
    }
    void saysWhatIsWrongWithAFile() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        StickWorld stick;
        stick.begin();
        const LocalPath file = stick.world.path("stick/tool.upkeep-bundle");
        QByteArray bytes = stick.world.read(file);
        QVERIFY(bytes.contains(from));
        stick.world.write(file, bytes.replace(from, to));
        QSignalSpy failed(stick.controller.get(), &UpdateController::failed);
        drop(stick.window, stick.stick());
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience);
        const auto error = failed[0][1].value<Error>();
        QVERIFY2(QString(errorId(error.code)).startsWith("bundle."), qPrintable(error.toString()));
        QTRY_VERIFY(isIdle(*stick.controller));
        QVERIFY(!banner(stick.window).contains("is available"));
        QCOMPARE(stick.world.liveVersion(), QByteArray("1.0.0"));
    }
};

QTEST_MAIN(TestWindowDownload)
#include "test_window_download.moc"
