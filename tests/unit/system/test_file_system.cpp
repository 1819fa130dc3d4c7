// SPDX-License-Identifier: Apache-2.0
// One suite that every FileSystem must pass: what the walks rely on.
#include "system/file_system.h"

#include "support/faulty_file_system.h"
#include "support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace upkeep;
using test::codeOf;

namespace {

QByteArrayList namesOf(const QList<FolderEntry>& entries) {
    QByteArrayList names;
    for (const FolderEntry& entry : entries)
        names.append(entry.name.bytes());
    return names;
}

} // namespace

class TestFileSystem : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FileSystem> m_local;
    std::unique_ptr<FileSystem> m_files;
    LocalPath m_root;

    LocalPath at(const char* name) const { return m_root / name; }
    QByteArray content(const char* name) const {
        auto bytes = m_files->read(at(name), 1 << 20);
        return bytes.has_value() ? bytes.value()
                                 : QByteArray("<" + bytes.error().toString().toUtf8());
    }
    void put(const char* name, QByteArrayView bytes) {
        VERIFY_OK(m_files->writeAndSync(at(name), bytes));
    }

private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<QString>("implementation");
        for (const char* name : {"local", "decorated", "decorated and remembering"})
            QTest::newRow(name) << name;
    }

    void init() {
        QFETCH_GLOBAL(QString, implementation);
        m_folder = std::make_unique<QTemporaryDir>();
        const LocalPath top = LocalPath::parse(m_folder->path().toUtf8()).value();
        m_root = top / "root";
        m_local = makeLocalFileSystem();
        VERIFY_OK(m_local->makeFolder(m_root));
        auto faulty = std::make_unique<test::FaultyFileSystem>(*m_local);
        if (implementation.endsWith("remembering"))
            faulty->modelDurability(m_root, top / "graveyard");
        if (implementation == "local")
            m_files = makeLocalFileSystem();
        else
            m_files = std::move(faulty);
    }

    void cleanup() {
        VERIFY_OK(
            m_local->removeTree(m_root.parent())); // Qt cannot remove names that are not UTF-8
    }

    void writesAWholeFileWithItsExactMode() {
        const mode_t before = ::umask(0077);
        const auto written = m_files->writeAndSync(at("script"), "text", 0755);
        ::umask(before);
        VERIFY_OK(written);
        QCOMPARE(content("script"), "text");
        QCOMPARE(m_files->stat(at("script"))->mode, 0755u);
    }

    void replacesAWholeFileAndLeavesNoTemporaryName() {
        put("file", "old");
        put("file", "new and longer");
        QCOMPARE(content("file"), "new and longer");
        QCOMPARE(namesOf(*m_files->list(m_root)), QByteArrayList{"file"});
    }

    void replacesALinkInsteadOfWritingThroughIt() {
        put("precious", "precious");
        VERIFY_OK(m_files->symlink("precious", at("link")));
        put("link", "mine");
        QCOMPARE(content("precious"), "precious");
        QCOMPARE(content("link"), "mine");
    }

    void leavesTheOldFileWhenTheNewOneCannotBeWritten() {
        QCOMPARE(codeOf(m_files->writeAndSync(at("absent/file"), "x")), "file.not-found");
    }

    void appendsRecordAfterRecord() {
        VERIFY_OK(m_files->appendAndSync(at("log"), "one\n"));
        VERIFY_OK(m_files->appendAndSync(at("log"), "two\n"));
        QCOMPARE(content("log"), "one\ntwo\n");
    }

    void refusesToReadOverTheLimit() {
        put("file", "12345");
        QCOMPARE(*m_files->read(at("file"), 5), "12345");
        QCOMPARE(codeOf(m_files->read(at("file"), 4)), "parse.too-large");
    }

    void refusesToFollowALinkInTheLastComponent() {
        put("target", "x");
        VERIFY_OK(m_files->makeFolder(at("folder")));
        VERIFY_OK(m_files->symlink("target", at("link")));
        VERIFY_OK(m_files->symlink("folder", at("folder link")));
        QVERIFY(!m_files->read(at("link"), 10).has_value());
        QVERIFY(!m_files->open(at("link")).has_value());
        QVERIFY(!m_files->resume(at("link"), 0600).has_value());
        QVERIFY(!m_files->appendAndSync(at("link"), "y").has_value());
        QVERIFY(!m_files->create(at("link"), 0600).has_value());
        QVERIFY(!m_files->list(at("folder link")).has_value());
        QVERIFY(!m_files->setMode(at("link"), 0600).has_value());
        QCOMPARE(m_files->stat(at("link"))->type, FileType::Symlink);
        QCOMPARE(*m_files->readLink(at("link")), "target");
        QCOMPARE(content("target"), "x");
    }

    void refusesToReadWhatIsNoFile() {
        QCOMPARE(::mkfifo(at("fifo").c_str(), 0600), 0);
        QVERIFY(!m_files->read(at("fifo"), 10).has_value());
        QVERIFY(!m_files->resume(at("fifo"), 0600).has_value());
        QVERIFY(!m_files->read(m_root, 10).has_value());
        QCOMPARE(m_files->stat(at("fifo"))->type, FileType::Other);
    }

    void listsNamesByTheirBytes() {
        for (const char* name : {"b", "a", "B", "\xff\xfe", ".hidden"})
            put(name, "");
        VERIFY_OK(m_files->makeFolder(at("sub")));
        const auto entries = m_files->list(m_root);
        QCOMPARE(namesOf(*entries), (QByteArrayList{".hidden", "B", "a", "b", "sub", "\xff\xfe"}));
        QCOMPARE(entries->at(4).type, FileType::Folder);
        QCOMPARE(codeOf(m_files->list(at("absent"))), "file.not-found");
    }

    void knowsAFileAcrossRenames() {
        put("a", "x");
        const FileIdentity before = m_files->stat(at("a"))->identity;
        VERIFY_OK(m_files->rename(at("a"), at("b")));
        QCOMPARE(m_files->stat(at("b"))->identity, before);
        QVERIFY(before.inode != 0);
        put("a", "x");
        QVERIFY(!(m_files->stat(at("a"))->identity == before));
    }

    void writesNewFilesPieceByPiece() {
        auto file = m_files->create(at("new"), 0640, 1 << 16);
        VERIFY_OK(file);
        VERIFY_OK((*file)->write("one "));
        VERIFY_OK((*file)->write("two"));
        VERIFY_OK((*file)->close(true));
        QCOMPARE(content("new"), "one two");
        QCOMPARE(m_files->stat(at("new"))->mode, 0640u);
        QVERIFY(m_files->stat(at("new"))->blocks * 512 < (1 << 16)); // the reserve was given back
        QCOMPARE(codeOf(m_files->create(at("new"), 0640)), "file.exists");
    }

    void saysAtOnceThatTheSpaceIsNotThere() {
        const qint64 total = m_files->space(m_root)->total;
        QCOMPARE(codeOf(m_files->create(at("huge"), 0600, total + (1LL << 40))), "file.no-space");
        QVERIFY(!m_files->exists(at("huge")));
    }

    void goesOnWithAPartialFile() {
        for (const char* piece : {"first ", "second"}) {
            auto file = m_files->resume(at("part"), 0600);
            VERIFY_OK(file);
            VERIFY_OK((*file)->write(piece));
            VERIFY_OK((*file)->close(false));
        }
        QCOMPARE(content("part"), "first second");
    }

    void clonesOrCopies() {
        const QByteArray bytes("0123456789", 10);
        put("from", bytes.repeated(100'000));
        VERIFY_OK(m_files->cloneOrCopy(at("from"), at("to"), 0755));
        QCOMPARE(content("to"), content("from"));
        QCOMPARE(m_files->stat(at("to"))->mode, 0755u);
        const auto cloned = m_files->clone(at("from"), at("clone"), 0644);
        QVERIFY(cloned.has_value() || cloned.error().code == ErrorCode::FileUnsupported);
        QCOMPARE(m_files->exists(at("clone")), cloned.has_value());
        QCOMPARE(codeOf(m_files->cloneOrCopy(at("from"), at("to"), 0644)), "file.exists");
    }

    void makesAllFoldersOnTheWay() {
        VERIFY_OK(m_files->makeFolders(at("a/b/c"), 0700));
        VERIFY_OK(m_files->makeFolders(at("a/b/c"), 0700));
        QCOMPARE(m_files->stat(at("a/b/c"))->mode, 0700u);
        QCOMPARE(codeOf(m_files->makeFolder(at("a/b/c"))), "file.exists");
        put("file", "");
        QVERIFY(!m_files->makeFolders(at("file")).has_value());
        QVERIFY(!m_files->makeFolders(at("file/below")).has_value());
        VERIFY_OK(m_files->symlink("a", at("link")));
        VERIFY_OK(m_files->makeFolders(at("link")));
        VERIFY_OK(m_files->makeFolders(at("link/d")));
    }

    void renamesOnlyToAFreeName() {
        put("a", "a");
        put("b", "b");
        QCOMPARE(codeOf(m_files->rename(at("a"), at("b"))), "file.exists");
        QCOMPARE(content("b"), "b");
        VERIFY_OK(m_files->replace(at("a"), at("b")));
        QCOMPARE(content("b"), "a");
        QCOMPARE(codeOf(m_files->rename(at("absent"), at("c"))), "file.not-found");
    }

    void exchangesTwoFoldersInOneStep() {
        VERIFY_OK(m_files->makeFolders(at("live")));
        VERIFY_OK(m_files->makeFolders(at("staged")));
        put("live/version", "1");
        put("staged/version", "2");
        VERIFY_OK(m_files->exchange(at("live"), at("staged")));
        QCOMPARE(content("live/version"), "2");
        QCOMPARE(content("staged/version"), "1");
        QCOMPARE(codeOf(m_files->exchange(at("live"), at("absent"))), "file.not-found");
    }

    void removesATreeButNothingBehindItsLinks() {
        put("outside", "keep");
        VERIFY_OK(m_files->makeFolders(at("elsewhere")));
        put("elsewhere/file", "keep");
        VERIFY_OK(m_files->makeFolders(at("tree/deep/deeper")));
        put("tree/deep/file", "x");
        VERIFY_OK(m_files->symlink("../outside", at("tree/to file")));
        VERIFY_OK(m_files->symlink("../../elsewhere", at("tree/deep/to folder")));
        VERIFY_OK(m_files->setMode(at("tree/deep/deeper"), 0));
        VERIFY_OK(m_files->setMode(at("tree/deep"), 0500));
        VERIFY_OK(m_files->removeTree(at("tree")));
        QVERIFY(!m_files->exists(at("tree")));
        QCOMPARE(content("outside"), "keep");
        QCOMPARE(content("elsewhere/file"), "keep");
        VERIFY_OK(m_files->removeTree(at("tree")));
        VERIFY_OK(m_files->removeTree(at("absent/tree")));
    }

    void stopsRemovingAtAMountPoint() {
        VERIFY_OK(m_files->makeFolders(at("elsewhere")));
        put("elsewhere/file", "keep");
        VERIFY_OK(m_files->makeFolders(at("tree/mounted")));
        const bool isAlone = ::unshare(CLONE_NEWNS) == 0 &&
                             ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
        const LocalPath point = at("tree/mounted"); // of the same file system: only openat2 sees it
        if (!isAlone ||
            ::mount(at("elsewhere").c_str(), point.c_str(), nullptr, MS_BIND, nullptr) != 0)
            QSKIP("NOT TESTED: this user may not mount");
        const QString code = codeOf(m_local->removeTree(at("tree")));
        ::umount(point.c_str());
        QCOMPARE(code, "file.cross-device");
        QCOMPARE(content("elsewhere/file"), "keep");
    }

    void removesALinkToATreeAsTheLinkItIs() {
        VERIFY_OK(m_files->makeFolders(at("tree")));
        put("tree/file", "keep");
        VERIFY_OK(m_files->symlink("tree", at("link")));
        VERIFY_OK(m_files->removeTree(at("link")));
        QVERIFY(!m_files->exists(at("link")));
        QCOMPARE(content("tree/file"), "keep");
    }

    void setsTimesAndAttributes() {
        put("file", "x");
        VERIFY_OK(m_files->setModified(at("file"), FileTime{1'600'000'000, 123'456'789}));
        QCOMPARE(m_files->stat(at("file"))->modified.seconds, 1'600'000'000);
        QCOMPARE(m_files->stat(at("file"))->modified.nanoseconds, 123'456'789);
        VERIFY_OK(m_files->setOwner(at("file"), ::geteuid(), ::getegid()));
        const auto set = m_files->setXattrs(at("file"), {{"user.upkeep", QByteArray("a\0b", 3)}});
        if (set.has_value())
            QCOMPARE(m_files->xattrs(at("file"))->value("user.upkeep"), QByteArray("a\0b", 3));
        else
            QCOMPARE(set.error().code, ErrorCode::FileUnsupported);
    }

    void locksOnce() {
        auto first = m_files->lock(at("lock"));
        VERIFY_OK(first);
        QCOMPARE(codeOf(m_files->lock(at("lock"))), "lock.held");
        first->reset();
        VERIFY_OK(m_files->lock(at("lock")));
    }

    void syncs() {
        put("file", "x");
        VERIFY_OK(m_files->syncFile(at("file")));
        VERIFY_OK(m_files->syncFolder(m_root));
        VERIFY_OK(m_files->syncFs(m_root));
        QCOMPARE(codeOf(m_files->syncFolder(at("absent"))), "file.not-found");
    }
};

QTEST_GUILESS_MAIN(TestFileSystem)
#include "test_file_system.moc"
