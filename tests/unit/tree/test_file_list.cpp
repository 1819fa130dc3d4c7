// SPDX-License-Identifier: Apache-2.0
#include "support/verify_ok.h"
#include "tree/file_list.h"

#include <QTest>

using namespace upkeep;
using upkeep::test::codeOf;

namespace {

const QByteArray emptyHash = Digest::of({}).hex();

QByteArray fileLine(const char* path, const char* mode = "0644") {
    return QByteArray("f\t") + mode + "\t0\t" + emptyHash + "\t" + path + "\n";
}
QByteArray folderLine(const char* path) {
    return QByteArray("d\t0755\t0\t-\t") + path + "\n";
}
QByteArray linkLine(const char* path, const char* target) {
    return QByteArray("l\t0777\t0\t-\t") + path + "\t" + target + "\n";
}

} // namespace

class TestFileList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrites() {
        const QByteArray text = folderLine("bin") + fileLine("bin/almanac", "0755") +
                                folderLine("lib") + fileLine("lib/libx.so.1") +
                                linkLine("lib/libx.so", "libx.so.1");
        // "lib/libx.so" sorts before "lib/libx.so.1".
        const QByteArray sorted = folderLine("bin") + fileLine("bin/almanac", "0755") +
                                  folderLine("lib") + linkLine("lib/libx.so", "libx.so.1") +
                                  fileLine("lib/libx.so.1");
        QCOMPARE(codeOf(FileList::parse(text)), "tree.invalid");
        const Result<FileList> list = FileList::parse(sorted);
        VERIFY_OK(list);
        QCOMPARE(list->serialize(), sorted);
        QCOMPARE(list->treeHash(), Digest::of(sorted));
        QVERIFY(list->find(*RelativePath::parse("bin/almanac")));
        QCOMPARE(list->find(*RelativePath::parse("bin/almanac"))->mode, 0755u);
        QVERIFY(!list->find(*RelativePath::parse("bin/other")));
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("a cut line") << fileLine("a").chopped(1);
        QTest::newRow("a line of another kind") << QByteArray("x\t0644\t0\t-\ta\n");
        QTest::newRow("an empty line") << fileLine("a") + "\n";
        QTest::newRow("a mode that is not ours") << fileLine("a", "0600");
        QTest::newRow("a setuid mode") << fileLine("a", "4755");
        QTest::newRow("a mode with one zero more") << fileLine("a", "00644");
        QTest::newRow("a path that climbs") << fileLine("../a");
        QTest::newRow("an absolute path") << fileLine("/a");
        QTest::newRow("a file whose folder is not listed") << fileLine("a/b");
        QTest::newRow("a file below a file") << fileLine("a") + fileLine("a/b");
        QTest::newRow("a file below a link") << linkLine("a", "b") + fileLine("a/b");
        QTest::newRow("the same path twice") << fileLine("a") + fileLine("a");
        QTest::newRow("names that differ in case") << fileLine("A") + fileLine("a");
        QTest::newRow("names that differ in form") << fileLine("e\xCC\x81") + fileLine("\xC3\xA9");
        QTest::newRow("an order of its own") << fileLine("b") + fileLine("a");
        QTest::newRow("an absolute link") << linkLine("a", "/etc/passwd");
        QTest::newRow("a link that leaves") << folderLine("d") + linkLine("d/a", "../../x");
        QTest::newRow("a link that climbs behind a name") << linkLine("a", "b/../c");
        QTest::newRow("a link to nothing") << linkLine("a", "");
        QTest::newRow("a file with a target") << fileLine("a").chopped(1) + "\tb\n";
        QTest::newRow("an upper-case hash")
            << QByteArray("f\t0644\t0\t") + emptyHash.toUpper() + "\ta\n";
        QTest::newRow("a signed size") << QByteArray("f\t0644\t+0\t") + emptyHash + "\ta\n";
        QTest::newRow("a negative size") << QByteArray("f\t0644\t-1\t") + emptyHash + "\ta\n";
        QTest::newRow("a size too large")
            << QByteArray("f\t0644\t99999999999999999999\t") + emptyHash + "\ta\n";
        QTest::newRow("a folder with a size") << QByteArray("d\t0755\t1\t-\ta\n");
        QTest::newRow("a closed folder") << QByteArray("d\t0700\t0\t-\ta\n");
    }
    void refuses() {
        QFETCH(QByteArray, text);
        QCOMPARE(codeOf(FileList::parse(text)), "tree.invalid");
    }

    void allowsLinksThatStay_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("beside") << linkLine("a", "b");
        QTest::newRow("to a folder above") << folderLine("d") + linkLine("d/a", "../x");
        QTest::newRow("to the top") << folderLine("d") + linkLine("d/a", "..");
    }
    void allowsLinksThatStay() {
        QFETCH(QByteArray, text);
        VERIFY_OK(FileList::parse(text));
    }

    void sortsEntriesItIsGiven() {
        const FileList one = *FileList::parse(folderLine("a") + fileLine("a/x") + fileLine("b"));
        QList<FileEntry> entries = one.entries();
        std::reverse(entries.begin(), entries.end());
        const Result<FileList> list = FileList::fromEntries(entries);
        VERIFY_OK(list);
        QCOMPARE(*list, one);
    }

    void joinsListsThatShareFolders() {
        const FileList app =
            *FileList::parse(folderLine("e") + folderLine("e/a") + fileLine("e/a/x"));
        const FileList evolution =
            *FileList::parse(folderLine("e") + folderLine("e/b") + fileLine("e/b/y"));
        const Result<FileList> joined = app.joined(evolution);
        VERIFY_OK(joined);
        QCOMPARE(joined->entries().size(), 5);
        QCOMPARE(codeOf(app.joined(
                     *FileList::parse(folderLine("e") + folderLine("e/a") + fileLine("e/a/x")))),
                 "tree.invalid");
    }

    void refusesOneEntryTooMany() {
        QByteArray text;
        for (int i = 0; i <= 200'000; ++i)
            text += fileLine(QByteArray::number(i).rightJustified(6, '0').constData());
        QCOMPARE(codeOf(FileList::parse(text)), "tree.invalid");
        text.chop(fileLine("000000").size());
        VERIFY_OK(FileList::parse(text));
    }
};

QTEST_GUILESS_MAIN(TestFileList)
#include "test_file_list.moc"
