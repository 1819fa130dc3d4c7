// SPDX-License-Identifier: Apache-2.0
// Another channel and other versions, by the real programs: what is there is taken along, damage
// is mended from the channel a version came from, and the way back to stable is open.
#include "flow/tiny_product.h"

#include <QTest>

using namespace upkeep;

class TestFlowChannels : public QObject {
    Q_OBJECT

    std::unique_ptr<TinyProduct> m_tiny;

    // As 1.1.0 is, with another version in it.
    bool publish(const QString& version, const QString& channel) {
        Playground& ground = m_tiny->ground;
        const QString tree = ground.path("trees/" + version);
        QProcess::execute("cp", {"-a", ground.path("trees/1.1.0"), tree});
        return writeFile(
                   tree + "/bin/tiny", "#!/bin/sh\necho tiny " + version.toUtf8() + '\n', true) &&
               ground.release({version,
                               tree,
                               ground.path("tiny.yaml"),
                               {},
                               {},
                               {},
                               {"--channel", channel}})
                       .exitCode == 0;
    }
    QString offered() {
        return m_tiny->ctl({"check"}).result().value("offer").toObject().value("to").toString();
    }
    void apply(const QString& version) {
        const RunReport applied = m_tiny->ctl({"apply"});
        QVERIFY2(applied.exitCode == 0, applied.all().constData());
        QCOMPARE(m_tiny->version(), version);
        // The common 3 MB were here.
        const qint64 bytes = applied.result().value("downloaded_bytes").toInteger();
        QVERIFY2(bytes < 200'000, qPrintable(QString::number(bytes)));
    }

private Q_SLOTS:
    void initTestCase() {
        m_tiny = std::make_unique<TinyProduct>();
        QVERIFY(m_tiny->publish(3'000'000));
        QVERIFY(publish("1.2.0-rc.1", "beta"));
        QVERIFY(m_tiny->ground.install(m_tiny->ground.path("tiny.yaml")).exitCode == 0);
        QCOMPARE(m_tiny->version(), "1.1.0");
    }

    void followsBetaAndComesBack() {
        QCOMPARE(offered(), "");
        QCOMPARE(m_tiny->ctl({"config", "set", "channel", "beta"}).exitCode, 0);
        QCOMPARE(offered(), "1.2.0-rc.1");
        apply("1.2.0-rc.1");

        // Nobody is taken back to an older one, but stable goes on some day.
        QCOMPARE(m_tiny->ctl({"config", "set", "channel", "stable"}).exitCode, 0);
        QCOMPARE(offered(), "");
        // What is damaged comes from where this version came from.
        QVERIFY(writeFile(m_tiny->ground.live() + "/bin/tiny", "damaged", true));
        const RunReport repaired = m_tiny->ctl({"repair"});
        QVERIFY2(repaired.exitCode == 0, repaired.all().constData());
        QVERIFY(readFile(m_tiny->ground.live() + "/bin/tiny").contains("tiny 1.2.0-rc.1"));
        const qint64 fetched = repaired.result().value("downloaded_bytes").toInteger();
        QVERIFY2(fetched > 0 && fetched < 200'000, qPrintable(QString::number(fetched)));

        QVERIFY(publish("1.2.0", "stable"));
        QCOMPARE(offered(), "1.2.0");
        apply("1.2.0");
    }

    // A version nobody kept here: only what differs is fetched.
    void goesToAChosenVersion() {
        const RunReport went = m_tiny->ctl({"rollback", "--to", "1.2.0-rc.1"});
        QVERIFY2(went.exitCode == 0, went.all().constData());
        QCOMPARE(m_tiny->version(), "1.2.0-rc.1");
    }

    // Without any beta of its own, a program goes on as before.
    void goesOnWithoutAChannel() {
        QCOMPARE(m_tiny->ctl({"config", "set", "channel", "nightly"}).exitCode, 0);
        QCOMPARE(m_tiny->ctl({"resume"}).exitCode, 0);
        QVERIFY(publish("1.3.0", "stable"));
        QCOMPARE(offered(), "1.3.0");
    }
};

QTEST_GUILESS_MAIN(TestFlowChannels)
#include "test_flow_channels.moc"
