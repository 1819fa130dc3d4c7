// SPDX-License-Identifier: Apache-2.0
// How projects tag their releases, and what is made of it.
#include "source/tag_version.h"

#include <QTest>

using namespace upkeep;

class TestTagVersion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTags_data() {
        QTest::addColumn<QString>("version"); // empty: refused
        QTest::addColumn<QString>("text");
        const auto row = [](const char* tag, const char* version, const char* text) {
            QTest::newRow(tag) << QString(version) << QString(text);
        };
        row("1.2.3", "1.2.3", "1.2.3");
        row("v1.2.3", "1.2.3", "1.2.3");
        row("almanac-1.2.3", "1.2.3", "1.2.3");
        row("release/v10.0.1-rc.2", "10.0.1-rc.2", "10.0.1-rc.2");
        row("1.2.3+4", "1.2.3+4", "1.2.3+4");
        row("h2o-1.2.3", "1.2.3", "1.2.3");
        row("x86_64-1.2.3", "1.2.3", "1.2.3");
        row("tool-2-1.2.3", "1.2.3", "1.2.3");

        row("v1.2", "1.2.0", "1.2");
        row("release-1.4", "1.4.0", "1.4");
        row("h2o-1.2", "1.2.0", "1.2");
        row("2024.05", "2024.5.0", "2024.05");
        row("2024.05.01", "2024.5.1", "2024.05.01");
        row("v2024.11.3-beta", "2024.11.3-beta", "2024.11.3-beta");
        row("2024.05-rc1", "2024.5.0-rc.1", "2024.05-rc1");
        row("1.4rc1", "1.4.0-rc.1", "1.4rc1");
        row("1.4.1b2", "1.4.1-b.2", "1.4.1b2");
        row("v2.0-beta2", "2.0.0-beta.2", "2.0-beta2");
        row("v2.0.RC3", "2.0.0-rc.3", "2.0.RC3");

        row("v5", "5.0.0", "5");
        row("r12", "12.0.0", "12");
        row("20240513", "20240513.0.0", "20240513");
        row("2024-05-13", "2024.5.13", "2024-05-13");

        for (const char* tag : {"1.2.3.4",
                                "v4.0.0.748",
                                "tool-1.2.3.4",
                                "1.1.1a",
                                "1.2-3",
                                "1.2.3.4-rc.1",
                                "nightly",
                                "nightly-2024-05-13",
                                "build-17",
                                "jdk-21+35",
                                "1.2.",
                                ".1.2.3",
                                "1..2",
                                "v1.2.3 ",
                                "1,2",
                                "9999999999.1",
                                "",
                                "v"})
            row(tag, "", "");
    }
    void readsTags() {
        const auto read = tagVersion(QString::fromLatin1(QTest::currentDataTag()));
        QTEST(read ? read->version.toString() : QString(), "version");
        QTEST(read ? read->text : QString(), "text");
    }

    void readsNoLongTag() {
        QVERIFY(tagVersion(QString(122, u'x') + "-1.2.3"));
        QVERIFY(!tagVersion(QString(123, u'x') + "-1.2.3"));
    }

    void putsThemInOrder() {
        const QList<QStringList> rising = {
            {"v0.9",
             "v0.10",
             "1.0-beta1",
             "1.0-beta10",
             "1.0-rc1",
             "v1.0",
             "1.0.1",
             "v1.2",
             "1.10"},
            {"2023.12", "2024.01", "2024.01.1", "2024.5", "2024.05.02", "2024.10"},
            {"release-1.4", "release-1.4.1", "release-1.5", "release-2.0"},
            {"r9", "r10", "r101"},
            {"2024-05-13", "2024-05-14", "2024-06-01", "2025-01-01"}};
        for (const QStringList& tags : rising) {
            for (qsizetype i = 1; i < tags.size(); ++i)
                QVERIFY2(tagVersion(tags[i - 1])->version < tagVersion(tags[i])->version,
                         qPrintable(tags[i]));
        }
    }

    void tellsWhatMeansAVersion() {
        for (const char* tag : {"1.2.3.4", "v1.2", "1.1.1a"})
            QVERIFY2(meansAVersion(tag), tag);
        for (const char* tag : {"nightly", "v5", "continuous-2024-05-13", ""})
            QVERIFY2(!meansAVersion(tag), tag);
    }
};

QTEST_GUILESS_MAIN(TestTagVersion)
#include "test_tag_version.moc"
