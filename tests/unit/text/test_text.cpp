// SPDX-License-Identifier: Apache-2.0
#include "text/error_text.h"
#include "text/format.h"
#include "text/hold_text.h"
#include "text/offer_text.h"
#include "text/state_text.h"
#include "text/translation.h"

#include <QLocale>
#include <QTest>

using namespace upkeep;

class TestText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void everyCodeHasASentenceOfItsOwn_data() {
        QTest::addColumn<int>("code");
#define UPKEEP_ROW(name, id) QTest::newRow(id) << int(ErrorCode::name);
        UPKEEP_ERROR_CODES(UPKEEP_ROW)
#undef UPKEEP_ROW
    }
    void everyCodeHasASentenceOfItsOwn() {
        QFETCH(int, code);
        const ErrorText text =
            describe(Error{ErrorCode(code), "SUBJECT", "CAUSE"}, {"Almanac", "1.0.0"});
        QVERIFY(!text.happened.isEmpty());
        QVERIFY2(text.happened.endsWith('.'), qPrintable(text.happened));
        // Only a code without a row of its own falls back to the words of `internal`.
        const ErrorText internal =
            describe(Error{ErrorCode::Internal, "SUBJECT", {}}, {"Almanac", "1.0.0"});
        QCOMPARE(text.happened == internal.happened, ErrorCode(code) == ErrorCode::Internal);
        for (const char* forbidden : {"fatal", "illegal", "oops", "{", "CAUSE"})
            QVERIFY2(!text.paragraph().contains(forbidden, Qt::CaseInsensitive),
                     qPrintable(text.paragraph()));
        QVERIFY(errorDetails(Error{ErrorCode(code), {}, "CAUSE"}).contains("CAUSE"));
    }

    void wordsAroundWhatIsNotKnown() {
        const ErrorText text = describe(Error{ErrorCode::FileNoSpace, {}, {}}, {});
        QCOMPARE(text.paragraph(),
                 QString("Not enough space for \u2068the file\u2069. Nothing was changed. Free up "
                         "some space, for example "
                         "by deleting old snapshots, and try again.")
                     .remove(u'\u2068')
                     .remove(u'\u2069'));
    }

    void writesSizesAndTimes() {
        QCOMPARE(formatSize(0), QString("0 bytes"));
        QCOMPARE(formatSize(17'800'000), QString("17.8 MB"));
        QCOMPARE(formatSize(104'000'000), QString("104 MB"));
        QCOMPARE(formatSize(950), QString("950 bytes"));
        QCOMPARE(formatDuration(0.25), QString("0.3 s"));
        QCOMPARE(formatDuration(250), QString("4 min 10 s"));
        const QDateTime now(QDate(2026, 5, 4), QTime(12, 0));
        QVERIFY(formatMoment(now.addSecs(-3600), now).startsWith("today, 11:00"));
        QVERIFY(formatMoment(now.addDays(-1), now).startsWith("yesterday"));
        QVERIFY(formatMoment(now.addDays(-40), now).startsWith("25 March, 12:00"));
    }

    void namesTheStateThenTheWayOut() {
        ProductStatus status;
        status.name = "Almanac";
        status.version = Version::parse("1.0.0").value();
        status.state = UpdateState::Available;
        status.offer = Offer{};
        status.offer->from = status.version;
        status.offer->to = Version::parse("1.1.0").value();
        status.offer->publisher = "Example Press";
        status.offer->released = QDateTime(QDate(2026, 5, 3), QTime(12, 0));
        const StateText text = describe(status, QDateTime::currentDateTimeUtc());
        QCOMPARE(QString(text.headline).remove(u'\u2068').remove(u'\u2069'),
                 QString("Almanac 1.1.0 is available"));
        QCOMPARE(
            QString(text.line).remove(u'\u2068').remove(u'\u2069'),
            QString(
                "1.0.0 is installed. Released 3 May 2026 by Example Press, signature verified."));
        status.offer->signedByPublisher = false;
        QVERIFY(describe(status, {}).line.contains("not signed by its publisher"));
    }

    void everyStateHasAHeadlineAndAnId() {
        QSet<QString> ids;
        for (int state = 0; state <= int(UpdateState::NotSigned); ++state) {
            ProductStatus status;
            status.name = "Almanac";
            status.state = UpdateState(state);
            QVERIFY(!describe(status, {}).headline.isEmpty());
            ids += stateId(status.state);
        }
        QCOMPARE(ids.size(), int(UpdateState::NotSigned) + 1);
    }

    void countsInEnglish() {
        installTranslation(*qApp);
        QCOMPARE(formatEstimate(20), QString("About 20 seconds"));
        QCOMPARE(formatEstimate(60), QString("About 1 minute"));
        QCOMPARE(formatEstimate(1), QString("A moment"));
    }

    void everyHoldHasItsWords() {
        const QDateTime now = QDateTime::currentDateTime();
        for (const char* reason : {"paused",
                                   "window",
                                   "cool-down",
                                   "metered",
                                   "network-unknown",
                                   "offline",
                                   "captive-portal",
                                   "battery",
                                   "power-saver",
                                   "full-screen",
                                   "busy",
                                   "not-idle",
                                   "running",
                                   "managed",
                                   "pinned",
                                   "left",
                                   "skipped",
                                   "reminder",
                                   "rollout",
                                   "revoked",
                                   "min-os",
                                   "max-os",
                                   "min-remote-version",
                                   "waypoint",
                                   "below-minimum",
                                   "platform"}) {
            const QString text =
                describe(Hold{reason, "why", *Version::parse(QString("1.1.0")), {}, true}, now);
            QVERIFY2(!text.contains(QString("(%1)").arg(reason)), reason);
            QVERIFY2(!text.contains('%'), reason);
        }
    }

    void saysWhatIsSaved() {
        Plan plan;
        plan.downloadBytes = 17'800'000;
        plan.fullBytes = 104'000'000;
        QCOMPARE(describeDownload(plan), QString("17.8 MB instead of 104 MB"));
        plan.downloadBytes = plan.fullBytes;
        QCOMPARE(describeDownload(plan), QString("104 MB"));
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "test_text.moc"
