// SPDX-License-Identifier: Apache-2.0
// What a bubble says, which buttons it has, and that there is one per product.
#include "main_window.h"
#include "support/fake_walks.h"
#include "support/notification_server.h"
#include "tray/desktop_presence.h"

#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

// Upkeep on a desktop of its own, in the background.
struct Desk {
    PrivateBus bus;
    NotificationServer server{bus.connect()};
    FakeWalks walks;
    UpdateController controller{walks, walks};
    DesktopPresence presence{bus.connect(), [this] {
                                 auto window = std::make_unique<MainWindow>();
                                 window->addProduct("almanac", controller);
                                 return window;
                             }};

    Desk() {
        presence.add("almanac", controller);
        presence.setBackground(true);
    }
};

UpdateChoice choiceOf(Trigger trigger) {
    UpdateChoice choice;
    choice.trigger = trigger;
    return choice;
}

} // namespace

class TestNotifications : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsNew() {
        Stage stage;
        NotificationServer server(stage.bus.connect());
        stage.bubbles.show(sampleNotice(), {});
        QTRY_COMPARE(server.told.size(), 1);
        QCOMPARE(server.asked, 1);
        const Told& told = server.told.first();
        QCOMPARE(told.title, "Almanac 1.1.0 is available");
        QVERIFY2(told.body.contains("17.8 MB"), qPrintable(told.body));
        const QStringList expected = {"default",
                                      "Open Upkeep to install it.",
                                      "update-now",
                                      "Update Now",
                                      "remind-later",
                                      "Remind Me Later",
                                      "skip",
                                      "Skip This Version"};
        QCOMPARE(told.actions, expected);
        QCOMPARE(told.hints.value("desktop-entry").toString(), "io.github.upkeep.Upkeep");
        QCOMPARE(told.hints.value("urgency").toUInt(), 1U);
        QVERIFY(told.hints.contains("image-data"));
    }

    void saysOnceThatTheWorkGoesOn() {
        Desk desk;
        const auto openAndClose = [&] {
            desk.presence.openWindow({});
            QVERIFY(QTest::qWaitForWindowExposed(desk.presence.window()));
            desk.presence.window()->close();
            QVERIFY(!desk.presence.isWindowShown());
        };
        openAndClose(); // nothing is under way
        desk.presence.openWindow({});
        desk.walks.holdNextUpdate();
        desk.controller.update({});
        QTRY_VERIFY(desk.controller.isBusy());
        openAndClose();
        QTRY_COMPARE(desk.server.told.size(), 1);
        QVERIFY(desk.server.told.first().title.contains("goes on"));
        openAndClose();
        desk.walks.release();
        QTRY_VERIFY(!desk.controller.isBusy());
        QTRY_COMPARE(desk.server.told.size(), 2); // nobody sees the window: how it ended
        QCOMPARE(desk.server.told.last().title, "Almanac was updated to 1.1.0");
    }

    void showsWhatIsUnderWay() {
        Desk desk;
        desk.server.capabilities << "persistence";
        desk.walks.product.offer = desk.walks.published;
        desk.controller.readAll();
        QTRY_VERIFY(desk.controller.status().offer);
        desk.walks.holdNextUpdate();
        desk.controller.update(choiceOf(Trigger::Tray));
        QTRY_COMPARE(desk.server.told.size(), 1);
        QCOMPARE(desk.server.told[0].title, "Updating Almanac to 1.1.0");
        QCOMPARE(desk.server.told[0].hints.value("resident").toBool(), true);
        QCOMPARE(desk.server.told[0].hints.value("urgency").toUInt(), 0U);
        QCOMPARE(desk.server.told[0].timeout, 0); // as long as it takes
        desk.walks.release();
        QTRY_COMPARE(desk.server.closed, QList<uint>{42});
    }

    void whatIsSilentStaysSilent() {
        Desk desk;
        desk.server.capabilities << "persistence";
        desk.controller.update(choiceOf(Trigger::Silent));
        QTRY_VERIFY(desk.controller.isBusy());
        QTRY_VERIFY(!desk.controller.isBusy());
        QTest::qWait(50);
        QCOMPARE(desk.server.told.size(), 0);
    }

    void oneBubbleFollowsTheWork() {
        Stage stage;
        NotificationServer server(stage.bus.connect());
        server.capabilities << "persistence";
        stage.bubbles.show(sampleNotice(NoticeKind::Working), {});
        QTRY_COMPARE(server.told.size(), 1);
        stage.settle();
        stage.bubbles.follow("almanac", {Phase::Download, "app", {}, 0, 0, 10'900'000, 17'800'000});
        QTRY_COMPARE(server.told.size(), 2);
        QCOMPARE(server.told[1].replaces, 42U);
        QCOMPARE(server.told[1].hints.value("value").toInt(), 61);
        QCOMPARE(server.told[1].body, "Download: 10.9 MB of 17.8 MB.");
        stage.settle();
        server.signal("NotificationClosed", {42U, 2U}); // the person does not want it
        stage.settle();
        stage.bubbles.follow("almanac", {Phase::Apply, "app", {}, 0, 0, 50, 100});
        stage.settle();
        QCOMPARE(server.told.size(), 2);
    }

    void whereBubblesPassNoneFollows() {
        Stage stage;
        NotificationServer server(stage.bus.connect());
        stage.bubbles.show(sampleNotice(NoticeKind::Working), {});
        stage.bubbles.show(sampleNotice(NoticeKind::GoesOn), {});
        QTRY_COMPARE(server.told.size(), 1);
        QVERIFY(server.told[0].title.contains("goes on"));
        QVERIFY(!server.told[0].hints.contains("resident"));
        stage.settle();
        stage.bubbles.follow("almanac", {Phase::Download, "app", {}, 0, 0, 5, 10});
        stage.bubbles.endWork("almanac");
        QTRY_COMPARE(server.closed, QList<uint>{42});
        stage.bubbles.show(sampleNotice(NoticeKind::Working), {});
        stage.settle();
        QCOMPARE(server.told.size(), 1);
        QCOMPARE(stage.back.size(), 0); // a window need not come up for it
    }

    void offersTheButtonsOfEachKind_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("forced");
        QTest::addColumn<QString>("buttons");
        QTest::addColumn<uint>("urgency");
        const auto row =
            [](const char* what, NoticeKind kind, const char* buttons, uint urgency, bool forced) {
                QTest::newRow(what) << int(kind) << forced << QString(buttons) << urgency;
            };
        row("available", NoticeKind::Available, "update-now remind-later skip", 1, false);
        row("by an administrator", NoticeKind::Available, "update-now", 1, true);
        row("security: no skip", NoticeKind::Security, "update-now remind-later", 2, false);
        row("security by an administrator", NoticeKind::Security, "update-now", 2, true);
        row("ready", NoticeKind::Ready, "restart-when-idle restart-now on-quit", 1, false);
        row("goes on", NoticeKind::GoesOn, "details", 1, false);
        row("updated", NoticeKind::Updated, "details", 1, false);
        row("rolled back", NoticeKind::RolledBack, "details", 1, false);
        row("failed", NoticeKind::Failed, "retry details", 1, false);
        row("going back failed", NoticeKind::RollbackFailed, "details", 2, false);
        row("withdrawn", NoticeKind::Withdrawn, "roll-back details", 1, false);
    }
    void offersTheButtonsOfEachKind() {
        QFETCH(int, kind);
        QFETCH(bool, forced);
        QFETCH(QString, buttons);
        QFETCH(uint, urgency);
        Stage stage;
        NotificationServer server(stage.bus.connect());
        Notice values = sampleNotice(NoticeKind(kind));
        if (forced) {
            values.deadline = QDateTime::currentDateTime().addDays(2);
            values.answers = {Answer::UpdateNow};
        }
        stage.bubbles.show(values, {});
        QTRY_COMPARE(server.told.size(), 1);
        QStringList keys;
        for (int i = 2; i < server.told[0].actions.size(); i += 2)
            keys << server.told[0].actions[i];
        QCOMPARE(keys.join(' '), buttons);
        QCOMPARE(server.told[0].hints.value("urgency").toUInt(), urgency);
        QVERIFY(!server.told[0].title.isEmpty() && !server.told[0].body.isEmpty());
    }

    void escapesWhatComesFromOutside() {
        Notice values = sampleNotice(NoticeKind::Security);
        values.cves = {"<img src=x>&"};
        {
            Stage stage;
            NotificationServer server(stage.bus.connect());
            stage.bubbles.show(values, {});
            QTRY_COMPARE(server.told.size(), 1);
            QVERIFY2(server.told[0].body.contains("&lt;img src=x&gt;&amp;"),
                     qPrintable(server.told[0].body));
        }
        Stage stage;
        NotificationServer server(stage.bus.connect());
        server.capabilities = {"body"};
        stage.bubbles.show(values, {});
        QTRY_COMPARE(server.told.size(), 1);
        QVERIFY(!server.told[0].body.contains('<') && !server.told[0].body.contains("&lt;"));
        QVERIFY2(server.told[0].body.contains("Open Upkeep to install it."),
                 "no buttons, no words");
        QCOMPARE(server.told[0].actions, QStringList());
    }

    void keepsOneBubblePerProduct() {
        Stage stage;
        NotificationServer server(stage.bus.connect());
        stage.bubbles.show(sampleNotice(), {});
        stage.bubbles.show(sampleNotice(NoticeKind::Security), {}); // before the first has an id
        QTRY_COMPARE(server.told.size(), 1);
        QCOMPARE(server.told[0].title, "Almanac 1.1.0 fixes a security problem");
        stage.bubbles.show(sampleNotice(NoticeKind::Ready), {});
        QTRY_COMPARE(server.told.size(), 2);
        QCOMPARE(server.told[1].replaces, 42U);
        stage.bubbles.show(sampleNotice(NoticeKind::Failed), {});
        stage.bubbles.show(sampleNotice(NoticeKind::Updated), {}); // while one is on its way
        QTRY_COMPARE(server.told.size(), 4);
        QCOMPARE(server.told[3].replaces, 42U);
        Notice other = sampleNotice();
        other.product = "sketch";
        stage.bubbles.show(other, {});
        QTRY_COMPARE(server.told.size(), 5);
        QCOMPARE(server.told[4].replaces, 0U);
    }

    void takesBubblesDown() {
        Stage stage;
        NotificationServer server(stage.bus.connect());
        stage.bubbles.show(sampleNotice(), {});
        QTRY_COMPARE(server.told.size(), 1);
        stage.settle();
        stage.bubbles.withdrawAll();
        QTRY_COMPARE(server.closed, QList<uint>{42});
        stage.bubbles.show(sampleNotice(), {});
        QTRY_COMPARE(server.told.size(), 2);
        stage.bubbles.withdraw("almanac"); // perhaps before the id has come
        QTRY_COMPARE(server.closed.size(), 2);
        stage.bubbles.show(sampleNotice(), {});
        stage.bubbles.withdraw("almanac"); // while it is being said
        QTRY_COMPARE(server.closed.size(), 3);
        QCOMPARE(server.told.size(), 3);
    }
};

QTEST_MAIN(TestNotifications)
#include "test_notifications.moc"
