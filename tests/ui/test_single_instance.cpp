// SPDX-License-Identifier: Apache-2.0
// What a second start hands to the first, what strangers on the bus may say to it, and the
// autostart entry.
#include "autostart.h"
#include "single_instance.h"
#include "support/private_bus.h"
#include "support/verify_ok.h"
#include "system/file_system.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

const QString name = "io.github.upkeep.Upkeep";

// As any program on the bus could: not through our own code.
QDBusMessage tell(QDBusConnection bus, const QString& method, const QVariantList& arguments) {
    QDBusMessage call = QDBusMessage::createMethodCall(
        name, "/io/github/upkeep/Upkeep", "org.freedesktop.Application", method);
    call.setArguments(arguments);
    QDBusPendingCallWatcher watcher(bus.asyncCall(call));
    QSignalSpy finished(&watcher, &QDBusPendingCallWatcher::finished);
    finished.wait(5000);
    return watcher.reply();
}

StartRequest requestOf(const QSignalSpy& spy) {
    return spy.isEmpty() ? StartRequest() : spy.last()[0].value<StartRequest>();
}

QByteArray contentOf(const QString& file) {
    QFile source(file);
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray("-");
}

LocalPath pathOf(const QString& path) {
    return LocalPath::fromUser(path).value();
}

} // namespace

class TestSingleInstance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsOnlyItsOwnLines_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("good");
        const auto row = [](const char* what, const char* line, bool good = false) {
            QTest::newRow(what) << QByteArray(line) << good;
        };
        row("plain", R"({"page":"","product":"","token":""})", true);
        row("a page", R"({"page":"settings","product":"almanac","token":"t"})", true);
        row("no such page", R"({"page":"../etc","product":"","token":""})");
        row("no such product", R"({"page":"","product":"A b;c","token":""})");
        row("a number for a page", R"({"page":3,"product":"","token":""})");
        row("a list", R"(["settings"])");
        row("nothing", "");
        row("noise", "\xff\xfe\x00garbage");
        row("a part", R"({"page":"settings")");
    }
    void readsOnlyItsOwnLines() {
        QFETCH(QByteArray, line);
        QFETCH(bool, good);
        QCOMPARE(StartRequest::fromLine(line).has_value(), good);
    }

    void aLineComesBackAsItWas() {
        const StartRequest request{"history", "almanac", "token \"7\"\n", true};
        QCOMPARE(StartRequest::fromLine(request.toLine()), std::optional(request));
        const StartRequest endless{{}, {}, QString(4000, 'x'), false};
        QVERIFY(!StartRequest::fromLine(endless.toLine()));
    }

    void takesRequestsFromTheBus() {
        PrivateBus bus;
        QTemporaryDir folder;
        SingleInstance first(bus.connect(), folder.path());
        QCOMPARE(first.claim({}), SingleInstance::Claim::First);
        QSignalSpy requested(&first, &SingleInstance::requested);
        QDBusConnection other = bus.connect();
        const QVariantMap data = {{"activation-token", "token-3"}};
        QCOMPARE(tell(other, "Activate", {data}).type(), QDBusMessage::ReplyMessage);
        QTRY_COMPARE(requested.size(), 1);
        QCOMPARE(requestOf(requested), (StartRequest{{}, {}, "token-3", false}));
        tell(other, "ActivateAction", {"snapshots", QVariantList{"almanac"}, QVariantMap()});
        QTRY_COMPARE(requested.size(), 2);
        QCOMPARE(requestOf(requested), (StartRequest{"snapshots", "almanac", {}, false}));
        tell(other, "Open", {QStringList{"file:///etc/passwd"}, QVariantMap()});
        QTRY_COMPARE(requested.size(), 3);
        QCOMPARE(requestOf(requested), StartRequest());
    }

    void doesNotObeyNonsense() {
        PrivateBus bus;
        QTemporaryDir folder;
        SingleInstance first(bus.connect(), folder.path());
        QCOMPARE(first.claim({}), SingleInstance::Claim::First);
        QSignalSpy requested(&first, &SingleInstance::requested);
        QDBusConnection other = bus.connect();
        tell(other, "ActivateAction", {"format-disk", QVariantList(), QVariantMap()});
        tell(other, "ActivateAction", {"settings", QVariantList{"../../etc"}, QVariantMap()});
        tell(other, "ActivateAction", {"settings"});
        tell(other, "ActivateAction", {7, 8, 9});
        tell(other, "Activate", {"token"});
        tell(other, "Activate", {});
        tell(other, "Quit", {});
        tell(other, "Activate", {QVariantMap{{"activation-token", QString(9000, 'x')}}});
        QTest::qWait(50);
        QCOMPARE(requested.size(), 0);
        tell(other, "ActivateAction", {"settings", QVariantList{17}, QVariantMap()});
        QTRY_COMPARE(requested.size(), 1); // a product that is none is left out
        QCOMPARE(requestOf(requested), (StartRequest{"settings", {}, {}, false}));
        tell(other, "Activate", {QVariantMap{{"activation-token", 5}}});
        QTRY_COMPARE(requested.size(), 2);
        QCOMPARE(requestOf(requested), StartRequest());
    }

    void takesTheNameFromAnAgentWithoutAWindow() {
        PrivateBus bus;
        QTemporaryDir folder;
        QDBusConnection agent = bus.connect();
        agent.interface()->registerService(name,
                                           QDBusConnectionInterface::DontQueueService,
                                           QDBusConnectionInterface::AllowReplacement);
        SingleInstance first(bus.connect(), folder.path());
        QCOMPARE(first.claim({}), SingleInstance::Claim::First);
    }

    // Somebody has our name and does not understand us.
    void doesNotWaitForAStranger() {
        PrivateBus bus;
        QTemporaryDir folder;
        QDBusConnection stranger = bus.connect();
        stranger.registerService(name);
        SingleInstance second(bus.connect(), folder.path());
        QCOMPARE(second.claim({}), SingleInstance::Claim::Silent);
    }

    void withoutABusBySocket() {
        QTemporaryDir folder;
        const auto nowhere = QDBusConnection::connectToBus("unix:path=/nowhere", "nowhere");
        SingleInstance first(nowhere, folder.filePath("upkeep"));
        QCOMPARE(first.claim({}), SingleInstance::Claim::First);
        QSignalSpy requested(&first, &SingleInstance::requested);
        const auto send = [&](const QByteArray& line) {
            QLocalSocket socket;
            socket.connectToServer(folder.filePath("upkeep/instance.socket"));
            socket.write(line);
            QSignalSpy answered(&socket, &QLocalSocket::readyRead);
            answered.wait(2000);
            return socket.readAll();
        };
        const StartRequest request{"history", "almanac", "token", false};
        QCOMPARE(send(request.toLine()), QByteArray("taken\n"));
        QCOMPARE(requestOf(requested), request);
        QCOMPARE(send("{}\n"), QByteArray("refused\n"));
        QCOMPARE(send(QByteArray(10'000, 'x')), QByteArray());
        QCOMPARE(send({}), QByteArray());
        QCOMPARE(requested.size(), 1);
        QFileInfo socket(folder.filePath("upkeep/instance.socket"));
        QVERIFY(!(socket.permissions() & (QFile::ReadOther | QFile::WriteOther)));
    }

    void theAutostartEntryFollowsTheWish() {
        QTemporaryDir folder;
        const auto files = makeLocalFileSystem();
        const LocalPath own = pathOf(folder.filePath("config/autostart"));
        const LocalPath system = pathOf(folder.filePath("system"));
        const LocalPath program = pathOf(folder.filePath("a $place/100%/upkeep"));
        const QString entry = folder.filePath("config/autostart/io.github.upkeep.Upkeep.desktop");
        VERIFY_OK(setAutostart(*files, own, system, program, false));
        QVERIFY(!QFile::exists(entry)); // nobody asked
        VERIFY_OK(setAutostart(*files, own, system, program, true));
        const QByteArray text = contentOf(entry);
        QVERIFY2(text.contains("\nTryExec=" + program.bytes() + '\n'), text);
        QByteArray quoted = program.bytes();
        quoted.replace("$", "\\\\$").replace("%", "%%");
        QVERIFY2(text.contains("\nExec=\"" + quoted + "\" --background\n"), text);
        QVERIFY(!text.contains("Hidden=true"));
        const QDateTime written = QFileInfo(entry).lastModified();
        VERIFY_OK(setAutostart(*files, own, system, program, true));
        QCOMPARE(QFileInfo(entry).lastModified(), written);
        VERIFY_OK(setAutostart(*files, own, system, program, false));
        QVERIFY(!QFile::exists(entry));

        QVERIFY(QDir().mkpath(folder.filePath("system")));
        QFile forAll(folder.filePath("system/io.github.upkeep.Upkeep.desktop"));
        QVERIFY(forAll.open(QIODevice::WriteOnly));
        forAll.close();
        VERIFY_OK(setAutostart(*files, own, system, program, false));
        QVERIFY(contentOf(entry).contains("\nHidden=true\n"));
    }
};

QTEST_MAIN(TestSingleInstance)
#include "test_single_instance.moc"
