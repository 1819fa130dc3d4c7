// SPDX-License-Identifier: Apache-2.0
// Buttons of bubbles that are pressed, also for real in dunst, and presses that are not ours.
#include "support/dunst.h"
#include "support/notification_server.h"

#include <QDBusMessage>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

const QString serverName = "org.freedesktop.Notifications";
constexpr int patience = 20'000; // ms, for programs that have to start

} // namespace

class TestNotificationAnswers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesTheAnswerAndTheToken() {
        Stage stage;
        NotificationServer server(stage.bus.connect());
        stage.bubbles.show(sampleNotice(), {});
        QTRY_COMPARE(server.told.size(), 1);
        stage.settle();
        server.signal("ActivationToken", {42U, "token-7"});
        server.signal("ActionInvoked", {42U, "remind-later"});
        QTRY_COMPARE(stage.answer(), "remind-later");
        QCOMPARE(stage.answers[0][0].toString(), "almanac");
        QCOMPARE(stage.answers[0][2].toString(), "token-7");
        server.signal("ActionInvoked", {42U, "update-now"}); // answered already
        stage.settle();
        QCOMPARE(stage.answers.size(), 1);
    }

    void opensWhenTheBubbleItselfIsPressed() {
        Stage stage;
        NotificationServer server(stage.bus.connect());
        stage.bubbles.show(sampleNotice(), {});
        QTRY_COMPARE(server.told.size(), 1);
        stage.settle();
        server.signal("ActionInvoked", {42U, "default"});
        QTRY_COMPARE(stage.answer(), "details");
    }

    void closingByItselfIsNoAnswer() {
        Stage stage;
        NotificationServer server(stage.bus.connect());
        stage.bubbles.show(sampleNotice(), {});
        QTRY_COMPARE(server.told.size(), 1);
        stage.settle();
        server.signal("NotificationClosed", {42U, 1U});
        stage.settle();
        server.signal("ActionInvoked", {42U, "skip"}); // it may be somebody else's by now
        stage.settle();
        QCOMPARE(stage.answers.size(), 0);
        stage.bubbles.show(sampleNotice(), {});
        QTRY_COMPARE(server.told.size(), 2);
        QCOMPARE(server.told[1].replaces, 0U);
    }

    void doesNotListenToOthers_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QVariantList>("arguments");
        QTest::addColumn<bool>("fromStranger");
        const auto row = [](const char* what,
                            const char* name,
                            const QVariantList& arguments,
                            bool fromStranger = false) {
            QTest::newRow(what) << QString(name) << arguments << fromStranger;
        };
        row("somebody else's bubble", "ActionInvoked", {43U, "update-now"});
        row("none", "ActionInvoked", {0U, "update-now"});
        row("a button we did not offer", "ActionInvoked", {42U, "roll-back"});
        row("no button at all", "ActionInvoked", {42U, "format-disk"});
        row("an answer nobody gives", "ActionInvoked", {42U, "dismissed"});
        row("an id as text", "ActionInvoked", {"42", "update-now"});
        row("a negative id", "ActionInvoked", {-42, "update-now"});
        row("a button as number", "ActionInvoked", {42U, 1});
        row("nothing", "ActionInvoked", {});
        row("too much", "ActionInvoked", {42U, "update-now", "now"});
        row("from a stranger", "ActionInvoked", {42U, "update-now"}, true);
    }
    void doesNotListenToOthers() {
        QFETCH(QString, name);
        QFETCH(QVariantList, arguments);
        QFETCH(bool, fromStranger);
        Stage stage;
        NotificationServer server(stage.bus.connect());
        stage.bubbles.show(sampleNotice(), {});
        QTRY_COMPARE(server.told.size(), 1);
        stage.settle();
        if (fromStranger) {
            QDBusMessage message =
                QDBusMessage::createSignal("/org/freedesktop/Notifications", serverName, name);
            message.setArguments(arguments);
            stage.bus.connect().send(message);
        } else {
            server.signal(name, arguments);
        }
        stage.settle();
        if (name == "ActionInvoked" && arguments.size() == 3)
            QVERIFY(stage.answers.size() <= 1); // QtDBus reads the first two
        else
            QCOMPARE(stage.answers.size(), 0);
    }

    void doesNotMistakeOneProductForAnother() {
        Stage stage;
        NotificationServer server(stage.bus.connect());
        server.answerToNotify = 7U; // for everyone
        stage.bubbles.show(sampleNotice(), {});
        QTRY_COMPARE(server.told.size(), 1);
        Notice other = sampleNotice();
        other.product = "sketch";
        stage.bubbles.show(other, {});
        QTRY_COMPARE(stage.back.size(), 1);
        server.signal("ActionInvoked", {7U, "skip"});
        QTRY_COMPARE(stage.answers.size(), 1);
        QCOMPARE(stage.answers[0][0].toString(), "almanac");
    }

    void dunstButtonsArePressed_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("answer");
        QTest::newRow("update") << int(NoticeKind::Available) << "Update Now"
                                << "update-now";
        QTest::newRow("later") << int(NoticeKind::Security) << "Remind Me Later"
                               << "remind-later";
        QTest::newRow("skip") << int(NoticeKind::Available) << "Skip This Version"
                              << "skip";
        QTest::newRow("restart") << int(NoticeKind::Ready) << "Restart Now"
                                 << "restart-now";
        QTest::newRow("retry") << int(NoticeKind::Failed) << "Retry"
                               << "retry";
        QTest::newRow("the bubble") << int(NoticeKind::RolledBack) << ""
                                    << "details";
    }
    void dunstButtonsArePressed() {
        if (QGuiApplication::platformName() != "xcb")
            QSKIP("NO BUTTON IS PRESSED HERE: dunst needs an X server; the row under Xvfb has one");
        if (!Dunst::isInstalled())
            QSKIP("NO BUTTON IS PRESSED: dunst is not installed");
        QFETCH(int, kind);
        QFETCH(QString, label);
        QFETCH(QString, answer);
        Stage stage;
        Dunst dunst(stage.bus, label);
        QTRY_VERIFY_WITH_TIMEOUT(dunst.isReady(), patience);
        stage.bubbles.show(sampleNotice(NoticeKind(kind)), {});
        QTRY_COMPARE_WITH_TIMEOUT(dunst.shown(), 1, patience);
        stage.settle();
        dunst.press();
        QTRY_COMPARE_WITH_TIMEOUT(stage.answer(), answer, patience);
        stage.bubbles.show(sampleNotice(), {});
        QTRY_COMPARE_WITH_TIMEOUT(dunst.shown(), 1, patience);
        dunst.close(); // no answer
        QTRY_COMPARE_WITH_TIMEOUT(dunst.shown(), 0, patience);
        stage.settle();
        QCOMPARE(stage.answers.size(), 1);
        stage.bubbles.show(sampleNotice(), {});
        QTRY_COMPARE_WITH_TIMEOUT(dunst.shown(), 1, patience);
        stage.bubbles.withdrawAll();
        QTRY_COMPARE_WITH_TIMEOUT(dunst.shown(), 0, patience);
    }
};

QTEST_MAIN(TestNotificationAnswers)
#include "test_notification_answers.moc"
