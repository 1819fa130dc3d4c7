// SPDX-License-Identifier: Apache-2.0
// The child that parses what came from outside: what it says is heard in full, and one that lies,
// dies or hangs harms nobody.
#include "payload/unpack_child.h"
#include "steps/stage.h"
#include "support/verify_ok.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace upkeep;
using namespace std::chrono_literals;
using test::codeOf;

class TestUnpackChild : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    std::unique_ptr<Processes> m_processes = makeLocalProcesses();
    const LocalPath m_worker = LocalPath::parse(UPKEEP_BIN_DIR "/upkeepctl").value();

    LocalPath path(const char* name) const {
        return LocalPath::parse(m_folder.path().toUtf8()).value() / name;
    }
    // A child that does as it is told here.
    LocalPath impostor(const QByteArray& script) {
        const LocalPath file = path("impostor");
        m_files->removeTree(file).has_value();
        const auto made = m_files->create(file, 0755);
        (*made)->write("#!/bin/sh\n" + script + '\n').has_value();
        (*made)->close(false).has_value();
        return file;
    }
    ForeignJob job() {
        m_files->removeTree(path("program")).has_value();
        m_files->writeAndSync(path("program"), "#!/bin/sh\n").has_value();
        ForeignArchive archive;
        archive.file = path("program");
        archive.form = ForeignForm::Program;
        archive.executable = RelativePath::parse("bin/tool").value();
        return {archive, {}};
    }
    Result<FileList> look(const LocalPath& worker, const std::stop_token& stop = {}) {
        return readForeignArchive(job(), *m_files, *m_processes, worker, stop);
    }

private Q_SLOTS:
    void believesNoImpostor_data() {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("code");
        const auto list = [](const QByteArray& line) {
            return "printf '%s\\n' '{\"report\": {\"list\": \"" + line + "\"}}'";
        };
        const QByteArray hash(64, 'a');
        QTest::newRow("says nothing") << QByteArray("exit 1") << "stage.failed";
        QTest::newRow("dies") << QByteArray("kill -9 $$") << "stage.failed";
        QTest::newRow("says something and dies")
            << QByteArray("echo '{}'; kill -9 $$") << "stage.failed";
        QTest::newRow("babbles") << QByteArray("echo tree") << "parse.invalid";
        QTest::newRow("answers something else")
            << QByteArray("echo '{\"report\": {}}'") << "parse.invalid";
        QTest::newRow("an error of no kind")
            << QByteArray("echo '{\"error\": {\"id\": 1}}'") << "parse.invalid";
        QTest::newRow("an error that nobody knows")
            << QByteArray("echo '{\"error\": {\"id\": \"x\", \"subject\": \"\", \"cause\": \"\"}}'")
            << "internal";
        QTest::newRow("a name that climbs out")
            << list("f\\t0644\\t1\\t" + hash + "\\t../evil\\n") << "tree.invalid";
        QTest::newRow("a setuid program")
            << list("f\\t4755\\t1\\t" + hash + "\\ttool\\n") << "tree.invalid";
        QTest::newRow("what may be") << list("f\\t0755\\t1\\t" + hash + "\\ttool\\n") << "ok";
    }
    void believesNoImpostor() {
        QFETCH(QByteArray, script);
        QTEST(codeOf(look(impostor(script))), "code");
        VERIFY_OK(look(m_worker));
    }

    void stopsAChildThatHangs() {
        const LocalPath hanging = impostor("touch started; sleep 600");
        std::stop_source stop;
        std::thread person([&] {
            std::this_thread::sleep_for(100ms);
            stop.request_stop();
        });
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(codeOf(look(hanging, stop.get_token())), "cancelled");
        person.join();
        QVERIFY(clock.elapsed() < 30'000);
    }

    // Thousands of files that cannot be had yet are one line of hundreds of kilobytes.
    void hearsALongAnswer() {
        QList<FileEntry> entries;
        for (int n = 0; n < 5000; ++n) {
            FileEntry entry;
            entry.size = 1;
            entry.digest = Digest::of(QByteArray::number(n));
            entry.path =
                RelativePath::parse(QByteArray(80, 'n') + QByteArray::number(10'000 + n)).value();
            entries.append(entry);
        }
        AssembleJob wanted;
        wanted.into = path("tree");
        wanted.wanted = FileList::fromEntries(entries).value();
        const auto report = assembleTree(wanted, *m_files, *m_processes, m_worker, {}, {});
        VERIFY_OK(report);
        QCOMPARE(report->missing.size(), 5000);
        QCOMPARE(report->missing.constLast(), entries.constLast().path);
    }

    // An archive may hold as many names as the limits allow.
    void hearsALongList() {
        QList<FileEntry> entries;
        for (int n = 0; n < 60'000; ++n) {
            FileEntry entry;
            entry.type = EntryType::Folder;
            entry.mode = 0755;
            entry.path =
                RelativePath::parse(QByteArray(200, 'n') + QByteArray::number(100'000 + n)).value();
            entries.append(entry);
        }
        const FileList list = FileList::fromEntries(entries).value();
        const auto heard = foreignAnswerFromJson(foreignAnswerToJson(list));
        VERIFY_OK(heard);
        QCOMPARE(heard->entries().size(), entries.size());
        for (FileEntry& entry : entries)
            entry.path =
                RelativePath::parse(QByteArray(240, 'm') + '/' + QByteArray(240, 'm') + '/' +
                                    QByteArray(240, 'm') + '/' + entry.path.bytes().right(230))
                    .value();
        FileEntry folder = entries.constFirst();
        for (const int depth : {1, 2, 3}) {
            folder.path =
                RelativePath::parse(QByteArrayList(depth, QByteArray(240, 'm')).join('/')).value();
            entries.append(folder);
        }
        QCOMPARE(codeOf(foreignAnswerFromJson(
                     foreignAnswerToJson(FileList::fromEntries(entries).value()))),
                 "payload.limit");
    }
};

QTEST_GUILESS_MAIN(TestUnpackChild)
#include "test_unpack_child.moc"
