// SPDX-License-Identifier: Apache-2.0
// Archives of projects without metadata, made by the usual tools, read here and by the child that
// reads them in the product; what the gate itself refuses is in tests/unit/tree/test_entry_gate.
#include "payload/foreign_archive.h"

#include "steps/stage.h"
#include "support/verify_ok.h"
#include "tree/hash_tree.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;
using test::codeOf;

class TestForeignArchive : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    std::unique_ptr<Processes> m_processes = makeLocalProcesses();
    const LocalPath m_worker = LocalPath::parse(UPKEEP_BIN_DIR "/upkeepctl").value();

    LocalPath path(const char* name) const {
        return LocalPath::parse(m_folder.path().toUtf8()).value() / name;
    }
    void sh(const QByteArray& script) {
        QProcess shell;
        shell.setWorkingDirectory(m_folder.path());
        shell.start("sh", {"-ec", QString::fromUtf8(script)});
        QVERIFY(shell.waitForFinished());
        QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
    }
    // Python writes what no well-meant tool would.
    void python(const QByteArray& script) {
        QProcess interpreter;
        interpreter.setWorkingDirectory(m_folder.path());
        interpreter.start("python3", {"-c", QString::fromUtf8(script)});
        QVERIFY(interpreter.waitForFinished());
        QVERIFY2(interpreter.exitCode() == 0, interpreter.readAllStandardError().constData());
    }
    ForeignArchive archive(const char* name, int strip = 1) const {
        ForeignArchive archive;
        archive.file = path(name);
        archive.form = foreignFormOf(name).value_or(ForeignForm::Program);
        archive.strip = strip;
        archive.executable = RelativePath::parse("bin/tool").value();
        return archive;
    }
    // Without a worker: here.
    Result<FileList> unpack(const ForeignArchive& archive, const LocalPath& worker = {}) {
        const LocalPath into = path("out");
        UPKEEP_TRY(m_files->removeTree(into));
        UPKEEP_TRY(m_files->makeFolder(into));
        return readForeignArchive({archive, into}, *m_files, *m_processes, worker, {});
    }
    Result<FileList> look(const ForeignArchive& archive, const LocalPath& worker = {}) {
        return readForeignArchive({archive, {}}, *m_files, *m_processes, worker, {});
    }

private Q_SLOTS:
    void initTestCase() {
        sh("mkdir -p tool-1.0/bin tool-1.0/share\n"
           "printf '#!/bin/sh\\necho 1.0\\n' > tool-1.0/bin/tool; chmod 755 tool-1.0/bin/tool\n"
           "head -c 300000 /dev/zero > tool-1.0/share/zeros; echo grün > tool-1.0/share/größe\n"
           "ln -s ../bin/tool tool-1.0/share/link\n"
           "tar -czf tool.tar.gz tool-1.0; tar -cJf tool.tar.xz tool-1.0\n"
           "tar --zstd -cf tool.tar.zst tool-1.0; tar -cSf sparse.tar tool-1.0\n"
           "cp tool-1.0/bin/tool program\n"
           "tar -cjf tool.tar.bz2 tool-1.0; cp tool.tar.bz2 disguised.tar.gz");
        python("import shutil; shutil.make_archive('tool', 'zip', '.', 'tool-1.0')");
    }

    void unpacksWhatProjectsPublish_data() {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"tool.tar.gz", "tool.tar.xz", "tool.tar.zst", "sparse.tar"})
            QTest::newRow(name) << QByteArray(name);
        QTest::newRow("tool.zip") << QByteArray("tool.zip");
    }
    void unpacksWhatProjectsPublish() {
        QFETCH(QByteArray, name);
        const auto list = unpack(archive(name.constData()));
        VERIFY_OK(list);
        const auto there = listFolder(*m_files, path("out"));
        VERIFY_OK(there);
        QCOMPARE(list->serialize(), there->serialize());
        const FileEntry* const tool = list->find(RelativePath::parse("bin/tool").value());
        QVERIFY(tool);
        QCOMPARE(tool->mode, 0755U);
        const FileEntry* const zeros = list->find(RelativePath::parse("share/zeros").value());
        QVERIFY(zeros);
        QCOMPARE(zeros->size, 300'000);
        // Looked at only, it says the same; and so does the child, which leaves the same tree.
        for (const LocalPath& worker : {LocalPath(), m_worker}) {
            const auto seen = look(archive(name.constData()), worker);
            VERIFY_OK(seen);
            QCOMPARE(seen->serialize(), list->serialize());
        }
        const auto again = unpack(archive(name.constData()), m_worker);
        VERIFY_OK(again);
        QCOMPARE(again->serialize(), list->serialize());
        QCOMPARE(listFolder(*m_files, path("out"))->serialize(), list->serialize());
    }

    void takesASingleProgram() {
        const auto list = unpack(archive("program"));
        VERIFY_OK(list);
        QCOMPARE(list->entries().size(), 2); // bin, bin/tool
        QProcess tool;
        tool.start(m_folder.filePath("out/bin/tool"), {});
        QVERIFY(tool.waitForFinished());
        QCOMPARE(tool.readAll(), "1.0\n");
    }

    void makesTheProgramOfAZipWithoutModesRun() {
        python("import zipfile\n"
               "z = zipfile.ZipFile('plain.zip', 'w')\n"
               "i = zipfile.ZipInfo('bin/tool'); i.create_system = 0; i.external_attr = 0\n"
               "z.writestr(i, '#!/bin/sh\\n'); z.close()");
        const auto list = unpack(archive("plain.zip", 0));
        VERIFY_OK(list);
        QCOMPARE(list->find(RelativePath::parse("bin/tool").value())->mode, 0755U);
        QCOMPARE(m_files->stat(path("out/bin/tool"))->mode, 0755U);
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("script"); // writes bad.tar or bad.zip
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("code");
        const QByteArray tar = "import tarfile, io\nt = tarfile.open('bad.tar', 'w')\n"
                               "def add(n, **k):\n"
                               " i = tarfile.TarInfo(n)\n"
                               " [setattr(i, a, v) for a, v in k.items()]\n"
                               " t.addfile(i, io.BytesIO(b'x' * i.size))\n";
        const auto row = [&](const char* what, const char* script, const char* code) {
            QTest::newRow(what) << tar + script + "\nt.close()" << QByteArray("bad.tar") << code;
        };
        row("a name that climbs out", "add('../evil', size=1)", "archive.unsafe-entry");
        row("an absolute name", "add('/tmp/evil', size=1)", "archive.unsafe-entry");
        row("a link that leads out",
            "add('l', type=tarfile.SYMTYPE, linkname='../../etc/passwd')",
            "archive.unsafe-entry");
        row("through a link",
            "add('d', type=tarfile.SYMTYPE, linkname='e'); add('d/f', size=1)",
            "archive.unsafe-entry");
        row("a hard link",
            "add('a', size=1); add('b', type=tarfile.LNKTYPE, linkname='a')",
            "archive.unsafe-entry");
        row("a device", "add('n', type=tarfile.CHRTYPE)", "archive.unsafe-entry");
        row("a setuid program", "add('s', size=1, mode=0o4755)", "archive.unsafe-entry");
        row("the same name twice", "add('a', size=1); add('A', size=1)", "archive.unsafe-entry");
        row("a place of ours",
            "add('.upkeep-installed/product.yaml', size=1)",
            "archive.unsafe-entry");
        row("nothing", "", "archive.invalid");
        QTest::newRow("a bomb")
            << QByteArray(
                   "import zipfile\nz = zipfile.ZipFile('bad.zip', 'w', zipfile.ZIP_DEFLATED)\n"
                   "z.writestr('zeros', b'\\0' * (30 << 20)); z.close()")
            << QByteArray("bad.zip") << "payload.limit";
        QTest::newRow("cut off") << QByteArray("d = open('tool.tar.gz', 'rb').read(); "
                                               "open('bad.tar.gz', 'wb').write(d[:len(d) // 2])")
                                 << QByteArray("bad.tar.gz") << "archive.invalid";
        QTest::newRow("a kind that is not read")
            << QByteArray("") << QByteArray("disguised.tar.gz") << "archive.invalid";
        QTest::newRow("no archive at all") << QByteArray("open('bad.zip', 'w').write('<html>')")
                                           << QByteArray("bad.zip") << "archive.invalid";
    }
    void refuses() {
        QFETCH(QByteArray, script);
        QFETCH(QByteArray, name);
        python(script);
        for (const LocalPath& worker : {LocalPath(), m_worker}) {
            const auto list = unpack(archive(name.constData(), 0), worker);
            QTEST(codeOf(list), "code");
            QVERIFY(!list.error().subject.isEmpty());
            QVERIFY(!m_files->exists(path("evil")));
            QTEST(codeOf(look(archive(name.constData(), 0), worker)), "code");
        }
        // The next good one comes in.
        VERIFY_OK(unpack(archive("tool.tar.gz"), m_worker));
    }

    void leavesThePackagesOfOthersAlone() {
        for (const char* name : {"a.deb", "a.rpm", "a.exe", "a.dmg", "a.gz", "a.7z"})
            QVERIFY2(!foreignFormOf(name), name);
        QCOMPARE(foreignFormOf("tool-linux-x64"), std::optional(ForeignForm::Program));
        QCOMPARE(foreignFormOf("Tool.TAR.GZ"), std::optional(ForeignForm::Tar));
    }
};

QTEST_GUILESS_MAIN(TestForeignArchive)
#include "test_foreign_archive.moc"
