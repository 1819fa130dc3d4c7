// SPDX-License-Identifier: Apache-2.0
// Servers that come late, go, answer nonsense, are silent or are not there.
#include "support/notification_server.h"

#include <QElapsedTimer>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

class TestNotificationServers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void survivesAServerThatAnswersNonsense() {
        Stage stage;
        NotificationServer server(stage.bus.connect());
        server.answerToCapabilities = 17;
        stage.bubbles.show(sampleNotice(), {});
        QTRY_COMPARE(server.told.size(), 1); // the plainest bubble
        QCOMPARE(server.told[0].actions, QStringList());
        server.answerToNotify = "forty-two";
        stage.bubbles.show(sampleNotice(NoticeKind::Ready), {});
        QTRY_COMPARE(stage.back.size(), 1);
        server.answerToNotify = 0U;
        stage.bubbles.show(sampleNotice(NoticeKind::Failed), {});
        QTRY_COMPARE(stage.back.size(), 2);
    }

    void startsAnewWithANewServer() {
        Stage stage;
        auto first = std::make_unique<NotificationServer>(stage.bus.connect());
        stage.bubbles.show(sampleNotice(), {});
        QTRY_COMPARE(first->told.size(), 1);
        stage.settle();
        first.reset();
        stage.settle();
        NotificationServer second(stage.bus.connect());
        second.capabilities = {"body"};
        stage.settle();
        second.signal("ActionInvoked", {42U, "skip"}); // of somebody else, with our old number
        stage.settle();
        QCOMPARE(stage.answers.size(), 0);
        stage.bubbles.show(sampleNotice(), {});
        QTRY_COMPARE(second.told.size(), 1);
        QCOMPARE(second.asked, 1);
        QCOMPARE(second.told[0].replaces, 0U);
        QCOMPARE(second.told[0].actions, QStringList());
    }

    void givesTheNoticeBackWithoutAServer() {
        Stage stage;
        stage.bubbles.show(sampleNotice(), {});
        QTRY_COMPARE(stage.back.size(), 1);
        QCOMPARE(stage.back[0][0].value<Notice>().product, "almanac");
        NotificationServer late(stage.bus.connect());
        stage.settle();
        QCOMPARE(late.told.size(), 0); // it was shown elsewhere
        stage.bubbles.show(sampleNotice(), {});
        QTRY_COMPARE(late.told.size(), 1);
    }

    void givesTheNoticeBackWithoutABus() {
        Notifications bubbles(QDBusConnection::connectToBus("unix:path=/nowhere", "no bus"));
        QSignalSpy back(&bubbles, &Notifications::undeliverable);
        bubbles.show(sampleNotice(), {});
        bubbles.withdraw("almanac");
        bubbles.withdrawAll();
        QCOMPARE(back.size(), 1);
    }

    void doesNotWaitForASilentServer() {
        Stage stage;
        NotificationServer server(stage.bus.connect());
        server.silent = true;
        QElapsedTimer time;
        time.start();
        stage.bubbles.show(sampleNotice(), {});
        stage.settle();
        QVERIFY(time.elapsed() < 2000);
        stage.bubbles.withdraw("almanac");
    }
};

QTEST_MAIN(TestNotificationServers)
#include "test_notification_servers.moc"
