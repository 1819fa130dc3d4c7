// SPDX-License-Identifier: Apache-2.0
// What `upkeep-publish` signs, read by tests/flow/tuf-reader: another implementation, on another
// library. It believes the good site, with each kind of key, and refuses each damaged one; so that
// both halves are known to look.
#include "support/playground.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace upkeep;

class TestFlowInterop : public QObject {
    Q_OBJECT

    Playground m_ground;

    RunReport sh(const QString& line) { return m_ground.run("/bin/sh", {"-c", line}); }
    void must(const QString& line) {
        const RunReport report = sh(line);
        QVERIFY2(report.exitCode == 0, (line.toUtf8() + '\n' + report.all()).constData());
    }
    RunReport read(const QString& site) {
        return m_ground.run(
            "/usr/bin/python3",
            {UPKEEP_SOURCE_DIR "/tests/flow/tuf-reader", m_ground.path(site), "policy.json"});
    }

private Q_SLOTS:
    void initTestCase() {
        if (sh("/usr/bin/python3 -c 'import securesystemslib.keys'").exitCode != 0)
            QSKIP("python3-securesystemslib is not installed (installer/install-dependencies)");
        QFile file(m_ground.path("passphrase"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("secret\n");
    }

    void isBelievedByAnother_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("profile");
        QTest::newRow("Ed25519, a team") << "ed25519"
                                         << "team";
        QTest::newRow("ECDSA P-256") << "ecdsa-p256"
                                     << "solo";
        QTest::newRow("RSA-PSS") << "rsa-pss-3072"
                                 << "solo";
    }
    void isBelievedByAnother() {
        QFETCH(QString, type);
        QFETCH(QString, profile);
        const QString with = " --keys keys-" + type + " --passphrase-fd 3 3<passphrase";
        must("upkeep-publish keys new --type " + type + " --profile " + profile + with);
        must("upkeep-publish create --yes --site " + type + with);
        must("upkeep-publish delegate --role stable.linux-x64 --yes --site " + type + with);
        must("upkeep-publish keys make --role timestamp --type ecdsa-p256" + with);
        must("upkeep-publish keys rotate --role timestamp --key keys-" + type +
             "/timestamp-1.json --yes --site " + type + with);
        const RunReport seen = read(type);
        QVERIFY2(seen.exitCode == 0, seen.all().constData());
        QVERIFY(seen.output.contains("believed"));
    }

    void refusesTheSameDamage_data() {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("a root signed by one of two")
            << "2.root.json" << QByteArray("\"sig\":\"") << QByteArray("\"sig\":\"00");
        QTest::newRow("a timestamp of another day")
            << "timestamp.json" << QByteArray("\"expires\":\"20") << QByteArray("\"expires\":\"21");
        QTest::newRow("a snapshot of another version")
            << "*.snapshot.json" << QByteArray("\"version\":2") << QByteArray("\"version\":3");
        QTest::newRow("targets that list another policy")
            << "*.targets.json" << QByteArray("\"length\":") << QByteArray("\"length\":1");
        QTest::newRow("a member twice") << "timestamp.json" << QByteArray("{\"signatures\"")
                                        << QByteArray("{\"signed\":{},\"signatures\"");
    }
    void refusesTheSameDamage() {
        QFETCH(QString, pattern);
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        must("rm -rf damaged && cp -r ed25519 damaged");
        QDirIterator files(m_ground.path("damaged/metadata"), {pattern}, QDir::Files);
        int changed = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadWrite));
            QByteArray bytes = file.readAll();
            changed += int(bytes.count(from));
            file.resize(0);
            file.write(bytes.replace(from, to));
        }
        QVERIFY(changed > 0);
        const RunReport theirs = read("damaged");
        QVERIFY2(theirs.exitCode == 1 && theirs.output.contains("refused"),
                 theirs.all().constData());
        QVERIFY(sh("upkeep-publish verify --site damaged").exitCode != 0);
    }
};

QTEST_GUILESS_MAIN(TestFlowInterop)
#include "test_flow_interop.moc"
