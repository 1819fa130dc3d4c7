// SPDX-License-Identifier: Apache-2.0
// The real programs when going back fails: the tree before is lost while the new version is probed.
// It is fetched again; without the publisher the walk stands still with its own exit code and
// state, prints what to do, and is ended later, or given up by a repair.
#include "flow/tiny_product.h"

#include <QTest>

using namespace upkeep;

class TestFlowEmergency : public QObject {
    Q_OBJECT

    TinyProduct m_tiny;
    QMap<QByteArray, QByteArray> m_old;

    // The next probe fails and loses the tree before; `alone`: and the publisher is gone, too.
    bool arrange(bool alone) {
        return m_tiny.putBack("installed") && writeFile(m_tiny.ground.path("home/ill"), "") &&
               (!alone || writeFile(m_tiny.ground.path("home/alone"), ""));
    }
    bool network(bool there) {
        const QString here = m_tiny.ground.site();
        return there ? QDir().rename(here + ".away", here) : QDir().rename(here, here + ".away");
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_tiny.publish());
        QVERIFY(m_tiny.install());
        QVERIFY(writeFile(m_tiny.ground.live() + "/mine.txt", "mine"));
        m_old = m_tiny.picture();
        QVERIFY(m_tiny.keep("installed"));
    }

    void fetchesTheVersionBefore() {
        QVERIFY(arrange(false));
        const RunReport applied = m_tiny.ctl({"apply"});
        QVERIFY2(applied.exitCode == 14, applied.all().constData());
        QCOMPARE(m_tiny.version(), QString("1.0.0"));
        QVERIFY2(m_tiny.picture() == m_old, pictureDifference(m_old, m_tiny.picture()).constData());
        QCOMPARE(m_tiny.lost(), QByteArray());
        QCOMPARE(m_tiny.ctl({"verify"}).exitCode, 0);
    }

    void standsStillAndGoesOnLater() {
        QVERIFY(arrange(true));
        // Said in words, with what to do; no JSON.
        const RunReport applied = m_tiny.ground.upkeepctl({"apply", "--yes"});
        QVERIFY2(applied.exitCode == 15, applied.all().constData());
        QVERIFY2(applied.errors.contains("upkeepctl finish"), applied.errors.constData());
        QVERIFY2(applied.errors.contains("upkeepctl repair"), applied.errors.constData());
        QCOMPARE(m_tiny.ctl({"status"}).result().value("state").toString(),
                 QString("restore-failed"));
        const RunReport again = m_tiny.ground.upkeepctl({"finish"});
        QCOMPARE(again.exitCode, 15);
        QVERIFY(again.all().contains("missing"));
        const RunReport back = m_tiny.ctl({"rollback"});
        QVERIFY2(back.exitCode == 15, back.all().constData());
        QVERIFY(network(true));
        const RunReport ended = m_tiny.ctl({"finish"});
        QVERIFY2(ended.exitCode == 14, ended.all().constData());
        QVERIFY2(m_tiny.picture() == m_old, pictureDifference(m_old, m_tiny.picture()).constData());
        QCOMPARE(m_tiny.lost(), QByteArray());
        QVERIFY(m_tiny.ctl({"status"}).result().value("state").toString() != "restore-failed");
    }

    void isGivenUpByARepair() {
        QVERIFY(arrange(true));
        QCOMPARE(m_tiny.ctl({"apply"}).exitCode, 15);
        const RunReport repaired = m_tiny.ctl({"repair"});
        QVERIFY2(repaired.exitCode == 0, repaired.all().constData());
        QCOMPARE(m_tiny.version(), QString("1.1.0"));
        QCOMPARE(m_tiny.lost(), QByteArray());
        QCOMPARE(m_tiny.ctl({"finish"}).exitCode, 0);
        QVERIFY(network(true));
        QCOMPARE(m_tiny.ctl({"verify"}).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(TestFlowEmergency)
#include "test_flow_emergency.moc"
