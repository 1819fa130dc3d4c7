// SPDX-License-Identifier: Apache-2.0
#include "support/fake_walks.h"
#include "update_controller.h"

#include <QSignalSpy>
#include <QTest>

using namespace upkeep;

class TestController : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void neverBlocksTheCaller() {
        FakeWalks world;
        UpdateController controller(world, world);
        world.holdNextUpdate();
        controller.update({}); // returns although the walk is held
        QCOMPARE(controller.activity(), Activity::Updating);
        QSignalSpy read(&controller, &UpdateController::historyRead);
        controller.readHistory(); // a stalled download blocks no page
        QTRY_COMPARE(read.count(), 1);
        QVERIFY(controller.isBusy());
        world.release();
        QTRY_VERIFY(!controller.isBusy());
    }

    // A window that is closed over a check is not kept for it.
    void aCheckIsNoWork() {
        FakeWalks world;
        UpdateController controller(world, world);
        controller.check();
        QVERIFY(controller.isBusy());
        QVERIFY(!controller.isWorking());
        QTRY_VERIFY(!controller.isBusy());
        world.holdNextUpdate();
        controller.update({});
        QVERIFY(controller.isWorking());
        world.release();
        QTRY_VERIFY(!controller.isWorking());
    }

    void doesOneChangeAtATime() {
        FakeWalks world;
        UpdateController controller(world, world);
        world.holdNextUpdate();
        controller.update({});
        controller.check();
        controller.rollBack({});
        world.release();
        QTRY_VERIFY(!controller.isBusy());
        QCOMPARE(world.calls, QStringList{"update"});
    }

    void cancelsARunningDownload() {
        FakeWalks world;
        UpdateController controller(world, world);
        QSignalSpy failed(&controller, &UpdateController::failed);
        world.holdNextUpdate();
        controller.update({});
        QTRY_VERIFY(controller.progress().overallTotal > 0);
        controller.cancel();
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed[0][1].value<Error>().code, ErrorCode::Cancelled);
        QCOMPARE(world.product.version, versionOf("1.0.0"));
    }

    void restsAndGoesOn() {
        FakeWalks world;
        UpdateController controller(world, world);
        QSignalSpy failed(&controller, &UpdateController::failed);
        QSignalSpy paused(&controller, &UpdateController::pausedChanged);
        QSignalSpy updated(&controller, &UpdateController::updated);
        controller.pauseDownload(); // nothing runs
        world.holdNextUpdate();
        controller.update({});
        QTRY_VERIFY(controller.progress().overallTotal > 0);
        const qint64 done = controller.progress().overallDone;
        controller.pauseDownload();
        QTRY_VERIFY(controller.isPaused());
        QCOMPARE(controller.activity(), Activity::Updating);
        QCOMPARE(controller.progress().overallDone, done);
        controller.check(); // refused: the update is not over
        controller.resumeDownload();
        QVERIFY(!controller.isPaused());
        controller.resumeDownload(); // once is enough
        world.release();
        QTRY_COMPARE(updated.count(), 1);
        QCOMPARE(paused.count(), 2);
        QCOMPARE(failed.count(), 0);
        QCOMPARE(world.calls, (QStringList{"update", "update"}));
    }

    void throttlesProgress() {
        FakeWalks world;
        world.stepMilliseconds = 8; // 24 reports in about 200 ms
        UpdateController controller(world, world);
        QSignalSpy progressed(&controller, &UpdateController::progressed);
        controller.update({});
        QTRY_VERIFY(!controller.isBusy());
        // At most one in 67 ms and one per change of phase.
        QVERIFY2(progressed.count() >= 5 && progressed.count() <= 14,
                 qPrintable(QString::number(progressed.count())));
    }

    void carriesWhatHappened() {
        FakeWalks world;
        UpdateController controller(world, world);
        QSignalSpy checked(&controller, &UpdateController::checked);
        QSignalSpy updated(&controller, &UpdateController::updated);
        QSignalSpy status(&controller, &UpdateController::statusChanged);
        controller.check();
        QTRY_COMPARE(checked.count(), 1);
        QVERIFY(std::holds_alternative<Offer>(checked[0][0].value<CheckOutcome>()));
        QTRY_VERIFY(controller.status().state == UpdateState::Available);
        controller.update({});
        QTRY_COMPARE(updated.count(), 1);
        QTRY_COMPARE(controller.status().version, versionOf("1.1.0"));
        QVERIFY(status.count() >= 2);
    }

    void reportsAFailureWithItsCode() {
        FakeWalks world;
        world.failNextCheck = Error{ErrorCode::NetworkFailed, "https://example.com", "no route"};
        UpdateController controller(world, world);
        QSignalSpy failed(&controller, &UpdateController::failed);
        controller.check();
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed[0][0].value<Activity>(), Activity::Checking);
        QCOMPARE(failed[0][1].value<Error>().code, ErrorCode::NetworkFailed);
    }

    void endsWhileAWalkRuns() {
        FakeWalks world;
        world.holdNextUpdate();
        {
            UpdateController controller(world, world);
            controller.update({});
            controller.readAll();
        } // stops and awaits both workers
        QCOMPARE(world.product.version, versionOf("1.0.0"));
    }

    void writesPreferencesAtOnce() {
        FakeWalks world;
        UpdateController controller(world, world);
        QSignalSpy read(&controller, &UpdateController::preferencesRead);
        Preferences wanted;
        wanted.checkIntervalHours = 24;
        controller.setPreferences(wanted);
        QCOMPARE(controller.preferences().checkIntervalHours, 24);
        QTRY_COMPARE(read.count(), 1);
        QCOMPARE(world.preferred.checkIntervalHours, 24);
    }
};

QTEST_MAIN(TestController)
#include "test_controller.moc"
