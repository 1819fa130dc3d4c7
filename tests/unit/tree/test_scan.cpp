// SPDX-License-Identifier: Apache-2.0
#include "tree/hash_tree.h"
#include "tree/scan.h"
#include "tree/two_threads.h"

#include "support/faulty_file_system.h"
#include "support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace upkeep;
using test::codeOf;

class TestScan : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    LocalPath m_root;

    LocalPath at(const QByteArray& name) const { return m_root / LocalName::parse(name).value(); }
    void put(const QByteArray& name, QByteArrayView bytes = "x") {
        VERIFY_OK(m_files->makeFolders(at(name).parent()));
        VERIFY_OK(m_files->writeAndSync(at(name), bytes));
    }
    static QByteArrayList namesOf(const QList<ScannedEntry>& entries) {
        QByteArrayList names;
        for (const ScannedEntry& entry : entries)
            names.append(entry.name.bytes());
        return names;
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_root = LocalPath::parse(m_folder->path().toUtf8()).value();
    }
    // QTemporaryDir cannot remove names that are not UTF-8.
    void cleanup() { VERIFY_OK(m_files->removeTree(m_root)); }

    void keepsNamesThatAreNoText() {
        const QByteArrayList names = {"a\nb", "\xff\xfe", " ", "e\xcc\x81", "\xc3\xa9"};
        for (const QByteArray& name : names)
            put(name);
        const auto entries = scanTree(*m_files, m_root);
        VERIFY_OK(entries);
        QByteArrayList sorted = names;
        std::sort(sorted.begin(), sorted.end());
        QCOMPARE(namesOf(*entries), sorted);
    }

    void listsParentsFirstAndLinksUnfollowed() {
        put("b/inner/file");
        put("a");
        VERIFY_OK(m_files->symlink("b", at("c")));
        VERIFY_OK(m_files->symlink("/nowhere", at("d")));
        const auto entries = scanTree(*m_files, m_root);
        VERIFY_OK(entries);
        QCOMPARE(namesOf(*entries),
                 QByteArrayList({"a", "b", "b/inner", "b/inner/file", "c", "d"}));
        QCOMPARE(entries->at(4).target, QByteArray("b"));
        QCOMPARE(entries->at(5).target, QByteArray("/nowhere"));
    }

    void leavesOutWhatItIsTold() {
        put("keep/file");
        put("skipped/below/file");
        put("skipped-not/file");
        put("keep/log.tmp");
        ScanOptions options;
        options.skip = {LocalName::parse("skipped").value()};
        options.leaveOut = [](const LocalName& name, FileType) {
            return name.bytes().endsWith(".tmp");
        };
        const auto entries = scanTree(*m_files, m_root, options);
        VERIFY_OK(entries);
        QCOMPARE(namesOf(*entries),
                 QByteArrayList({"keep", "keep/file", "skipped-not", "skipped-not/file"}));
    }

    void stopsAtItsLimits_data() {
        QTest::addColumn<int>("depth");
        QTest::addColumn<int>("entries");
        QTest::addColumn<QString>("code");
        QTest::newRow("within both") << 4 << 5 << "ok";
        QTest::newRow("one level too deep") << 3 << 5 << "tree.invalid";
        QTest::newRow("one entry too many") << 4 << 4 << "tree.invalid";
    }
    void stopsAtItsLimits() {
        QFETCH(int, depth);
        QFETCH(int, entries);
        put("1/2/3/4");
        put("other");
        ScanOptions options;
        options.maximumDepth = depth;
        options.maximumEntries = entries;
        QTEST(codeOf(scanTree(*m_files, m_root, options)), "code");
    }

    void refusesAFileOrALinkAsRoot() {
        put("file");
        VERIFY_OK(m_files->symlink(".", at("link")));
        QCOMPARE(codeOf(scanTree(*m_files, at("file"))), QString("file.failed"));
        QCOMPARE(codeOf(scanTree(*m_files, at("link"))), QString("file.failed"));
        QCOMPARE(codeOf(scanTree(*m_files, at("absent"))), QString("file.not-found"));
    }

    void saysWhichFoldersCannotBeRead() {
        put("closed/file");
        put("open/file");
        test::FaultyFileSystem faulty(*m_files);
        // Readings: stat and list of the root, stat and list of the first folder.
        faulty.failReadAt(4, ErrorCode::FileAccess);
        const auto entries = scanTree(faulty, m_root);
        VERIFY_OK(entries);
        QCOMPARE(namesOf(*entries), QByteArrayList({"closed", "open", "open/file"}));
        QVERIFY(entries->at(0).unreadable);
        QVERIFY(!entries->at(1).unreadable);
    }

    void stopsWhenAsked() {
        put("file");
        std::stop_source source;
        source.request_stop();
        QCOMPARE(codeOf(scanTree(*m_files, m_root, {}, source.get_token())), QString("cancelled"));
    }

    void hashesEveryFile() {
        for (int i = 0; i < 50; ++i)
            put("folder/" + QByteArray::number(i), QByteArray::number(i * 7));
        VERIFY_OK(m_files->symlink("folder", at("link")));
        const auto state = readTree(*m_files, m_root, {}, nullptr);
        VERIFY_OK(state);
        QCOMPARE(state->digests.size(), 50);
        for (int i = 0; i < 50; ++i) {
            const auto name = LocalName::parse("folder/" + QByteArray::number(i)).value();
            QCOMPARE(*state->digestOf(name), Digest::of(QByteArray::number(i * 7)));
        }
        QVERIFY(state->unreadable.isEmpty());
    }

    void goesOnPastAFileThatCannotBeRead() {
        put("bad");
        put("good");
        test::FaultyFileSystem faulty(*m_files);
        // Readings: stat and list of the root, stat of two entries, then the first open.
        faulty.failReadAt(5, ErrorCode::FileFailed);
        const auto state = readTree(faulty, m_root, {}, nullptr);
        VERIFY_OK(state);
        QCOMPARE(state->unreadable.size(), 1);
        QCOMPARE(state->digests.size(), 1);
    }

    void runsEachJobOnce() {
        std::array<std::atomic<int>, 1000> calls{};
        VERIFY_OK(runOnTwoThreads(1000, [&](qsizetype i) -> Result<void> {
            ++calls[static_cast<size_t>(i)];
            return {};
        }));
        QVERIFY(std::all_of(calls.begin(), calls.end(), [](const auto& n) { return n == 1; }));
    }

    void stopsJobsAtTheFirstError() {
        std::atomic<int> calls = 0;
        const auto result = runOnTwoThreads(100000, [&](qsizetype i) -> Result<void> {
            ++calls;
            if (i == 3)
                return Error{ErrorCode::FileNoSpace, {}, {}};
            return {};
        });
        QCOMPARE(codeOf(result), QString("file.no-space"));
        QVERIFY(calls < 100000);
    }
};

QTEST_GUILESS_MAIN(TestScan)
#include "test_scan.moc"
