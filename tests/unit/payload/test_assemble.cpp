// SPDX-License-Identifier: Apache-2.0
#include "payload/assemble.h"
#include "payload/assemble_job_json.h"
#include "payload/child_json.h"
#include "payload/foreign_job_json.h"
#include "payload/frame_plan.h"
#include "publish/package_writer.h"
#include "support/faulty_file_system.h"
#include "unit/payload/made_tree.h"

#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;
using test::codeOf;

class TestAssemble : public QObject {
    Q_OBJECT

    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    std::unique_ptr<Processes> m_processes = makeLocalProcesses();
    std::unique_ptr<QTemporaryDir> m_folder;
    MadeTree m_tree;
    PackageIndex m_index;
    QByteArray m_asset;
    QByteArray m_package;

    LocalPath place(const char* name) const { return localPath(m_folder->filePath(name)); }

    void publish() {
        m_tree = {{"bin/program", {sentences(180'000, 1), 0755, {}}},
                  {"bin/link", {{}, 0, "program"}},
                  {"empty", {}},
                  {"share/a", {sentences(40, 2), 0644, {}}},
                  {"share/b", {sentences(40, 2), 0644, {}}},
                  {"share/c", {sentences(40, 3), 0644, {}}}};
        PackageRequest request;
        request.tree = place("tree");
        request.list = writeTree(*m_files, request.tree, m_tree);
        request.released = QDateTime(QDate(2026, 1, 2), QTime(3, 4), Qt::UTC);
        request.package = place("package");
        request.index = place("index");
        request.frames = place("package.frames");
        VERIFY_OK(writePackage(request, *m_files, *m_processes, {}, {}));
        m_package = m_files->read(request.package, 1 << 24).value();
        m_asset = m_files->read(request.index, 1 << 20).value();
        m_index = PackageIndex::parse(m_asset).value();
        QVERIFY(m_index.frames.size() >= 3);
    }

    void fetchEverything() {
        writeTree(*m_files, place("tree"), m_tree);
        VERIFY_OK(writeEntry(*m_files, place("index"), {m_asset, 0644, {}}));
        VERIFY_OK(writeEntry(*m_files, place("package"), {m_package, 0644, {}}));
        VERIFY_OK(m_files->makeFolder(place("frames")));
        for (qsizetype i = 0; i < m_index.frames.size(); ++i) {
            const Frame& frame = m_index.frames[i];
            VERIFY_OK(writeEntry(
                *m_files, framePlace(i), {m_package.mid(frame.offset, frame.packed), 0644, {}}));
        }
    }

    LocalPath framePlace(qint64 number) const {
        return place("frames") / (QByteArray::number(number) + ".frame").constData();
    }

    AssembleJob job() const {
        AssembleJob job;
        job.into = place("staged");
        job.wanted = m_index.files;
        job.index = place("index");
        return job;
    }

    Result<AssembleReport> run(const AssembleJob& job, FileSystem& files) {
        UPKEEP_TRY(m_files->removeTree(job.into));
        UPKEEP_TRY(m_files->makeFolder(job.into));
        return assemble(job, files, {}, {});
    }

private Q_SLOTS:
    void initTestCase() {
        m_folder = std::make_unique<QTemporaryDir>();
        publish();
    }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        fetchEverything();
    }

    void takesTheFirstWayThatWorks_data() {
        QTest::addColumn<bool>("sources");
        QTest::addColumn<bool>("frames");
        QTest::addColumn<bool>("package");
        QTest::addColumn<int>("cloned");
        QTest::addColumn<int>("decoded");
        QTest::addColumn<int>("missing");
        QTest::newRow("nothing") << false << false << false << 0 << 0 << 4;
        QTest::newRow("sources") << true << false << false << 4 << 0 << 0;
        QTest::newRow("frames") << false << true << false << 1 << 3 << 0;
        QTest::newRow("package") << false << false << true << 1 << 3 << 0;
        QTest::newRow("all") << true << true << true << 4 << 0 << 0;
    }
    void takesTheFirstWayThatWorks() {
        QFETCH(bool, sources);
        QFETCH(bool, frames);
        QFETCH(bool, package);
        QFETCH(int, cloned);
        QFETCH(int, decoded);
        QFETCH(int, missing);
        AssembleJob wanted = job();
        if (frames)
            wanted.frames = place("frames");
        if (package)
            wanted.package = place("package");
        if (sources) {
            for (const FileEntry& entry : wanted.wanted.entries())
                wanted.sources.insert(entry.digest, place("tree") / LocalName(entry.path));
        }
        const auto report = run(wanted, *m_files);
        VERIFY_OK(report);
        QCOMPARE(report->cloned, cloned);
        QCOMPARE(report->decoded, decoded);
        QCOMPARE(int(report->missing.size()), missing);
        if (missing == 0)
            QCOMPARE(differenceFrom(*m_files, wanted.into, wanted.wanted), QByteArray());
    }

    void passesOverASourceThatIsNotWhatItsHashSays() {
        AssembleJob wanted = job();
        wanted.frames = place("frames");
        for (const FileEntry& entry : wanted.wanted.entries())
            wanted.sources.insert(entry.digest, place("tree/share/c"));
        const auto report = run(wanted, *m_files);
        VERIFY_OK(report);
        QVERIFY(report->missing.isEmpty());
        QCOMPARE(differenceFrom(*m_files, wanted.into, wanted.wanted), QByteArray());
    }

    void leavesOutWhatADamagedFrameHolds_data() {
        QTest::addColumn<qsizetype>("frame");
        QTest::addColumn<bool>("gone");
        for (qsizetype i = 0; i < 3; ++i) {
            QTest::addRow("frame %d damaged", int(i)) << i << false;
            QTest::addRow("frame %d gone", int(i)) << i << true;
        }
    }
    void leavesOutWhatADamagedFrameHolds() {
        QFETCH(qsizetype, frame);
        QFETCH(bool, gone);
        QByteArray bytes = m_files->read(framePlace(frame), 1 << 24).value();
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        VERIFY_OK(m_files->removeFile(framePlace(frame)));
        if (!gone)
            VERIFY_OK(writeEntry(*m_files, framePlace(frame), {bytes, 0644, {}}));
        QList<RelativePath> expected;
        for (qsizetype i = 0; i < m_index.files.entries().size(); ++i) {
            if (m_index.framesOf(i).contains(frame))
                expected.append(m_index.files.entries()[i].path);
        }
        AssembleJob wanted = job();
        wanted.frames = place("frames");
        const auto report = run(wanted, *m_files);
        VERIFY_OK(report);
        QCOMPARE(report->missing, expected);
        for (const RelativePath& path : expected)
            QVERIFY(!m_files->exists(wanted.into / LocalName(path)));
        // The whole package makes up for it.
        wanted.package = place("package");
        VERIFY_OK(run(wanted, *m_files));
        QCOMPARE(differenceFrom(*m_files, wanted.into, wanted.wanted), QByteArray());
    }

    // bin/program lies in pieces of its own; one of them was changed where it lies.
    void takesTheWholePiecesOfADamagedFile() {
        const QByteArray name("bin/program");
        const qsizetype entry =
            m_index.files.find(RelativePath::parse(name).value()) - m_index.files.entries().data();
        const QList<qint64> pieces = m_index.framesOf(entry);
        const Frame& last = m_index.frames[pieces.constLast()];
        QByteArray content = m_tree.value(name).content;
        content[content.size() - last.raw / 2] = '~';
        VERIFY_OK(writeEntry(*m_files, place("damaged"), {content + "tail", 0644, {}}));
        AssembleJob wanted = job();
        wanted.salvage.insert(m_index.files.entries()[entry].digest, place("damaged"));
        wanted.frames = place("frames");
        const SalvagedPieces whole(m_index, wanted.salvage, *m_files);
        for (const qint64 piece : pieces) {
            QCOMPARE(whole.has(piece), piece != pieces.constLast());
            if (whole.has(piece))
                VERIFY_OK(m_files->removeFile(framePlace(piece)));
        }
        const auto report = run(wanted, *m_files);
        VERIFY_OK(report);
        QVERIFY(report->missing.isEmpty());
        QCOMPARE(differenceFrom(*m_files, wanted.into, wanted.wanted), QByteArray());
        // Without the damaged file there is nothing to take them from.
        wanted.salvage.clear();
        const auto without = run(wanted, *m_files);
        VERIFY_OK(without);
        QCOMPARE(without->missing.isEmpty(), pieces.size() == 1);
    }

    void neverBelievesADamagedPackage() {
        const QByteArray good = m_files->read(place("package"), 1 << 24).value();
        AssembleJob wanted = job();
        wanted.package = place("package");
        for (int sixteenth = 0; sixteenth < 16; ++sixteenth) {
            const qsizetype at = good.size() * sixteenth / 16;
            QByteArray bad = good;
            bad[at] = static_cast<char>(bad[at] ^ 0x5A);
            for (const QByteArray& bytes : {bad, good.first(at)}) {
                VERIFY_OK(m_files->removeFile(place("package")));
                VERIFY_OK(writeEntry(*m_files, place("package"), {bytes, 0644, {}}));
                const QString code = codeOf(run(wanted, *m_files));
                QVERIFY2(code == "payload.hash-mismatch" || code == "payload.invalid",
                         qPrintable(code));
            }
        }
    }

    void saysWhenTheDiskIsFull() {
        test::FaultyFileSystem faulty(*m_files);
        faulty.failFrom(6, ErrorCode::FileNoSpace);
        AssembleJob wanted = job();
        wanted.frames = place("frames");
        QCOMPARE(codeOf(run(wanted, faulty)), QString("file.no-space"));
    }

    void stopsWhenAsked() {
        AssembleJob wanted = job();
        wanted.package = place("package");
        VERIFY_OK(m_files->makeFolder(wanted.into));
        std::stop_source source;
        source.request_stop();
        QCOMPARE(codeOf(assemble(wanted, *m_files, {}, source.get_token())), QString("cancelled"));
    }

    void crossesToAChildAndBack() {
        AssembleJob wanted = job();
        wanted.sources.insert(Digest::of("x"), localPath("/odd\xFFname\nhere"));
        wanted.salvage.insert(Digest::of("y"), localPath("/damaged"));
        wanted.frames = place("frames");
        const auto handed = childJobFromJson(assembleJobToJson(wanted));
        VERIFY_OK(handed);
        QVERIFY(!isForeignJob(*handed));
        const auto there = assembleJobFromJson(*handed);
        VERIFY_OK(there);
        QCOMPARE(there->into, wanted.into);
        QVERIFY(there->wanted == wanted.wanted);
        QCOMPARE(there->sources, wanted.sources);
        QCOMPARE(there->salvage, wanted.salvage);
        QCOMPARE(there->index, wanted.index);
        QCOMPARE(there->frames, wanted.frames);
        QVERIFY(there->patch.isEmpty());

        AssembleReport report;
        report.cloned = 3;
        report.decoded = 4;
        report.bytesWritten = qint64(5) << 33;
        report.missing = {RelativePath::parse("share/a").value()};
        const auto back = assembleAnswerFromJson(assembleAnswerToJson(report));
        VERIFY_OK(back);
        QCOMPARE(back->cloned, 3);
        QCOMPARE(back->decoded, 4);
        QCOMPARE(back->bytesWritten, report.bytesWritten);
        QCOMPARE(back->missing, report.missing);
        const Error error{ErrorCode::FileNoSpace, "disk", "full"};
        QVERIFY(assembleAnswerFromJson(assembleAnswerToJson(error)).error() == error);
        QCOMPARE(codeOf(assembleAnswerFromJson("{}")), QString("parse.invalid"));
        QCOMPARE(codeOf(assembleJobFromJson(JsonValue::Object{})), QString("parse.invalid"));
    }
};

QTEST_GUILESS_MAIN(TestAssemble)
#include "test_assemble.moc"
