// SPDX-License-Identifier: Apache-2.0
#include "tree/local_changes.h"

#include "support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace upkeep;
using test::codeOf;

class TestLocalChanges : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    LocalPath m_root;
    FileList m_list;

    LocalPath at(const QByteArray& name) const { return m_root / LocalName::parse(name).value(); }
    void put(const QByteArray& name, QByteArrayView bytes, quint32 mode = 0644) {
        VERIFY_OK(m_files->makeFolders(at(name).parent()));
        VERIFY_OK(m_files->writeAndSync(at(name), bytes, mode));
    }
    static QByteArray joined(const QList<LocalName>& names) {
        QByteArrayList bytes;
        for (const LocalName& name : names)
            bytes.append(name.bytes());
        return bytes.join(' ');
    }
    TreeReport compare(const QList<LocalName>& ignore = {}) {
        auto report = compareWithList(*m_files, m_root, m_list, nullptr, ignore);
        return report.has_value() ? report.value() : TreeReport();
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_root = LocalPath::parse(m_folder->path().toUtf8()).value() / "tree";
        put("bin/app", "program", 0755);
        put("share/text", "words");
        VERIFY_OK(m_files->symlink("text", at("share/link")));
        VERIFY_OK(m_files->makeFolder(at("empty")));
        const auto list = listFolder(*m_files, m_root);
        VERIFY_OK(list);
        m_list = list.value();
    }
    // QTemporaryDir cannot remove names that are not UTF-8.
    void cleanup() { VERIFY_OK(m_files->removeTree(m_root)); }

    void isIntactAsPublished() {
        QVERIFY(compare().isIntact());
        QCOMPARE(joined(compare().extras), QByteArray());
        QCOMPARE(m_list.entries().size(), 6);
    }

    void tellsEachKindOfChange_data() {
        QTest::addColumn<QByteArray>("shell");
        QTest::addColumn<QByteArray>("changed");
        QTest::addColumn<QByteArray>("removed");
        QTest::addColumn<QByteArray>("modeChanged");
        QTest::addColumn<QByteArray>("extras");
        const auto row = [](const char* what,
                            const char* shell,
                            const char* changed,
                            const char* removed,
                            const char* modes,
                            const char* extras) {
            QTest::newRow(what) << QByteArray(shell) << QByteArray(changed) << QByteArray(removed)
                                << QByteArray(modes) << QByteArray(extras);
        };
        row("other content", "printf longer > share/text", "share/text", "", "", "");
        row("same size, same mtime",
            "touch -r share/text ../t && printf WORDS > share/text && touch -r ../t share/text",
            "share/text",
            "",
            "",
            "");
        row("removed file", "rm share/text", "", "share/text", "", "");
        row("removed folder", "rm -r share", "", "share share/link share/text", "", "");
        row("other mode", "chmod 600 share/text", "", "", "share/text", "");
        row("other folder mode", "chmod 700 empty", "", "", "empty", "");
        row("other link target", "ln -snf other share/link", "share/link", "", "", "");
        row("link became a file", "rm share/link; echo > share/link", "share/link", "", "", "");
        row("file became a folder", "rm share/text; mkdir share/text", "share/text", "", "", "");
        row("folder became a link",
            "rm -r share; ln -s empty share",
            "share",
            "share/link share/text",
            "",
            "");
        row("own files",
            "mkdir -p mine/a; echo > mine/a/b; echo > share/own",
            "",
            "",
            "",
            "mine mine/a mine/a/b share/own");
    }
    void tellsEachKindOfChange() {
        QFETCH(QByteArray, shell);
        const QByteArray command = "cd '" + m_root.bytes() + "' && " + shell;
        QCOMPARE(std::system(command.constData()), 0);
        const TreeReport report = compare();
        QTEST(joined(report.changed), "changed");
        QTEST(joined(report.removed), "removed");
        QTEST(joined(report.modeChanged), "modeChanged");
        QTEST(joined(report.extras), "extras");
    }

    void leavesIgnoredNamesAlone() {
        put("share/text", "other");
        put("share/own", "x");
        put("record/x", "x");
        const TreeReport report =
            compare({LocalName::parse("share").value(), LocalName::parse("record").value()});
        QVERIFY(report.isIntact());
        QCOMPARE(joined(report.extras), QByteArray());
    }

    void findsExtrasThatCannotStay_data() {
        QTest::addColumn<QByteArray>("extra");
        QTest::addColumn<bool>("folder");
        QTest::addColumn<bool>("inTheWay");
        QTest::newRow("a file where a file is wanted") << QByteArray("bin/app") << false << true;
        QTest::newRow("a folder where a file is wanted") << QByteArray("bin/app") << true << true;
        QTest::newRow("a file where a folder is wanted") << QByteArray("bin") << false << true;
        QTest::newRow("a folder where a folder is wanted") << QByteArray("bin") << true << false;
        QTest::newRow("below a wanted file") << QByteArray("bin/app/own") << false << true;
        QTest::newRow("beside a wanted file") << QByteArray("bin/own") << false << false;
        QTest::newRow("below a wanted link") << QByteArray("share/link/own") << false << true;
        QTest::newRow("a name that only begins alike") << QByteArray("bin/app.d") << false << false;
    }
    void findsExtrasThatCannotStay() {
        QFETCH(QByteArray, extra);
        QFETCH(bool, folder);
        TreeReport report;
        report.extras = {LocalName::parse(extra).value()};
        if (folder)
            report.extraFolders = {report.extras.first()};
        QTEST(!extrasInTheWay(report, m_list).isEmpty(), "inTheWay");
    }

    void refusesToPublishWhatNoListMayHold_data() {
        QTest::addColumn<QByteArray>("shell");
        QTest::newRow("a pipe") << QByteArray("mkfifo pipe");
        QTest::newRow("a link that leaves the folder") << QByteArray("ln -s ../../x out");
        QTest::newRow("an absolute link") << QByteArray("ln -s /etc out");
        QTest::newRow("a name that is not UTF-8") << QByteArray("echo > $(printf '\\377')");
        QTest::newRow("names that differ only in case") << QByteArray("echo > share/TEXT");
    }
    void refusesToPublishWhatNoListMayHold() {
        QFETCH(QByteArray, shell);
        const QByteArray command = "cd '" + m_root.bytes() + "' && " + shell;
        QCOMPARE(std::system(command.constData()), 0);
        const auto list = listFolder(*m_files, m_root);
        QVERIFY(!list.has_value());
        QVERIFY2(codeOf(list) == "tree.invalid" || codeOf(list) == "name.invalid",
                 qPrintable(codeOf(list)));
    }

    void publishesPlainModes() {
        put("odd", "x", 0600);
        put("program", "x", 0711);
        VERIFY_OK(m_files->makeFolder(at("private"), 0700));
        const auto list = listFolder(*m_files, m_root);
        VERIFY_OK(list);
        QCOMPARE(list->find(RelativePath::parse("odd").value())->mode, 0644u);
        QCOMPARE(list->find(RelativePath::parse("program").value())->mode, 0755u);
        QCOMPARE(list->find(RelativePath::parse("private").value())->mode, 0755u);
    }

    void usesTheCacheAndStillSeesChanges() {
        StatCache cache;
        const auto name = LocalName::parse("share/text").value();
        const FileStat stat = m_files->stat(at("share/text")).value();
        // A wrong digest in the cache shows that the cache was believed.
        cache.remember(name, stat, Digest::of("wrong"), FileTime{stat.changed.seconds + 10, 0});
        const auto believed = compareWithList(*m_files, m_root, m_list, &cache);
        VERIFY_OK(believed);
        QCOMPARE(joined(believed->changed), QByteArray("share/text"));
        put("share/text", "words");
        const auto seen = compareWithList(*m_files, m_root, m_list, &cache);
        VERIFY_OK(seen);
        QVERIFY(seen->isIntact());
    }
};

QTEST_GUILESS_MAIN(TestLocalChanges)
#include "test_local_changes.moc"
