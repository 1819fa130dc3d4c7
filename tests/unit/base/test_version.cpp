// SPDX-License-Identifier: Apache-2.0
#include "base/version.h"

#include <QTest>

using namespace upkeep;

class TestVersion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordersAsSemverSays_data() {
        QTest::addColumn<QString>("lower");
        QTest::addColumn<QString>("higher");
        // The chain of semver.org section 11, and the traps around it.
        const QStringList chain = {"0.9.9",
                                   "1.0.0-alpha",
                                   "1.0.0-alpha.1",
                                   "1.0.0-alpha.beta",
                                   "1.0.0-beta",
                                   "1.0.0-beta.2",
                                   "1.0.0-beta.11",
                                   "1.0.0-rc.1",
                                   "1.0.0",
                                   "1.0.10",
                                   "1.2.0",
                                   "1.10.0",
                                   "2.0.0-0",
                                   "2.0.0"};
        for (qsizetype i = 0; i + 1 < chain.size(); ++i)
            QTest::addRow("%s before %s", qPrintable(chain[i]), qPrintable(chain[i + 1]))
                << chain[i] << chain[i + 1];
    }
    void ordersAsSemverSays() {
        QFETCH(QString, lower);
        QFETCH(QString, higher);
        const Version a = Version::parse(lower).value();
        const Version b = Version::parse(higher).value();
        QVERIFY(a < b);
        QVERIFY(!(b < a));
        QVERIFY(a == a);
    }

    void ignoresBuildMetadata() {
        QVERIFY(Version::parse(QStringLiteral("1.0.0+a")).value() ==
                Version::parse(QStringLiteral("v1.0.0+b")).value());
    }

    void refusesWhatIsNoVersion_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"",
                                 "1",
                                 "1.0",
                                 "01.0.0",
                                 "1.0.0-",
                                 "1.0.0-01",
                                 "1.0.0+",
                                 "1.0.0 ",
                                 "1.0.0\n",
                                 "V1.0.0",
                                 "1.0.0-a..b",
                                 "99999999999999999999.0.0"})
            QTest::addRow("\"%s\"", text) << QString::fromLatin1(text);
    }
    void refusesWhatIsNoVersion() {
        QFETCH(QString, text);
        const auto parsed = Version::parse(text);
        QVERIFY(!parsed.has_value());
        QCOMPARE(parsed.error().code, ErrorCode::VersionInvalid);
    }

    void namesTheStep() {
        const auto step = [](const char* from, const char* to) {
            return versionStep(Version::parse(QString::fromLatin1(from)).value(),
                               Version::parse(QString::fromLatin1(to)).value());
        };
        QCOMPARE(step("1.0.0", "1.0.0+b"), VersionStep::Same);
        QCOMPARE(step("1.0.0", "1.0.1"), VersionStep::Patch);
        QCOMPARE(step("1.0.0", "1.1.0"), VersionStep::Minor);
        QCOMPARE(step("1.0.0", "2.0.0"), VersionStep::Major);
        QCOMPARE(step("1.0.0-rc.1", "1.0.0"), VersionStep::Prerelease);
    }
};

QTEST_GUILESS_MAIN(TestVersion)
#include "test_version.moc"
