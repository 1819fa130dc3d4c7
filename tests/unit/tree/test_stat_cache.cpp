// SPDX-License-Identifier: Apache-2.0
#include "tree/stat_cache.h"

#include "support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;
using test::codeOf;

namespace {

FileStat plainStat() {
    FileStat stat;
    stat.type = FileType::Regular;
    stat.identity = {7, 42, {}};
    stat.size = 100;
    stat.modified = {1000, 5};
    stat.changed = {2000, 6};
    return stat;
}

const LocalName fileName = LocalName::parse("some\xff/\nname").value();
const Digest content = Digest::of("content");
constexpr FileTime longAfter{3000, 0};

} // namespace

class TestStatCache : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    LocalPath file() const { return LocalPath::parse(m_folder.path().toUtf8()).value() / "stats"; }

private Q_SLOTS:
    void knowsAFileThatDidNotChange() {
        StatCache cache;
        cache.remember(fileName, plainStat(), content, longAfter);
        QCOMPARE(cache.find(fileName, plainStat()), std::optional(content));
        QVERIFY(!cache.find(LocalName::parse("other").value(), plainStat()));
    }

    void believesNothingElse_data() {
        QTest::addColumn<FileStat>("stat");
        const auto row = [](const char* what, auto change) {
            FileStat stat = plainStat();
            change(stat);
            QTest::newRow(what) << stat;
        };
        row("another device", [](FileStat& stat) { stat.identity.device = 8; });
        row("another inode", [](FileStat& stat) { stat.identity.inode = 43; });
        row("another size", [](FileStat& stat) { stat.size = 101; });
        row("another mtime", [](FileStat& stat) { stat.modified.nanoseconds = 6; });
        row("same size and mtime, another ctime", [](FileStat& s) { s.changed.nanoseconds = 7; });
    }
    void believesNothingElse() {
        QFETCH(FileStat, stat);
        StatCache cache;
        cache.remember(fileName, plainStat(), content, longAfter);
        QVERIFY(!cache.find(fileName, stat));
    }

    void doesNotTrustWhatChangedJustNow_data() {
        QTest::addColumn<FileTime>("started");
        QTest::addColumn<bool>("trusted");
        QTest::newRow("before the change: the clock was set back") << FileTime{1500, 0} << false;
        QTest::newRow("one second after") << FileTime{2001, 0} << false;
        QTest::newRow("exactly two seconds after") << FileTime{2002, 6} << false;
        QTest::newRow("a nanosecond more") << FileTime{2002, 7} << true;
    }
    void doesNotTrustWhatChangedJustNow() {
        QFETCH(FileTime, started);
        QFETCH(bool, trusted);
        StatCache cache;
        cache.remember(fileName, plainStat(), Digest::of("older"), longAfter);
        cache.remember(fileName, plainStat(), content, started);
        QCOMPARE(cache.find(fileName, plainStat()).has_value(), trusted);
    }

    void comesBackFromItsFile() {
        StatCache cache;
        cache.remember(fileName, plainStat(), content, longAfter);
        cache.remember(LocalName::parse("b").value(), plainStat(), Digest::of("b"), longAfter);
        VERIFY_OK(cache.save(*m_files, file()));
        const auto loaded = StatCache::load(*m_files, file());
        VERIFY_OK(loaded);
        QVERIFY(*loaded == cache);
    }

    void isEmptyWhenItsFileIsDamaged_data() {
        QTest::addColumn<int>("cutTo");
        QTest::addColumn<int>("flip");
        QTest::newRow("empty") << 0 << -1;
        QTest::newRow("cut in the magic") << 5 << -1;
        QTest::newRow("cut in an entry") << 60 << -1;
        QTest::newRow("a byte of a digest is another") << -1 << 70;
    }
    void isEmptyWhenItsFileIsDamaged() {
        QFETCH(int, cutTo);
        QFETCH(int, flip);
        StatCache cache;
        cache.remember(fileName, plainStat(), content, longAfter);
        VERIFY_OK(cache.save(*m_files, file()));
        QByteArray bytes = m_files->read(file(), 1 << 20).value();
        if (cutTo >= 0)
            bytes.truncate(cutTo);
        else
            bytes[flip] = static_cast<char>(bytes[flip] ^ 1);
        VERIFY_OK(m_files->writeAndSync(file(), bytes));
        const auto loaded = StatCache::load(*m_files, file());
        VERIFY_OK(loaded);
        QCOMPARE(loaded->size(), 0);
    }

    void isEmptyWithoutAFile() {
        const auto loaded = StatCache::load(*m_files, file().withSuffix(".absent"));
        VERIFY_OK(loaded);
        QCOMPARE(loaded->size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestStatCache)
#include "test_stat_cache.moc"
