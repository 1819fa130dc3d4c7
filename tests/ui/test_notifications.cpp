// SPDX-License-Identifier: Apache-2.0
// Bubbles against servers on a bus of their own: an honest one, hostile ones, none, and dunst,
// whose buttons are really pressed.
#include "main_window.h"
#include "notify/notifications.h"
#include "support/dunst.h"
#include "support/fake_walks.h"
#include "text/notice_text.h"
#include "tray/desktop_presence.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QSignalSpy>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

const QString serverName = "org.freedesktop.Notifications";
constexpr int patience = 20'000; // ms, for programs that have to start

Version versionOf(const char* text) {
    return Version::parse(text).value();
}

// As the agent allows them where nobody forbids anything.
QList<Answer> answersOf(NoticeKind kind) {
    switch (kind) {
    case NoticeKind::Available:
        return {Answer::UpdateNow, Answer::RemindLater, Answer::Skip};
    case NoticeKind::Security:
        return {Answer::UpdateNow, Answer::RemindLater};
    case NoticeKind::Ready:
        return {Answer::RestartWhenIdle, Answer::RestartNow, Answer::OnQuit};
    case NoticeKind::Failed:
        return {Answer::Retry, Answer::Details};
    case NoticeKind::Withdrawn:
        return {Answer::RollBack, Answer::Details};
    default:
        return {Answer::Details};
    }
}

Notice notice(NoticeKind kind = NoticeKind::Available) {
    Notice values;
    values.product = "almanac";
    values.name = "Almanac";
    values.kind = kind;
    values.version = versionOf("1.1.0");
    values.from = versionOf("1.0.0");
    values.bytes = 17'800'000;
    values.answers = answersOf(kind);
    return values;
}

QString plain(QString text) {
    return text.remove(QChar(0x2068)).remove(QChar(0x2069));
}

// What a server was told.
struct Told {
    uint replaces;
    QString title;
    QString body;
    QStringList actions;
    QVariantMap hints;
};

// A server of our own making: speaks the protocol on the wire, well or badly.
class Server : public QDBusVirtualObject {
public:
    explicit Server(QDBusConnection bus) : m_bus(std::move(bus)) {
        m_bus.registerVirtualObject("/org/freedesktop/Notifications", this);
        m_bus.registerService(serverName);
    }
    ~Server() override { m_bus.unregisterService(serverName); }

    QStringList capabilities = {"actions", "body", "body-markup"};
    QVariant answerToCapabilities; // instead of the list
    QVariant answerToNotify;       // instead of an id
    bool silent = false;
    uint nextId = 41;
    QList<Told> told;
    QList<uint> closed;
    int asked = 0;

    void signal(const QString& name, const QVariantList& arguments) {
        QDBusMessage message =
            QDBusMessage::createSignal("/org/freedesktop/Notifications", serverName, name);
        message.setArguments(arguments);
        m_bus.send(message);
    }

    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection&) override {
        if (silent)
            return true;
        const QVariantList arguments = message.arguments();
        if (message.member() == "GetCapabilities") {
            ++asked;
            m_bus.send(message.createReply(
                answerToCapabilities.isValid() ? answerToCapabilities : QVariant(capabilities)));
        } else if (message.member() == "Notify") {
            told.append({arguments[1].toUInt(),
                         plain(arguments[3].toString()),
                         plain(arguments[4].toString()),
                         arguments[5].toStringList(),
                         qdbus_cast<QVariantMap>(arguments[6])});
            const uint replaces = arguments[1].toUInt();
            m_bus.send(message.createReply(answerToNotify.isValid()
                                               ? answerToNotify
                                               : QVariant(replaces ? replaces : ++nextId)));
        } else if (message.member() == "CloseNotification") {
            closed << arguments[0].toUInt();
            m_bus.send(message.createReply());
        }
        return true;
    }

private:
    QDBusConnection m_bus;
};

// A bus, bubbles on it, and what they said.
struct Stage {
    PrivateBus bus;
    Notifications bubbles{bus.connect()};
    QSignalSpy answers{&bubbles, &Notifications::answered};
    QSignalSpy back{&bubbles, &Notifications::undeliverable};

    QString answer() const {
        return answers.isEmpty() ? QString() : QString(answerId(answers.last()[1].value<Answer>()));
    }
};

// Long enough for what was sent before to have been taken.
void settle(Stage& stage) {
    QDBusConnection other = stage.bus.connect();
    for (int turn = 0; turn < 5; ++turn) {
        QDBusMessage ping = QDBusMessage::createMethodCall(
            "org.freedesktop.DBus", "/", "org.freedesktop.DBus.Peer", "Ping");
        other.call(ping);
        QTest::qWait(10);
    }
}

} // namespace

class TestNotifications : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsNew() {
        Stage stage;
        Server server(stage.bus.connect());
        stage.bubbles.show(notice(), {});
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
        PrivateBus bus;
        Server server(bus.connect());
        FakeWalks walks;
        UpdateController controller(walks, walks);
        DesktopPresence presence(bus.connect(), [&] {
            auto window = std::make_unique<MainWindow>();
            window->addProduct("almanac", controller);
            return window;
        });
        presence.add("almanac", controller);
        presence.setBackground(true);
        const auto openAndClose = [&] {
            presence.openWindow({});
            QVERIFY(QTest::qWaitForWindowExposed(presence.window()));
            presence.window()->close();
            QVERIFY(!presence.isWindowShown());
        };
        openAndClose(); // nothing is under way
        walks.holdNextUpdate();
        controller.update({});
        QTRY_VERIFY(controller.isBusy());
        openAndClose();
        QTRY_COMPARE(server.told.size(), 1);
        QVERIFY(server.told.first().title.contains("goes on"));
        openAndClose();
        walks.release();
        QTRY_VERIFY(!controller.isBusy());
        QCOMPARE(server.told.size(), 1);
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
        Server server(stage.bus.connect());
        Notice values = notice(NoticeKind(kind));
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
        Notice values = notice(NoticeKind::Security);
        values.cves = {"<img src=x>&"};
        {
            Stage stage;
            Server server(stage.bus.connect());
            stage.bubbles.show(values, {});
            QTRY_COMPARE(server.told.size(), 1);
            QVERIFY2(server.told[0].body.contains("&lt;img src=x&gt;&amp;"),
                     qPrintable(server.told[0].body));
        }
        Stage stage;
        Server server(stage.bus.connect());
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
        Server server(stage.bus.connect());
        stage.bubbles.show(notice(), {});
        stage.bubbles.show(notice(NoticeKind::Security), {}); // before the first has an id
        QTRY_COMPARE(server.told.size(), 1);
        QCOMPARE(server.told[0].title, "Almanac 1.1.0 fixes a security problem");
        stage.bubbles.show(notice(NoticeKind::Ready), {});
        QTRY_COMPARE(server.told.size(), 2);
        QCOMPARE(server.told[1].replaces, 42U);
        stage.bubbles.show(notice(NoticeKind::Failed), {});
        stage.bubbles.show(notice(NoticeKind::Updated), {}); // while one is on its way
        QTRY_COMPARE(server.told.size(), 4);
        QCOMPARE(server.told[3].replaces, 42U);
        Notice other = notice();
        other.product = "sketch";
        stage.bubbles.show(other, {});
        QTRY_COMPARE(server.told.size(), 5);
        QCOMPARE(server.told[4].replaces, 0U);
    }

    void takesTheAnswerAndTheToken() {
        Stage stage;
        Server server(stage.bus.connect());
        stage.bubbles.show(notice(), {});
        QTRY_COMPARE(server.told.size(), 1);
        settle(stage);
        server.signal("ActivationToken", {42U, "token-7"});
        server.signal("ActionInvoked", {42U, "remind-later"});
        QTRY_COMPARE(stage.answer(), "remind-later");
        QCOMPARE(stage.answers[0][0].toString(), "almanac");
        QCOMPARE(stage.answers[0][2].toString(), "token-7");
        server.signal("ActionInvoked", {42U, "update-now"}); // answered already
        settle(stage);
        QCOMPARE(stage.answers.size(), 1);
    }

    void opensWhenTheBubbleItselfIsPressed() {
        Stage stage;
        Server server(stage.bus.connect());
        stage.bubbles.show(notice(), {});
        QTRY_COMPARE(server.told.size(), 1);
        settle(stage);
        server.signal("ActionInvoked", {42U, "default"});
        QTRY_COMPARE(stage.answer(), "details");
    }

    void closingByItselfIsNoAnswer() {
        Stage stage;
        Server server(stage.bus.connect());
        stage.bubbles.show(notice(), {});
        QTRY_COMPARE(server.told.size(), 1);
        settle(stage);
        server.signal("NotificationClosed", {42U, 1U});
        settle(stage);
        server.signal("ActionInvoked", {42U, "skip"}); // it may be somebody else's by now
        settle(stage);
        QCOMPARE(stage.answers.size(), 0);
        stage.bubbles.show(notice(), {});
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
        Server server(stage.bus.connect());
        stage.bubbles.show(notice(), {});
        QTRY_COMPARE(server.told.size(), 1);
        settle(stage);
        if (fromStranger) {
            QDBusMessage message =
                QDBusMessage::createSignal("/org/freedesktop/Notifications", serverName, name);
            message.setArguments(arguments);
            stage.bus.connect().send(message);
        } else {
            server.signal(name, arguments);
        }
        settle(stage);
        if (name == "ActionInvoked" && arguments.size() == 3)
            QVERIFY(stage.answers.size() <= 1); // QtDBus reads the first two
        else
            QCOMPARE(stage.answers.size(), 0);
    }

    void survivesAServerThatAnswersNonsense() {
        Stage stage;
        Server server(stage.bus.connect());
        server.answerToCapabilities = 17;
        stage.bubbles.show(notice(), {});
        QTRY_COMPARE(server.told.size(), 1); // the plainest bubble
        QCOMPARE(server.told[0].actions, QStringList());
        server.answerToNotify = "forty-two";
        stage.bubbles.show(notice(NoticeKind::Ready), {});
        QTRY_COMPARE(stage.back.size(), 1);
        server.answerToNotify = 0U;
        stage.bubbles.show(notice(NoticeKind::Failed), {});
        QTRY_COMPARE(stage.back.size(), 2);
    }

    void doesNotMistakeOneProductForAnother() {
        Stage stage;
        Server server(stage.bus.connect());
        server.answerToNotify = 7U; // for everyone
        stage.bubbles.show(notice(), {});
        QTRY_COMPARE(server.told.size(), 1);
        Notice other = notice();
        other.product = "sketch";
        stage.bubbles.show(other, {});
        QTRY_COMPARE(stage.back.size(), 1);
        server.signal("ActionInvoked", {7U, "skip"});
        QTRY_COMPARE(stage.answers.size(), 1);
        QCOMPARE(stage.answers[0][0].toString(), "almanac");
    }

    void startsAnewWithANewServer() {
        Stage stage;
        auto first = std::make_unique<Server>(stage.bus.connect());
        stage.bubbles.show(notice(), {});
        QTRY_COMPARE(first->told.size(), 1);
        settle(stage);
        first.reset();
        settle(stage);
        Server second(stage.bus.connect());
        second.capabilities = {"body"};
        settle(stage);
        second.signal("ActionInvoked", {42U, "skip"}); // of somebody else, with our old number
        settle(stage);
        QCOMPARE(stage.answers.size(), 0);
        stage.bubbles.show(notice(), {});
        QTRY_COMPARE(second.told.size(), 1);
        QCOMPARE(second.asked, 1);
        QCOMPARE(second.told[0].replaces, 0U);
        QCOMPARE(second.told[0].actions, QStringList());
    }

    void givesTheNoticeBackWithoutAServer() {
        Stage stage;
        stage.bubbles.show(notice(), {});
        QTRY_COMPARE(stage.back.size(), 1);
        QCOMPARE(stage.back[0][0].value<Notice>().product, "almanac");
        Server late(stage.bus.connect());
        settle(stage);
        QCOMPARE(late.told.size(), 0); // it was shown elsewhere
        stage.bubbles.show(notice(), {});
        QTRY_COMPARE(late.told.size(), 1);
    }

    void givesTheNoticeBackWithoutABus() {
        Notifications bubbles(QDBusConnection::connectToBus("unix:path=/nowhere", "no bus"));
        QSignalSpy back(&bubbles, &Notifications::undeliverable);
        bubbles.show(notice(), {});
        bubbles.withdraw("almanac");
        bubbles.withdrawAll();
        QCOMPARE(back.size(), 1);
    }

    void takesBubblesDown() {
        Stage stage;
        Server server(stage.bus.connect());
        stage.bubbles.show(notice(), {});
        QTRY_COMPARE(server.told.size(), 1);
        settle(stage);
        stage.bubbles.withdrawAll();
        QTRY_COMPARE(server.closed, QList<uint>{42});
        stage.bubbles.show(notice(), {});
        QTRY_COMPARE(server.told.size(), 2);
        stage.bubbles.withdraw("almanac"); // perhaps before the id has come
        QTRY_COMPARE(server.closed.size(), 2);
        stage.bubbles.show(notice(), {});
        stage.bubbles.withdraw("almanac"); // while it is being said
        QTRY_COMPARE(server.closed.size(), 3);
        QCOMPARE(server.told.size(), 3);
    }

    void doesNotWaitForASilentServer() {
        Stage stage;
        Server server(stage.bus.connect());
        server.silent = true;
        QElapsedTimer time;
        time.start();
        stage.bubbles.show(notice(), {});
        settle(stage);
        QVERIFY(time.elapsed() < 2000);
        stage.bubbles.withdraw("almanac");
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
        stage.bubbles.show(notice(NoticeKind(kind)), {});
        QTRY_COMPARE_WITH_TIMEOUT(dunst.shown(), 1, patience);
        settle(stage);
        dunst.press();
        QTRY_COMPARE_WITH_TIMEOUT(stage.answer(), answer, patience);
        stage.bubbles.show(notice(), {});
        QTRY_COMPARE_WITH_TIMEOUT(dunst.shown(), 1, patience);
        dunst.close(); // no answer
        QTRY_COMPARE_WITH_TIMEOUT(dunst.shown(), 0, patience);
        settle(stage);
        QCOMPARE(stage.answers.size(), 1);
        stage.bubbles.show(notice(), {});
        QTRY_COMPARE_WITH_TIMEOUT(dunst.shown(), 1, patience);
        stage.bubbles.withdrawAll();
        QTRY_COMPARE_WITH_TIMEOUT(dunst.shown(), 0, patience);
    }
};

QTEST_MAIN(TestNotifications)
#include "test_notifications.moc"
