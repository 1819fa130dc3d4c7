// SPDX-License-Identifier: Apache-2.0
#include "payload/assemble.h"
#include "payload/frame_folder.h"
#include "payload/frame_plan.h"
#include "publish/package_writer.h"
#include "support/verify_ok.h"
#include "tree/hash_tree.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;

class TestPackage : public QObject {
    Q_OBJECT

    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    std::unique_ptr<Processes> m_processes = makeLocalProcesses();
    std::unique_ptr<QTemporaryDir> m_folder;

    LocalPath path(const char* name) const {
        return LocalPath::parse(m_folder->filePath(name).toUtf8()).value();
    }

    static QByteArray content(qsizetype size, quint32 seed) {
        // Blocks that repeat with a number in each: real enough to decode, and quick to compress.
        QRandomGenerator random(seed);
        QByteArray block(1000, Qt::Uninitialized);
        for (char& c : block)
            c = char('a' + random.bounded(20));
        QByteArray bytes;
        for (int i = 0; bytes.size() < size; ++i)
            bytes += block + QByteArray::number(i);
        bytes.truncate(size);
        return bytes;
    }

    void put(const QString& name, const QByteArray& bytes, bool executable = false) {
        const QString file = m_folder->filePath("tree/" + name);
        QDir().mkpath(QFileInfo(file).path());
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(bytes);
        out.close();
        out.setPermissions(QFile::Permissions(executable ? 0x7755 : 0x6644));
    }

    void makeTree(const QString& shape) {
        QDir().mkpath(m_folder->filePath("tree/empty folder"));
        put("bin/program", content(shape == "large" ? 4'500'000 : 3000, 1), true);
        put("empty", {});
        put("share/" + QString(200, 'n') + "/" + QString(120, 'm') + ".txt", "long name");
        put("exactly-1-MiB", content(shape == "large" ? 1 << 20 : 100, 2));
        put("twin", "the same");
        put("other/twin", "the same");
        QFile::link("program", m_folder->filePath("tree/bin/link"));
        QFile::link("../share/" + QString(110, 'x'), m_folder->filePath("tree/other/dangling"));
        for (int i = 0; shape == "small files" && i < 1600; ++i)
            put(QString("lib/%1/module%2.js").arg(i % 30).arg(i),
                "export default function() { return " + QByteArray::number(i) + "; }\n" +
                    content(1900, quint32(i % 40)));
    }

    Result<MadePackage> writeIt(const QString& name, const FileList& list) {
        PackageRequest request{path("tree"),
                               list,
                               {},
                               QDateTime(QDate(2026, 5, 3), QTime(12, 0), Qt::UTC),
                               path(qPrintable(name + ".tar.zst")),
                               path(qPrintable(name + ".index")),
                               path(qPrintable(name + ".frames"))};
        return writePackage(request, *m_files, *m_processes, {}, {});
    }

    // Anybody's tar makes the same tree of it.
    void unpackWith(const QString& tar, const MadeAsset& asset, const FileList& list) {
        VERIFY_OK(m_files->removeTree(path("unpacked")));
        VERIFY_OK(m_files->makeFolder(path("unpacked")));
        const QString folder = path("unpacked").display();
        QCOMPARE(QProcess::execute(tar, {"-xpf", asset.path.display(), "-C", folder}), 0);
        QCOMPARE(listFolder(*m_files, path("unpacked")).value(), list);
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void givesTheSameTreeAgain_data() {
        QTest::addColumn<QString>("shape");
        QTest::newRow("few files") << QString("few");
        QTest::newRow("large files") << QString("large");
        QTest::newRow("many small files") << QString("small files");
    }
    void givesTheSameTreeAgain() {
        QFETCH(QString, shape);
        makeTree(shape);
        const FileList list = listFolder(*m_files, path("tree")).value();
        const auto made = writeIt("one", list);
        VERIFY_OK(made);
        QCOMPARE(made->frames.has_value(), shape == "small files");
        const auto again = writeIt("two", list);
        QCOMPARE(again->package.sha256, made->package.sha256);
        QCOMPARE(again->index.sha256, made->index.sha256);
        const QStringList tars{"tar", "bsdtar"};
        for (const QString& tar : tars) {
            if (QStandardPaths::findExecutable(tar).isEmpty())
                QSKIP(qPrintable(tar + " IS NOT ASKED: it is not installed"));
            unpackWith(tar, made->package, list);
            if (made->frames)
                unpackWith(tar, *made->frames, list);
        }

        VERIFY_OK(m_files->makeFolder(path("whole")));
        const auto whole =
            assemble({path("whole"), list, {}, {}, path("one.tar.zst"), path("one.index"), {}},
                     *m_files,
                     {},
                     {});
        VERIFY_OK(whole);
        QVERIFY(whole->missing.isEmpty());
        QCOMPARE(listFolder(*m_files, path("whole")).value(), list);
    }

    void fetchesOnlyTheFramesThatAreMissing() {
        makeTree("large");
        const FileList list = listFolder(*m_files, path("tree")).value();
        const auto made = writeIt("one", list);
        VERIFY_OK(made);
        const PackageIndex index =
            PackageIndex::parse(m_files->read(path("one.index"), 1 << 26).value()).value();
        QCOMPARE(PackageIndex::parse(index.serialize().value()).value(), index);

        // Everything but the program is there.
        QHash<Digest, LocalPath> sources;
        for (const FileEntry& entry : list.entries()) {
            if (entry.type == EntryType::File && entry.path.bytes() != "bin/program")
                sources.insert(entry.digest, path("tree") / LocalName(entry.path));
        }
        const FramePlan plan = planFrames(index, framesMissing(index, [&](const FileEntry& entry) {
                                              return sources.contains(entry.digest);
                                          }));
        QCOMPARE(plan.ranges.size(), 1);
        QCOMPARE(plan.ranges.first().frames.size(), 2);
        QVERIFY(plan.bytes < index.packageLength);
        VERIFY_OK(m_files->makeFolder(path("frames")));
        FrameFolder frames(*m_files, path("frames"));
        const QByteArray package = m_files->read(path("one.tar.zst"), 1 << 26).value();
        for (const FrameRange& range : plan.ranges) {
            RangeSplitter splitter(index, range, frames);
            VERIFY_OK(splitter.add(package.mid(range.first, range.last - range.first + 1)));
        }
        VERIFY_OK(m_files->makeFolder(path("made")));
        const auto made2 =
            assemble({path("made"), list, sources, {}, {}, path("one.index"), path("frames")},
                     *m_files,
                     {},
                     {});
        VERIFY_OK(made2);
        QVERIFY(made2->missing.isEmpty());
        QCOMPARE(made2->decoded, 1);
        QCOMPARE(listFolder(*m_files, path("made")).value(), list);
    }

    void saysWhatItCouldNotHave() {
        makeTree("few");
        const FileList list = listFolder(*m_files, path("tree")).value();
        QHash<Digest, LocalPath> sources;
        for (const FileEntry& entry : list.entries()) {
            if (entry.type == EntryType::File)
                sources.insert(entry.digest, path("tree") / LocalName(entry.path));
        }
        put("bin/program", "edited since it was found", true);
        VERIFY_OK(m_files->makeFolder(path("made")));
        const auto made = assemble({path("made"), list, sources, {}, {}, {}, {}}, *m_files, {}, {});
        VERIFY_OK(made);
        QCOMPARE(made->missing.size(), 1);
        QCOMPARE(made->missing.constFirst().bytes(), QByteArray("bin/program"));
        QVERIFY(!m_files->exists(path("made/bin/program")));
    }

    void refusesADamagedPackage() {
        makeTree("large");
        const FileList list = listFolder(*m_files, path("tree")).value();
        VERIFY_OK(writeIt("one", list));
        QFile file(m_folder->filePath("one.tar.zst"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(file.size() / 2);
        file.write("DAMAGE");
        file.close();
        VERIFY_OK(m_files->makeFolder(path("made")));
        const auto made =
            assemble({path("made"), list, {}, {}, path("one.tar.zst"), path("one.index"), {}},
                     *m_files,
                     {},
                     {});
        QVERIFY(!made.has_value());
        QVERIFY2(made.error().code == ErrorCode::PayloadHash ||
                     made.error().code == ErrorCode::CodecFailed ||
                     made.error().code == ErrorCode::PayloadInvalid,
                 qPrintable(made.error().toString()));
    }
};

QTEST_GUILESS_MAIN(TestPackage)
#include "test_package.moc"
