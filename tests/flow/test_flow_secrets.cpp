// SPDX-License-Identifier: Apache-2.0
// Attack D11 with the real programs and a real Secret Service on a bus of our own: tokens and
// passphrases are kept there and nowhere else, and no output shows them.
#include "support/playground.h"
#include "support/private_bus.h"

#include <QDBusMessage>
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
        QCOMPARE(sh("upkeep-publish keys forget --keys keys").exitCode, 0);
    }

    void tellsALockedStoreFromAnEmptyOne() {
        QDBusMessage lock = QDBusMessage::createMethodCall("org.freedesktop.secrets",
                                                           "/org/freedesktop/secrets",
                                                           "org.freedesktop.Secret.Service",
                                                           "Lock");
        lock << QVariant::fromValue(
            QList<QDBusObjectPath>{QDBusObjectPath("/org/freedesktop/secrets/collection/login")});
        QCOMPARE(m_bus.connect().call(lock).type(), QDBusMessage::ReplyMessage);
        const RunReport shown = sh("upkeepctl token show --server " + m_url);
        QCOMPARE(shown.exitCode, 17);
    }

    void nothingWasEverShown() {
        QVERIFY(!m_said.contains(token));
        QVERIFY(!m_said.contains(passphrase));
    }
};

QTEST_GUILESS_MAIN(TestFlowSecrets)
#include "test_flow_secrets.moc"
