// SPDX-License-Identifier: Apache-2.0
// What goes into the vault comes out exactly.
#include "vault_fixture.h"

#include <QRandomGenerator>
#include <QTest>

using namespace upkeep;
using test::codeOf;
using test::VaultFixture;

namespace {

QByteArray noise(qsizetype size, quint32 seed) {
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator random(seed);
    for (char& byte : bytes)
        byte = static_cast<char>(random.generate());
    return bytes;
}

LocalName name(const QByteArray& bytes) {
    return LocalName::parse(bytes).value();
}

} // namespace

class TestVault : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<VaultFixture> m_fixture;
    std::optional<Vault> m_vault;

    QString take(int minute = 0, const AddOptions& options = {}) {
        auto id = VaultFixture::snapshot(*m_vault, m_fixture->tree, minute, options);
        return id.has_value() ? id.value() : "failed: " + id.error().toString();
    }
    void compareRestored(const QString& id, const QByteArrayList& before) {
        const LocalPath into = m_fixture->top / "restored";
        VERIFY_OK(m_fixture->files->removeTree(into));
        VERIFY_OK(m_vault->restoreTree(id, "app", into));
        QCOMPARE(m_fixture->picture(into), before);
    }

private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<VaultFixture>();
        auto vault = Vault::open(*m_fixture->files, m_fixture->place);
        VERIFY_OK(vault);
        m_vault = std::move(vault).value();
    }

    void givesBackEverythingExactly_data() {
        QTest::addColumn<QByteArray>("shell");
        const auto row = [](const char* what, const char* shell) {
            QTest::newRow(what) << QByteArray(shell);
        };
        row("an empty tree", "true");
        row("empty folders and files", "mkdir -p tree/a/b/c tree/d; touch tree/e tree/a/f");
        row("names that are no text",
            "for n in '\\377\\376' 'a\\nb' ' ' 'e\\314\\201' '\\303\\251' '-rf'; do "
            "printf x > tree/\"$(printf -- \"$n\")\"; done");
        row("times to the nanosecond",
            "echo > tree/a; touch -d '1985-10-26 01:02:03.123456789' tree/a; mkdir tree/d; "
            "echo > tree/d/x; touch -d '1969-12-31 23:59:58.000000001' tree/d");
        row("modes",
            "for m in 000 400 640 755 1777 4755 2755; do echo $m > tree/$m; "
            "chmod $m tree/$m; mkdir tree/d$m; chmod $m tree/d$m; done");
        row("links",
            "ln -s nowhere tree/a; ln -s /absolute tree/b; ln -s ../.. tree/c; "
            "touch -h -d '2001-02-03 04:05:06.7' tree/a");
        row("hard links",
            "echo one > tree/a; mkdir tree/d; ln tree/a tree/d/b; ln tree/a tree/c; "
            "echo one > tree/other");
        row("contents that are the same", "for i in 1 2 3; do echo same > tree/$i; done");
        row("prefixes that sort between a folder and its files",
            "mkdir tree/a; echo 1 > tree/a/x; echo 2 > tree/a-b; echo 3 > tree/a.b");
    }
    void givesBackEverythingExactly() {
        QFETCH(QByteArray, shell);
        m_fixture->shell(shell);
        const QByteArrayList before = m_fixture->picture(m_fixture->tree);
        compareRestored(take(), before);
        QCOMPARE(m_fixture->picture(m_fixture->tree), before);
    }

    void keepsAttributes() {
        m_fixture->put("file", "x");
        VERIFY_OK(m_fixture->files->setXattrs(m_fixture->tree / "file",
                                              {{"user.note", "he\0llo"}, {"user.b", "\xff"}}));
        compareRestored(take(), m_fixture->picture(m_fixture->tree));
    }

    void keepsContentsOfAnySize_data() {
        QTest::addColumn<int>("size");
        for (const int size :
             {1, 512 * 1024 - 1, 512 * 1024, 512 * 1024 + 1, 4 << 20, (4 << 20) + 1, (9 << 20) + 7})
            QTest::addRow("%d bytes", size) << size;
    }
    void keepsContentsOfAnySize() {
        QFETCH(int, size);
        m_fixture->put("noise", noise(size, 1));
        m_fixture->put("text", QByteArray(size, 'a'));
        compareRestored(take(), m_fixture->picture(m_fixture->tree));
    }

    void goesOnInAFurtherPack() {
        m_fixture->put("large", noise(66 << 20, 2));
        const QString id = take();
        const auto folders = m_fixture->files->list(m_fixture->place / "packs");
        int packs = 0;
        for (const FolderEntry& entry : folders.value())
            packs += int(m_fixture->files->list(m_fixture->place / "packs" / entry.name)->size());
        QCOMPARE(packs, 2);
        compareRestored(id, m_fixture->picture(m_fixture->tree));
    }

    void keepsHoles() {
        m_fixture->shell("truncate -s 3000000 tree/end; printf x > tree/mid; "
                         "truncate -s 2M tree/mid; printf y >> tree/mid");
        const QByteArrayList before = m_fixture->picture(m_fixture->tree);
        compareRestored(take(), before);
        for (const char* file : {"restored/end", "restored/mid"}) {
            const FileStat stat = m_fixture->files->stat(m_fixture->top / file).value();
            QVERIFY2(stat.blocks * 512 < 64 * 1024, file);
        }
    }

    void storesAContentOnce() {
        const QByteArray content = noise(300'000, 3);
        m_fixture->put("a", content);
        m_fixture->put("b", content);
        take(0);
        const qint64 first = m_vault->space()->packs;
        QVERIFY2(first < 310'000, qPrintable(QString::number(first)));
        m_fixture->put("c", content);
        take(1);
        QCOMPARE(m_vault->space()->packs, first);
    }

    void seesAChangeOfTheSameSizeAndTime() {
        m_fixture->shell("printf old > tree/a; touch -d 1985-10-26 tree/a");
        const QString before = take(0);
        m_fixture->shell("printf new > tree/a; touch -d 1985-10-26 tree/a");
        const QByteArrayList changed = m_fixture->picture(m_fixture->tree);
        compareRestored(take(1), changed);
        VERIFY_OK(m_vault->restoreTree(before, "app", m_fixture->top / "old"));
        QCOMPARE(m_fixture->files->read(m_fixture->top / "old/a", 10).value(), QByteArray("old"));
    }

    void doesNotReadWhatIsProvablyTheSame() {
        m_fixture->put("a", "content");
        QTest::qWait(2100); // a file must have been quiet for two seconds to be believed
        take(0);
        test::FaultyFileSystem faulty(*m_fixture->files);
        auto vault = Vault::open(faulty, m_fixture->place);
        VERIFY_OK(vault);
        const auto id = VaultFixture::snapshot(*vault, m_fixture->tree, 1);
        VERIFY_OK(id);
        // Nothing but the snapshot itself and the lock: no pack was begun.
        QVERIFY2(faulty.log().filter("create").isEmpty(), qPrintable(faulty.log().join('\n')));
        compareRestored(*id, m_fixture->picture(m_fixture->tree));
    }

    // What a file of /proc holds is never what its size says: to a reader it always changes.
    void refusesAFileThatKeepsChanging() {
        const LocalPath changing = LocalPath::parse("/proc/self/status").value();
        QCOMPARE(codeOf(VaultFixture::snapshot(*m_vault, changing)), QString("snapshot.torn"));
        AddOptions tolerant;
        tolerant.tolerant = {"*"};
        const auto id = VaultFixture::snapshot(*m_vault, changing, 1, tolerant);
        VERIFY_OK(id);
        const auto manifest = m_vault->manifest(*id);
        VERIFY_OK(manifest);
        QVERIFY(manifest->component("app")->top.torn);
        VERIFY_OK(m_vault->restoreTree(*id, "app", m_fixture->top / "torn"));
        QVERIFY(m_fixture->files->stat(m_fixture->top / "torn")->size > 0);
    }

    void leavesOutWhatItIsTold() {
        m_fixture->shell("mkdir -p tree/cache tree/deep/cache tree/keep; echo > tree/cache/x; "
                         "echo > tree/deep/cache/x; echo > tree/a.log; echo > tree/keep/b.log; "
                         "echo > tree/c.txt; mkfifo tree/pipe");
        AddOptions options;
        options.exclude = {"/cache/", "*.log", "!keep/*.log"};
        const QString id = take(0, options);
        const auto manifest = m_vault->manifest(id);
        VERIFY_OK(manifest);
        const SnapshotComponent* app = manifest->component("app");
        QByteArrayList names;
        for (const SnapshotEntry& entry : app->entries)
            names.append(entry.name.bytes());
        QCOMPARE(
            names,
            QByteArrayList({"c.txt", "deep", "deep/cache", "deep/cache/x", "keep", "keep/b.log"}));
        QCOMPARE(app->exclusions, options.exclude);
        QCOMPARE(app->leftOut, QList<LocalName>{name("pipe")});
    }

    void neverTakesItself() {
        auto inside = Vault::open(*m_fixture->files, m_fixture->tree / "vault");
        VERIFY_OK(inside);
        m_fixture->put("a", "x");
        const auto id = VaultFixture::snapshot(*inside, m_fixture->tree);
        VERIFY_OK(id);
        QCOMPARE(inside->manifest(*id)->component("app")->entries.size(), 1);
    }

    void asksForConsistentCopiesOfDatabases() {
        m_fixture->shell("printf live > tree/notes.db; printf w > tree/notes.db-wal; "
                         "printf s > tree/notes.db-shm; printf o > tree/other-wal");
        AddOptions options;
        options.databases = {name("notes.db")};
        options.copyDatabase = [&](const LocalPath& from, const LocalPath& to) {
            return from.basename() == "notes.db" ? m_fixture->files->writeAndSync(to, "consistent")
                                                 : Result<void>(Error{ErrorCode::Internal, {}, {}});
        };
        const QString id = take(0, options);
        VERIFY_OK(m_vault->restoreTree(id, "app", m_fixture->top / "restored"));
        const auto content = m_fixture->files->read(m_fixture->top / "restored/notes.db", 100);
        QCOMPARE(content.value(), QByteArray("consistent"));
        QVERIFY(!m_fixture->files->exists(m_fixture->top / "restored/notes.db-wal"));
        QVERIFY(m_fixture->files->exists(m_fixture->top / "restored/other-wal"));
    }

    void takesSingleFilesAndDumps() {
        m_fixture->put("single", "content");
        m_fixture->shell("chmod 640 tree/single");
        auto writer = m_vault->begin(VaultFixture::meta());
        VERIFY_OK(writer);
        VERIFY_OK(writer->addTree("file", m_fixture->tree / "single"));
        VERIFY_OK(writer->addBytes("dumps", name("services/state"), "active"));
        VERIFY_OK(writer->addBytes("dumps", name("large"), noise(5 << 20, 5)));
        VERIFY_OK(writer->addFile("dumps", name("services/copy"), m_fixture->tree / "single"));
        QCOMPARE(codeOf(writer->addBytes("dumps", name("large/below"), "x")),
                 QString("snapshot.failed"));
        QCOMPARE(codeOf(writer->addBytes("dumps", name("large"), "x")), QString("snapshot.failed"));
        const auto id = writer->close();
        VERIFY_OK(id);
        VERIFY_OK(m_vault->restoreTree(*id, "file", m_fixture->top / "file"));
        VERIFY_OK(m_vault->restoreTree(*id, "dumps", m_fixture->top / "dumps"));
        QCOMPARE(m_fixture->files->stat(m_fixture->top / "file")->mode, 0640u);
        QCOMPARE(m_fixture->files->read(m_fixture->top / "dumps/services/state", 99).value(),
                 QByteArray("active"));
        QCOMPARE(m_fixture->files->read(m_fixture->top / "dumps/large", 9 << 20).value(),
                 noise(5 << 20, 5));
        QVERIFY(m_fixture->files->exists(m_fixture->top / "dumps/services/copy"));
    }

    void addsToAClosedSnapshot() {
        m_fixture->put("a", "x");
        const QString id = take();
        auto writer = m_vault->extend(id);
        VERIFY_OK(writer);
        VERIFY_OK(writer->addTree("later", m_fixture->tree));
        QCOMPARE(codeOf(writer->addTree("app", m_fixture->tree)), QString("snapshot.failed"));
        QCOMPARE(m_vault->manifest(id)->components.size(), 1);
        VERIFY_OK(writer->close());
        QCOMPARE(m_vault->list()->size(), 1);
        QCOMPARE(m_vault->list()->first().components, QStringList({"app", "later"}));
    }

    void restoresSomeFilesWithTheirFolders() {
        m_fixture->shell(
            "mkdir -p tree/a/b tree/c; echo 1 > tree/a/b/x; echo 2 > tree/a/y; "
            "echo 3 > tree/c/z; touch -d 2001-01-01 tree/a tree/a/b; chmod 700 tree/a");
        const QString id = take();
        const LocalPath into = m_fixture->top / "some";
        VERIFY_OK(m_vault->restoreFiles(id, "app", {name("a/b")}, into));
        QCOMPARE(m_fixture->picture(into).size(), 4);
        const FileStat folder = m_fixture->files->stat(into / "a").value();
        QCOMPARE(folder.mode, 0700u);
        QCOMPARE(folder.modified, m_fixture->files->stat(m_fixture->tree / "a")->modified);
        QCOMPARE(codeOf(m_vault->restoreFiles(id, "app", {name("nix")}, m_fixture->top / "n")),
                 QString("snapshot.unknown"));
    }

    void neverWritesOverWhatIsThere() {
        m_fixture->put("a", "x");
        const QString id = take();
        QCOMPARE(codeOf(m_vault->restoreTree(id, "app", m_fixture->tree)), QString("file.exists"));
    }

    void sayWhatIsInIt() {
        m_fixture->put("a", "12345");
        m_fixture->put("b/c", "1234567");
        SnapshotMeta meta = VaultFixture::meta();
        meta.description = QString::fromUtf8("before \xc3\xbc");
        meta.platform = "linux-x64";
        meta.arch = "x86_64";
        meta.trigger = "user";
        meta.dataVersions = {{"notes", "3"}};
        meta.notes = {{"service", "active"}};
        auto writer = m_vault->begin(meta);
        VERIFY_OK(writer);
        VERIFY_OK(writer->addTree("app", m_fixture->tree));
        const auto id = writer->close();
        VERIFY_OK(id);
        const auto infos = m_vault->list();
        VERIFY_OK(infos);
        QCOMPARE(infos->size(), 1);
        const SnapshotInfo& info = infos->first();
        QCOMPARE(info.id, *id);
        QCOMPARE(info.files, 2);
        QCOMPARE(info.size, 12);
        QCOMPARE(info.meta.version.toString(), QString("1.1.0"));
        QCOMPARE(info.meta.time, meta.time);
        QCOMPARE(info.meta.description, meta.description);
        QCOMPARE(info.meta.dataVersions, meta.dataVersions);
        QCOMPARE(info.meta.notes, meta.notes);
        QCOMPARE(info.meta.arch, QString("x86_64"));
        QVERIFY(!info.damaged && !info.pinned && !info.verified);
        QVERIFY(info.ownSize > 0);
        QVERIFY(!info.checksum.isNull());
    }

    void handsOutContentsForPatches() {
        const QByteArray content = noise(5 << 20, 6);
        m_fixture->put("a", content);
        take();
        const Digest digest = Digest::of(content);
        QCOMPARE(m_vault->contains(digest).value(), true);
        QCOMPARE(m_vault->contains(Digest::of("other")).value(), false);
        VERIFY_OK(m_vault->extractObject(digest, m_fixture->top / "out"));
        QCOMPARE(m_fixture->files->read(m_fixture->top / "out", 9 << 20).value(), content);
        QCOMPARE(codeOf(m_vault->extractObject(Digest::of("other"), m_fixture->top / "o")),
                 QString("snapshot.unknown"));
    }

    void letsOnlyOneWrite() {
        auto first = m_vault->begin(VaultFixture::meta());
        VERIFY_OK(first);
        auto other = Vault::open(*m_fixture->files, m_fixture->place);
        VERIFY_OK(other);
        QCOMPARE(codeOf(other->begin(VaultFixture::meta())), QString("lock.held"));
        QCOMPARE(codeOf(other->retain(1, 0, {})), QString("lock.held"));
    }

    void leavesNoTraceOfASnapshotThatWasNotClosed() {
        m_fixture->put("a", noise(3 << 20, 7));
        {
            auto writer = m_vault->begin(VaultFixture::meta());
            VERIFY_OK(writer);
            VERIFY_OK(writer->addTree("app", m_fixture->tree));
        }
        QVERIFY(m_vault->list()->isEmpty());
        take();
        QVERIFY(m_fixture->files->list(m_fixture->place / "tmp")->isEmpty());
    }

    void refusesAForeignFolder() {
        m_fixture->put("a", "x");
        QCOMPARE(codeOf(Vault::open(*m_fixture->files, m_fixture->tree)),
                 QString("snapshot.invalid"));
        VERIFY_OK(m_fixture->files->writeAndSync(m_fixture->place / "FORMAT", "upkeep-vault 2\n"));
        QCOMPARE(codeOf(Vault::open(*m_fixture->files, m_fixture->place)),
                 QString("snapshot.invalid"));
    }

    void isPrivate() { QCOMPARE(m_fixture->files->stat(m_fixture->place)->mode, 0700u); }

    void stopsWhenAsked() {
        m_fixture->put("a", "x");
        const QString id = take();
        std::stop_source source;
        source.request_stop();
        auto writer = m_vault->begin(VaultFixture::meta());
        VERIFY_OK(writer);
        QCOMPARE(codeOf(writer->addTree("app", m_fixture->tree, {}, {}, source.get_token())),
                 QString("cancelled"));
        QCOMPARE(
            codeOf(m_vault->restoreTree(id, "app", m_fixture->top / "r", {}, source.get_token())),
            QString("cancelled"));
    }
};

QTEST_GUILESS_MAIN(TestVault)
#include "test_vault.moc"
