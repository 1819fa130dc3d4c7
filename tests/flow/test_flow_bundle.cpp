// SPDX-License-Identifier: Apache-2.0
// An update on a stick, by the real programs: made by `upkeep-publish bundle`, carried to a machine
// that reaches no server, and taken there with the same trust as over a network, or refused.
#include "flow/tiny_product.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace upkeep;

class TestFlowBundle : public QObject {
    Q_OBJECT

    std::unique_ptr<TinyProduct> m_tiny;
    QString m_stick;
    QByteArray m_good;

    RunReport make(const QString& file, const QStringList& more = {}) {
        return m_tiny->ground.run(
            "upkeep-publish",
            QStringList{"bundle", "--site", m_tiny->ground.site(), "--out", file, "--json"} + more);
    }
    RunReport apply() { return m_tiny->ctl({"apply", "--bundle", m_stick}); }

private Q_SLOTS:
    void initTestCase() {
        m_tiny = std::make_unique<TinyProduct>();
        QVERIFY(m_tiny->publish());
        QVERIFY(m_tiny->install());
        QVERIFY(QDir().mkpath(m_tiny->ground.path("stick")));
        m_stick = m_tiny->ground.path("stick/tiny.upkeep-bundle");
        const RunReport made = make(m_stick);
        QVERIFY2(made.exitCode == 0, made.all().constData());
        QCOMPARE(made.result().value("version").toString(), "1.1.0");
        m_good = readFile(m_stick);
        QCOMPARE(made.result().value("bytes").toInteger(), m_good.size());
        m_tiny->ground.stopServing(); // the machine is alone from here on
        QVERIFY(m_tiny->keep("start"));
    }

    void init() {
        QFile::setPermissions(m_stick, QFile::Permissions(0x6644));
        QVERIFY(writeFile(m_stick, m_good));
        QVERIFY(m_tiny->putBack("start"));
    }

    void reachesNoServer() { QCOMPARE(m_tiny->ctl({"apply"}).exitCode, 19); }

    void updatesFromTheStick() {
        QVERIFY(QFile::setPermissions(m_stick, QFile::Permissions(0x4444)));
        const RunReport checked = m_tiny->ctl({"check", "--bundle", m_stick});
        QVERIFY2(checked.exitCode == 0, checked.all().constData());
        QVERIFY(checked.output.contains("1.1.0"));
        const RunReport downloaded = m_tiny->ctl({"download", "--bundle", m_stick});
        QVERIFY2(downloaded.exitCode == 0, downloaded.all().constData());
        QCOMPARE(m_tiny->version(), "1.0.0");
        const RunReport applied = apply();
        QVERIFY2(applied.exitCode == 0, applied.all().constData());
        QCOMPARE(m_tiny->version(), "1.1.0");
        QCOMPARE(m_tiny->lost(), QByteArray());
        QCOMPARE(m_tiny->ctl({"rollback"}).exitCode, 0);
        QCOMPARE(m_tiny->version(), "1.0.0");
    }

    // A new machine, with the product file and root.json in hand.
    void installsFromTheStick() {
        const QString root = m_tiny->ground.path("apps/second");
        QCOMPARE(m_tiny->ctl({"remove"}).exitCode, 0);
        const RunReport installed = m_tiny->ctl({"install",
                                                 m_tiny->ground.path("handed-out/product.yaml"),
                                                 "--bundle",
                                                 m_stick,
                                                 "--root",
                                                 root});
        QVERIFY2(installed.exitCode == 0, installed.all().constData());
        QVERIFY(readFile(root + "/current/bin/tiny").contains("1.1.0"));
    }

    void refusesWhatIsNotSignedForThis_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("error");
        QTest::addColumn<int>("exitCode");
        const auto row = [](const char* name, const char* from, const char* to, const char* error) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QString(error) << 12;
        };
        row("tampered metadata", "\"timestamp\"", "\"Timestamp\"", "bundle.damaged");
        row("of another program",
            "\"product\": \"tiny\"",
            "\"product\": \"tidy\"",
            "bundle.other-product");
        row("something else", "UPKEEP_BUNDLE", "SOME_DOCUMENT", "bundle.invalid");
    }
    void refusesWhatIsNotSignedForThis() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, error);
        const auto before = m_tiny->picture();
        QByteArray bent = m_good;
        QVERIFY(bent.contains(from));
        QVERIFY(writeFile(m_stick, bent.replace(from, to)));
        const RunReport refused = apply();
        QVERIFY2(refused.all().contains(error.toUtf8()), refused.all().constData());
        QVERIFY(refused.exitCode != 0);
        QCOMPARE(m_tiny->picture(), before);
        QCOMPARE(m_tiny->version(), "1.0.0");
    }

    // Every way that is in it was bent: the payloads come after the metadata.
    void refusesTamperedPayloads() {
        const auto before = m_tiny->picture();
        QByteArray bent = m_good;
        for (qsizetype at = bent.size() / 3; at < bent.size(); at += 100)
            bent[at] = char(bent[at] ^ 0x40);
        QVERIFY(writeFile(m_stick, bent));
        const RunReport refused = apply();
        QVERIFY2(refused.exitCode == 12 || refused.exitCode == 1, refused.all().constData());
        QCOMPARE(m_tiny->picture(), before);
        QCOMPARE(m_tiny->version(), "1.0.0");
    }

    // Signed by somebody else, for a program of the same name.
    void refusesAForeignPublisher() {
        TinyProduct thief;
        QVERIFY(thief.publish());
        thief.ground.stopServing();
        const QString foreign = thief.ground.path("foreign.upkeep-bundle");
        const RunReport made =
            thief.ground.run("upkeep-publish",
                             {"bundle", "--site", thief.ground.site(), "--out", foreign, "--json"});
        QVERIFY2(made.exitCode == 0, made.all().constData());
        QVERIFY(writeFile(m_stick, readFile(foreign)));
        const auto before = m_tiny->picture();
        const RunReport refused = apply();
        QCOMPARE(refused.exitCode, 12);
        QVERIFY2(refused.all().contains("trust."), refused.all().constData());
        QCOMPARE(m_tiny->picture(), before);
    }
};

QTEST_GUILESS_MAIN(TestFlowBundle)
#include "test_flow_bundle.moc"
