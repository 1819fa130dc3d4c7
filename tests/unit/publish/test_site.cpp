// SPDX-License-Identifier: Apache-2.0
#include "publish/site.h"
#include "publish/site_upload.h"
#include "release_bench.h"
#include "support/faulty_file_system.h"
#include "support/verify_ok.h"

#include <QDirIterator>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

// The only file below `folder` whose name ends like this.
QString theFile(const QString& folder, const QString& ending) {
    QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        if (it.next().endsWith(ending))
            return it.filePath();
    }
    return {};
}

bool flipMiddle(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || file.size() == 0)
        return false;
    file.seek(file.size() / 2);
    char byte = 0;
    file.getChar(&byte);
    file.seek(file.size() / 2);
    return file.putChar(char(byte ^ 1));
}

Result<UploadReport> upload(FileSystem& files, const ReleaseBench& bench) {
    return uploadToFolder(
        files, bench.path("site"), bench.path("served"), [](const QString&) {}, {});
}

} // namespace

class TestSite : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatGitHubWouldSay() {
        ReleaseBench bench;
        VERIFY_OK(bench.make(bench.request("1.0.0-rc.1")));
        const auto releases = Site(*bench.files, bench.path("site")).releases();
        VERIFY_OK(releases);
        QCOMPARE(releases->size(), 1);
        const PublishedRelease& release = releases->constFirst();
        QCOMPARE(release.tag, "v1.0.0-rc.1");
        QCOMPARE(release.title, "Clock 1.0.0-rc.1");
        QVERIFY(release.prerelease);
        QVERIFY(release.body.contains("A tick."));
        QVERIFY(release.asset(u"CHANGELOG.md"));
        QCOMPARE(*PublishedRelease::parse(writeJson(release.toJson())), release);
    }

    void givesNoWayOut_data() {
        QTest::addColumn<QString>("url");
        QTest::newRow("climbs") << "../secret";
        QTest::newRow("climbs later") << "v1.0.0/..";
        QTest::newRow("too deep") << "v1.0.0/a/b";
        QTest::newRow("absolute") << "/etc/passwd";
        QTest::newRow("hidden") << "v1.0.0/.making";
        QTest::newRow("empty") << "";
    }
    void givesNoWayOut() {
        QFETCH(QString, url);
        ReleaseBench bench;
        QCOMPARE(codeOf(Site(*bench.files, bench.path("site")).payloadPath(url)),
                 "publish.invalid");
    }

    void findsEveryFault_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("ending");
        QTest::addColumn<QString>("code");
        QTest::newRow("package") << "releases"
                                 << "clock-1.0.0-linux-x64.tar.zst"
                                 << "payload.hash-mismatch";
        QTest::newRow("index") << "releases"
                               << "clock-1.0.0-linux-x64.index"
                               << "payload.hash-mismatch";
        QTest::newRow("evolution") << "releases"
                                   << "chime-1.0.0-linux-x64.tar.zst"
                                   << "payload.hash-mismatch";
        QTest::newRow("manifest") << "releases"
                                  << "update-manifest.yaml"
                                  << "payload.hash-mismatch";
        QTest::newRow("changelog") << "releases"
                                   << "CHANGELOG.md"
                                   << "payload.hash-mismatch";
        QTest::newRow("release document") << "targets"
                                          << ".1.0.0.json"
                                          << "trust.hash-mismatch";
        QTest::newRow("policy") << "targets"
                                << ".policy.json"
                                << "trust.hash-mismatch";
    }
    void findsEveryFault() {
        QFETCH(QString, folder);
        QFETCH(QString, ending);
        QFETCH(QString, code);
        ReleaseBench bench;
        bench.takePublished();
        const QString file = theFile(bench.folder.filePath("site/" + folder), ending);
        QVERIFY2(flipMiddle(file), qPrintable(file));
        QCOMPARE(codeOf(bench.verify()), code);
        QVERIFY(flipMiddle(file));
        VERIFY_OK(bench.verify());
        QVERIFY(QFile::remove(file));
        QVERIFY(!bench.verify().has_value());
    }

    void findsWhatHasExpired() {
        ReleaseBench bench;
        bench.takePublished();
        QCOMPARE(codeOf(bench.verify("site", bench.now.addDays(40))), "trust.expired");
    }

    void findsAnotherPublishersRoot() {
        ReleaseBench bench;
        ReleaseBench other;
        bench.takePublished();
        QFile root(bench.folder.filePath("site/metadata/timestamp.json"));
        QVERIFY(root.open(QIODevice::ReadOnly));
        other.put("site/root.json", root.readAll());
        QVERIFY(QFile::remove(bench.folder.filePath("site/root.json")));
        QVERIFY(QFile::copy(other.folder.filePath("site/root.json"),
                            bench.folder.filePath("site/root.json")));
        QVERIFY(!bench.verify().has_value());
    }

    void uploadsOnlyWhatChanged() {
        ReleaseBench bench;
        bench.takePublished();
        VERIFY_OK(upload(*bench.files, bench));
        VERIFY_OK(bench.verify("served"));
        const auto again = upload(*bench.files, bench);
        VERIFY_OK(again);
        QCOMPARE(again->copied, 0);
    }

    // Wherever an upload is cut off, clients see the old state or the new one, and the next upload
    // completes it.
    void uploadsSoThatReadersSeeAWholeState() {
        ReleaseBench bench;
        bench.takePublished();
        VERIFY_OK(upload(*bench.files, bench));
        VERIFY_OK(bench.make(bench.request("1.1.0")));
        bool wasCut = true;
        int sawNew = 0;
        for (int n = 1; wasCut; n += 4) {
            FaultyFileSystem disk(*bench.files);
            disk.stopAt(n, Cut::Torn);
            const auto cut = upload(disk, bench);
            wasCut = disk.isStopped();
            QCOMPARE(cut.has_value(), !wasCut);
            const auto report = bench.verify("served");
            QVERIFY2(report.has_value(),
                     report.has_value()
                         ? ""
                         : qPrintable(QString::number(n) + ": " + report.error().toString()));
            sawNew += report->releases == 2;
        }
        QVERIFY(sawNew > 0);
    }
};

QTEST_GUILESS_MAIN(TestSite)
#include "test_site.moc"
