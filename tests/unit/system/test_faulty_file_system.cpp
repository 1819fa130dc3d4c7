// SPDX-License-Identifier: Apache-2.0
// The model of a failing disk must itself be right, or the crash tests above it prove nothing.
#include "support/faulty_file_system.h"

#include "support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;
using test::codeOf;
using test::Cut;

class TestFaultyFileSystem : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FileSystem> m_real;
    std::unique_ptr<test::FaultyFileSystem> m_disk;
    LocalPath m_root;

    LocalPath at(const char* name) const { return m_root / name; }
    QString content(const char* name) const {
        auto bytes = m_real->read(at(name), 1 << 20);
        return bytes.has_value() ? QString::fromUtf8(*bytes) : "<" + codeOf(bytes) + ">";
    }
    void write(const char* name, QByteArrayView bytes, bool sync) {
        auto file = m_disk->create(at(name), 0644, 0);
        VERIFY_OK(file);
        VERIFY_OK((*file)->write(bytes));
        VERIFY_OK((*file)->close(sync));
    }
    void cutAndRestart() {
        m_disk->dropUnsynced();
        m_disk->restart();
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        const LocalPath top = LocalPath::parse(m_folder->path().toUtf8()).value();
        m_root = top / "root";
        m_real = makeLocalFileSystem();
        VERIFY_OK(m_real->makeFolder(m_root));
        m_disk = std::make_unique<test::FaultyFileSystem>(*m_real);
        m_disk->modelDurability(m_root, top / "graveyard");
    }

    void failsEverythingFromTheCutOn() {
        m_disk->stopAt(2);
        VERIFY_OK(m_disk->makeFolder(at("one"), 0755));
        const auto second = m_disk->makeFolder(at("two"), 0755);
        QVERIFY(!second.has_value());
        QVERIFY(test::FaultyFileSystem::isPowerCut(second.error()));
        QVERIFY(!m_disk->makeFolder(at("three"), 0755).has_value());
        QVERIFY(!m_disk->stat(at("one")).has_value());
        QVERIFY(m_disk->isStopped());
        QCOMPARE(m_disk->operations(), 2);
        m_disk->restart();
        VERIFY_OK(m_disk->stat(at("one")));
        QVERIFY(!m_disk->exists(at("two")));
    }

    void leavesHalfTheWorkWhenTheCutIsTorn() {
        VERIFY_OK(m_disk->appendAndSync(at("log"), "whole\n"));
        m_disk->stopAt(2, Cut::Torn);
        QVERIFY(!m_disk->appendAndSync(at("log"), "12345678").has_value());
        QCOMPARE(content("log"), "whole\n1234");
        m_disk->restart();
        for (const char* name : {"tree", "tree/a", "tree/b"})
            VERIFY_OK(m_real->makeFolder(at(name)));
        m_disk->stopAt(1, Cut::Torn);
        QVERIFY(!m_disk->removeTree(at("tree")).has_value());
        QVERIFY(!m_real->exists(at("tree/a")));
        QVERIFY(m_real->exists(at("tree/b")));
    }

    void failsOnceOrFromThenOn() {
        m_disk->failAt(1, ErrorCode::FileNoSpace);
        QCOMPARE(codeOf(m_disk->makeFolder(at("a"), 0755)), "file.no-space");
        QCOMPARE(codeOf(m_disk->makeFolder(at("a"), 0755)), "ok");
        m_disk->restart();
        m_disk->failFrom(2, ErrorCode::FileReadOnly);
        QCOMPARE(codeOf(m_disk->makeFolder(at("b"), 0755)), "ok");
        QCOMPARE(codeOf(m_disk->syncFolder(m_root)), "file.read-only");
        QCOMPARE(codeOf(m_disk->removeTree(at("b"))), "file.read-only");
        QCOMPARE(codeOf(m_disk->stat(at("b"))), "ok");
        m_disk->restart();
        m_disk->failReadAt(1, ErrorCode::FileFailed);
        QCOMPARE(codeOf(m_disk->list(m_root)), "file.failed");
        QCOMPARE(codeOf(m_disk->list(m_root)), "ok");
    }

    void fillsAFileToTheLastByteBeforeTheDiskIsFull() {
        m_disk->failAt(2, ErrorCode::FileNoSpace);
        auto file = m_disk->create(at("file"), 0644, 0);
        QCOMPARE(codeOf((*file)->write("12345678")), "file.no-space");
        QCOMPARE(content("file"), "1234");
    }

    void forgetsANewNameInAFolderThatWasNotSynced() {
        write("lost", "x", true);
        write("kept", "x", true);
        VERIFY_OK(m_disk->makeFolder(at("folder"), 0755));
        write("folder/inner", "x", true);
        VERIFY_OK(m_disk->syncFolder(at("folder"))); // its own name is not durable by that
        cutAndRestart();
        QCOMPARE(content("lost"), "<file.not-found>");
        QCOMPARE(content("folder/inner"), "<file.not-found>");
    }

    void keepsWhatWasSynced() {
        write("file", "content", true);
        VERIFY_OK(m_disk->syncFolder(m_root));
        write("later", "x", true);
        cutAndRestart();
        QCOMPARE(content("file"), "content");
        QCOMPARE(content("later"), "<file.not-found>");
    }

    void emptiesAFileWhoseContentWasNotSynced() {
        write("file", "content", false);
        VERIFY_OK(m_disk->syncFolder(m_root));
        cutAndRestart();
        QCOMPARE(content("file"), "");
    }

    void keepsTheSyncedPartOfAFileThatGrew() {
        write("part", "12345", true);
        VERIFY_OK(m_disk->syncFolder(m_root));
        auto file = m_disk->resume(at("part"), 0644);
        VERIFY_OK((*file)->write("678"));
        VERIFY_OK((*file)->close(false));
        QCOMPARE(content("part"), "12345678");
        cutAndRestart();
        QCOMPARE(content("part"), "12345");
    }

    void takesBackARenameUntilBothFoldersAreSynced() {
        for (const char* name : {"from", "to"})
            VERIFY_OK(m_disk->makeFolder(at(name), 0755));
        write("from/a", "a", true);
        write("from/b", "b", true);
        VERIFY_OK(m_disk->syncFs(m_root));
        VERIFY_OK(m_disk->rename(at("from/a"), at("to/a")));
        VERIFY_OK(m_disk->syncFolder(at("from")));
        VERIFY_OK(m_disk->syncFolder(at("to")));
        VERIFY_OK(m_disk->rename(at("from/b"), at("to/b")));
        VERIFY_OK(m_disk->syncFolder(at("to")));
        cutAndRestart();
        QCOMPARE(content("to/a"), "a");
        QCOMPARE(content("from/b"), "b");
    }

    void takesBackAnUnsyncedExchange() {
        for (const char* name : {"live", "staged"})
            VERIFY_OK(m_disk->makeFolder(at(name), 0755));
        write("live/version", "1", true);
        write("staged/version", "2", true);
        VERIFY_OK(m_disk->syncFs(m_root));
        VERIFY_OK(m_disk->exchange(at("live"), at("staged")));
        QCOMPARE(content("live/version"), "2");
        cutAndRestart();
        QCOMPARE(content("live/version"), "1");
        VERIFY_OK(m_disk->exchange(at("live"), at("staged")));
        VERIFY_OK(m_disk->syncFolder(m_root));
        cutAndRestart();
        QCOMPARE(content("live/version"), "2");
    }

    void losesAnUnsyncedFileAlsoAfterADurableExchangeOfItsFolder() {
        for (const char* name : {"live", "staged"})
            VERIFY_OK(m_disk->makeFolder(at(name), 0755));
        VERIFY_OK(m_disk->syncFs(m_root));
        write("staged/file", "x", true);
        VERIFY_OK(m_disk->exchange(at("live"), at("staged")));
        VERIFY_OK(m_disk->syncFolder(m_root));
        cutAndRestart();
        QCOMPARE(content("live/file"), "<file.not-found>");
        QVERIFY(m_real->exists(at("live")));
    }

    void bringsBackWhatWasRemovedWithoutSync() {
        VERIFY_OK(m_disk->makeFolder(at("tree"), 0755));
        write("tree/file", "x", true);
        write("single", "y", true);
        VERIFY_OK(m_disk->syncFs(m_root));
        VERIFY_OK(m_disk->removeTree(at("tree")));
        VERIFY_OK(m_disk->removeFile(at("single")));
        QVERIFY(!m_disk->exists(at("tree")));
        cutAndRestart();
        QCOMPARE(content("tree/file"), "x");
        QCOMPARE(content("single"), "y");
        VERIFY_OK(m_disk->removeTree(at("tree")));
        VERIFY_OK(m_disk->syncFolder(m_root));
        cutAndRestart();
        QVERIFY(!m_real->exists(at("tree")));
    }

    void bringsBackTheFileThatWasReplacedWithoutSync() {
        write("file", "old", true);
        write("new", "new", true);
        VERIFY_OK(m_disk->syncFs(m_root));
        VERIFY_OK(m_disk->replace(at("new"), at("file")));
        QCOMPARE(content("file"), "new");
        cutAndRestart();
        QCOMPARE(content("file"), "old");
        QCOMPARE(content("new"), "new");
    }

    void makesWholeFilesDurableAtOnce() {
        write("other", "x", true);
        VERIFY_OK(m_disk->writeAndSync(at("journal"), "READY", 0644));
        VERIFY_OK(m_disk->appendAndSync(at("log"), "line\n"));
        cutAndRestart();
        QCOMPARE(content("journal"), "READY");
        QCOMPARE(content("log"), "line\n");
        QCOMPARE(content("other"), "x"); // the folder was synced with it
    }

    void canLackExchangeAndClone() {
        m_disk->exchangeIsSupported = false;
        m_disk->cloneIsSupported = false;
        write("a", "a", true);
        write("b", "b", true);
        QCOMPARE(codeOf(m_disk->exchange(at("a"), at("b"))), "file.unsupported");
        QCOMPARE(codeOf(m_disk->clone(at("a"), at("c"), 0644)), "file.unsupported");
        VERIFY_OK(m_disk->cloneOrCopy(at("a"), at("c"), 0644));
        QCOMPARE(content("c"), "a");
    }
};

QTEST_GUILESS_MAIN(TestFaultyFileSystem)
#include "test_faulty_file_system.moc"
