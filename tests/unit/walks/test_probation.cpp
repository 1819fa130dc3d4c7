// SPDX-License-Identifier: Apache-2.0
#include "walks/probation.h"

#include <QtTest>

using namespace upkeep;

class TestProbation : public QObject {
    Q_OBJECT

    static LastUpdate updated() {
        LastUpdate last;
        last.from = Version::parse("1.0.0").value();
        last.to = Version::parse("1.1.0").value();
        last.at = at(0);
        return last;
    }
    static ProductFile product() {
        ProductFile file;
        file.health.probationMinutes = 5;
        return file;
    }
    static QDateTime at(int seconds) {
        return QDateTime::fromString("2026-01-01T12:00:00Z", Qt::ISODate).addSecs(seconds);
    }

private Q_SLOTS:
    void observesOnlyWhatIsNew_data() {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("installed");
        QTest::addColumn<bool>("confirmed");
        QTest::addColumn<bool>("wentBack");
        QTest::addColumn<bool>("observed");
        QTest::newRow("just updated") << 1 << "1.1.0" << false << false << true;
        QTest::newRow("the time is over") << 301 << "1.1.0" << false << false << false;
        QTest::newRow("confirmed") << 1 << "1.1.0" << true << false << false;
        QTest::newRow("gone back") << 1 << "1.1.0" << false << true << false;
        QTest::newRow("another version by now") << 1 << "1.2.0" << false << false << false;
        QTest::newRow("the clock was set back") << -60 << "1.1.0" << false << false << false;
    }
    void observesOnlyWhatIsNew() {
        QFETCH(int, seconds);
        QFETCH(QString, installed);
        QFETCH(bool, confirmed);
        QFETCH(bool, wentBack);
        QFETCH(bool, observed);
        LastUpdate last = updated();
        last.confirmed = confirmed;
        last.wentBack = wentBack;
        QCOMPARE(isOnProbation(last, Version::parse(installed).value(), product(), at(seconds)),
                 observed);
        QVERIFY(!isOnProbation({}, last.to, product(), at(seconds)));
    }

    void judges_data() {
        QTest::addColumn<int>("ran");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<bool>("crashed");
        QTest::addColumn<int>("verdict");
        QTest::newRow("ended well") << 3 << 0 << false << int(Probation::Passed);
        QTest::newRow("crashed at once") << 0 << 0 << true << int(Probation::Failed);
        QTest::newRow("crashed late") << 290 << 0 << true << int(Probation::Failed);
        QTest::newRow("an error at once") << 2 << 1 << false << int(Probation::Failed);
        QTest::newRow("an error later") << 100 << 1 << false << int(Probation::Open);
        QTest::newRow("ran until the end") << 400 << 1 << false << int(Probation::Passed);
    }
    void judges() {
        QFETCH(int, ran);
        QFETCH(int, exitCode);
        QFETCH(bool, crashed);
        QFETCH(int, verdict);
        const ProgramEnd end{std::chrono::seconds(ran), exitCode, crashed};
        QCOMPARE(int(judge(updated(), product(), at(5), end)), verdict);
    }
};

QTEST_GUILESS_MAIN(TestProbation)
#include "test_probation.moc"
