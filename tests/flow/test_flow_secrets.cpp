// SPDX-License-Identifier: Apache-2.0
// Attack D11 with the real programs and a real Secret Service on a bus of our own: tokens and
// passphrases are kept there and nowhere else, and no output shows them.
#include "support/playground.h"
#include "support/private_bus.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

const QByteArray token = "0123456789abcdef0123456789abcdef01234567";
const QByteArray passphrase = "correct horse battery staple";
const QByteArray newPassphrase = "another animal altogether";
const QByteArray proxyPassword = "open-sesame-of-the-proxy";

} // namespace

class TestFlowSecrets : public QObject {
    Q_OBJECT

    Playground m_ground;
    PrivateBus m_bus;
    QProcess m_keyring;
    QProcess m_server;
    QString m_url;
    QByteArray m_said;

    RunReport sh(const QString& line) {
        const RunReport report = m_ground.run(
            "/bin/sh",
            {"-c", "export DBUS_SESSION_BUS_ADDRESS='" + m_bus.address() + "'; " + line});
        m_said += report.all();
        return report;
    }
    void write(const QString& name, const QByteArray& bytes) {
        QFile file(m_ground.path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    static QDBusMessage ask(const QDBusConnection& bus,
                            const QString& path,
                            const QString& interface,
                            const QString& method,
                            const QVariantList& arguments) {
        QDBusMessage call = QDBusMessage::createMethodCall(
            "org.freedesktop.secrets", path, "org.freedesktop.Secret." + interface, method);
        call.setArguments(arguments);
        return bus.call(call);
    }
    // What the key store has under a name, asked by its own protocol; "-": nothing.
    QByteArray keptUnder(const QString& name) {
        const QString service = "/org/freedesktop/secrets";
        const QDBusConnection bus =
            m_bus.connect(); // a session of the store ends with its connection
        QMap<QString, QString> attributes{{"user", name}};
        const QDBusMessage found =
            ask(bus, service, "Service", "SearchItems", {QVariant::fromValue(attributes)});
        const auto items = qdbus_cast<QList<QDBusObjectPath>>(found.arguments().value(0));
        if (items.size() != 1)
            return items.isEmpty() ? QByteArray("-") : QByteArray("several");
        const QDBusMessage opened = ask(bus,
                                        service,
                                        "Service",
                                        "OpenSession",
                                        {"plain", QVariant::fromValue(QDBusVariant(QString()))});
        const auto session = qdbus_cast<QDBusObjectPath>(opened.arguments().value(1));
        const QDBusMessage told = ask(
            bus, items.constFirst().path(), "Item", "GetSecret", {QVariant::fromValue(session)});
        const auto secret = told.arguments().value(0).value<QDBusArgument>();
        QDBusObjectPath path;
        QByteArray parameters;
        QByteArray value;
        secret.beginStructure();
        secret >> path >> parameters >> value;
        secret.endStructure();
        return QByteArray::fromBase64(value); // as QtKeychain keeps bytes
    }
    bool isAnywhere(const QByteArray& secret) {
        QDirIterator files(
            m_ground.path("home"), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(secret))
                return true;
        }
        return false;
    }

private Q_SLOTS:
    void initTestCase() {
        qDBusRegisterMetaType<QMap<QString, QString>>();
        if (QStandardPaths::findExecutable("gnome-keyring-daemon").isEmpty())
            QSKIP("gnome-keyring is not installed (installer/install-dependencies)");
        QProcessEnvironment environment = m_ground.environment();
        environment.insert("DBUS_SESSION_BUS_ADDRESS", m_bus.address());
        m_keyring.setProcessEnvironment(environment);
        m_keyring.start("gnome-keyring-daemon",
                        {"--foreground", "--unlock", "--components=secrets"});
        QVERIFY(m_keyring.waitForStarted());
        m_keyring.write("keyring password");
        m_keyring.closeWriteChannel();
        QTRY_VERIFY_WITH_TIMEOUT(m_bus.hasOwner("org.freedesktop.secrets"), 20'000);
        write("token", token + '\n');
        write("passphrase", passphrase + '\n');
        QDir().mkpath(m_ground.path("served"));
        m_server.setProcessEnvironment(environment);
        m_server.setWorkingDirectory(m_ground.path({}));
        m_server.start("/bin/sh",
                       {"-c", "exec upkeep-publish serve --site served --token-fd 3 3<token"});
        QByteArray log;
        while (!log.contains('\n') && m_server.waitForReadyRead(20'000))
            log += m_server.readAllStandardOutput();
        QVERIFY2(log.startsWith("serving "), log.constData());
        m_url = QString::fromLatin1(log.mid(8).trimmed());
    }
    void cleanupTestCase() {
        for (QProcess* process : {&m_server, &m_keyring}) {
            process->terminate();
            if (!process->waitForFinished(10'000))
                process->kill();
            process->waitForFinished();
        }
    }

    void keepsTokensInTheKeyStore_data() {
        QTest::addColumn<QString>("program");
        QTest::newRow("upkeepctl") << "upkeepctl";
        QTest::newRow("upkeep-publish") << "upkeep-publish";
    }
    void keepsTokensInTheKeyStore() {
        QFETCH(QString, program);
        const QString at = " --server " + m_url;
        QCOMPARE(sh(program + " token show" + at).exitCode, 4);
        const RunReport set = sh(program + " token set --token-fd 3 3<token" + at);
        QVERIFY2(set.exitCode == 0, set.all().constData());
        const RunReport shown = sh(program + " token show --json" + at);
        QVERIFY2(shown.exitCode == 0, shown.all().constData());
        QCOMPARE(shown.result().value("account").toString(), "example");
        QVERIFY(!isAnywhere(token));
        QCOMPARE(sh(program + " token remove" + at).exitCode, 0);
        QCOMPARE(sh(program + " token show" + at).exitCode, 4);
        QCOMPARE(sh(program + " token set --token abc" + at).exitCode, 2);
    }

    void saysThatATokenIsRefused() {
        write("bad", "ghp_thisTokenIsNoGoodAtAll0000000000\n");
        QCOMPARE(sh("upkeepctl token set --token-fd 3 3<bad --server " + m_url).exitCode, 0);
        const RunReport shown = sh("upkeepctl token show --server " + m_url);
        QCOMPARE(shown.exitCode, 17);
        QVERIFY(!shown.all().contains("thisTokenIsNoGood"));
    }

    void uploadsWithTheKeptToken() {
        QDir().mkpath(m_ground.path("site/releases/v1.0.0"));
        write("site/releases/v1.0.0/a.zst", "payload");
        write("site/releases/v1.0.0/release.json",
              "{\"tag\":\"v1.0.0\",\"title\":\"A\",\"body\":\"\",\"prerelease\":false,"
              "\"draft\":false,\"published_at\":\"2026-05-04T12:00:00Z\",\"assets\":["
              "{\"name\":\"a.zst\",\"size\":7,\"sha256\":"
              "\"239f59ed55e737c77147cf55ad0c1b030b6d7ee748a7426952f9b852d5a935e5\"}]}");
        const QString upload = "upkeep-publish upload --json --site site --github example/product "
                               "--server " +
                               m_url;
        QCOMPARE(sh(upload).exitCode, 17); // no token yet
        QCOMPARE(sh("upkeep-publish token set --token-fd 3 3<token --server " + m_url).exitCode, 0);
        const RunReport sent = sh(upload);
        QVERIFY2(sent.exitCode == 0, sent.all().constData());
        QCOMPARE(sent.result().value("uploaded").toInt(), 1);
        QVERIFY(QFile::exists(m_ground.path("served/releases/v1.0.0/a.zst")));
    }

    void keepsTheProxysPassword() {
        write("proxypass", proxyPassword + '\n');
        const QString set = "upkeepctl proxy-password set";
        const QString key = "proxy/alice@proxy.example:3128";
        QCOMPARE(sh(set + " <proxypass").exitCode, 2); // the preferences name no user
        QVERIFY(QDir().mkpath(m_ground.path("home/.config/upkeep")));
        write("home/.config/upkeep/upkeep.conf",
              "[Network]\nproxy = http://alice@proxy.example:3128\n");
        QCOMPARE(sh(set + " </dev/null").exitCode, 2);
        QCOMPARE(sh(set + " secret <proxypass").exitCode, 2); // never on a command line
        // A rehearsal neither reads nor keeps it.
        QCOMPARE(sh("{ " + set + " --dry-run && cmp - proxypass; } <proxypass").exitCode, 0);
        QCOMPARE(keptUnder(key), QByteArray("-"));
        const RunReport kept = sh(set + " <proxypass");
        QVERIFY2(kept.exitCode == 0, kept.all().constData());
        QCOMPARE(keptUnder(key), proxyPassword);
        QVERIFY(!isAnywhere(proxyPassword));
        QCOMPARE(sh("upkeepctl proxy-password remove --dry-run").exitCode, 0);
        QCOMPARE(keptUnder(key), proxyPassword);
        QCOMPARE(sh("upkeepctl proxy-password remove").exitCode, 0);
        QCOMPARE(keptUnder(key), QByteArray("-"));
        QVERIFY(QFile::remove(m_ground.path("home/.config/upkeep/upkeep.conf")));
    }

    void keepsPassphrasesOfOnlineKeysOnly() {
        QCOMPARE(sh("upkeep-publish keys new --keys keys --passphrase-fd 3 3<passphrase").exitCode,
                 0);
        QCOMPARE(sh("upkeep-publish create --site signed --keys keys --yes --passphrase-fd 3 "
                    "3<passphrase")
                     .exitCode,
                 0);
        const RunReport kept =
            sh("upkeep-publish keys remember --json --keys keys --passphrase-fd 3 3<passphrase");
        QVERIFY2(kept.exitCode == 0, kept.all().constData());
        QCOMPARE(kept.result().value("remembered").toInt(), 3);
        const RunReport renewed =
            sh("upkeep-publish renew --timestamp --json --site signed --keys keys --keychain");
        QVERIFY2(renewed.exitCode == 0, renewed.all().constData());
        QVERIFY(sh("upkeep-publish renew --site signed --keys keys --keychain --role root --yes")
                    .all()
                    .contains("root: signatures 0 of 1"));
        QVERIFY(!isAnywhere(passphrase));
        // With another passphrase the key store still opens what it opened.
        write("passphrases", passphrase + '\n' + newPassphrase + '\n');
        const RunReport changed =
            sh("upkeep-publish keys passphrase --json --keys keys --passphrase-fd 3 3<passphrases");
        QVERIFY2(changed.exitCode == 0, changed.all().constData());
        QCOMPARE(changed.result().value("changed").toInt(), 5);
        QCOMPARE(
            sh("upkeep-publish renew --timestamp --site signed --keys keys --keychain").exitCode,
            0);
        QVERIFY(sh("upkeep-publish renew --timestamp --site signed --keys keys --passphrase-fd 3 "
                   "3<passphrase")
                    .exitCode != 0);
        QVERIFY(!isAnywhere(newPassphrase));
        QCOMPARE(sh("upkeep-publish keys forget --keys keys").exitCode, 0);
    }

    void tellsALockedStoreFromAnEmptyOne() {
        const QList<QDBusObjectPath> all{
            QDBusObjectPath("/org/freedesktop/secrets/collection/login")};
        QCOMPARE(ask(m_bus.connect(),
                     "/org/freedesktop/secrets",
                     "Service",
                     "Lock",
                     {QVariant::fromValue(all)})
                     .type(),
                 QDBusMessage::ReplyMessage);
        const RunReport shown = sh("upkeepctl token show --server " + m_url);
        QCOMPARE(shown.exitCode, 17);
    }

    void nothingWasEverShown() {
        QVERIFY(!m_said.contains(token));
        QVERIFY(!m_said.contains(passphrase));
        QVERIFY(!m_said.contains(newPassphrase));
        QVERIFY(!m_said.contains(proxyPassword));
    }
};

QTEST_GUILESS_MAIN(TestFlowSecrets)
#include "test_flow_secrets.moc"
