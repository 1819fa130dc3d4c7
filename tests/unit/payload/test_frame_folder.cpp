// SPDX-License-Identifier: Apache-2.0
// Frames that are cut while they come, and gone on with by the next try.
#include "payload/frame_folder.h"
#include "support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;
using test::codeOf;

class TestFrameFolder : public QObject {
    Q_OBJECT

    const QByteArrayList m_frames{"the first frame", "the second", "the third of them"};
    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    std::unique_ptr<QTemporaryDir> m_temporary;
    PackageIndex m_index;

    LocalPath path() const { return LocalPath::parse(m_temporary->path().toUtf8()).value(); }
    LocalPath part(const char* name) const { return path() / name; }
    FrameRange range(QList<qint64> frames) const {
        const Frame& last = m_index.frames[frames.last()];
        return {m_index.frames[frames.first()].offset, last.offset + last.packed - 1, frames};
    }
    QByteArray read(const char* name) const {
        const auto bytes = m_files->read(path() / name, 1000);
        return bytes ? *bytes : QByteArray("-");
    }

private Q_SLOTS:
    void init() {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_index = {};
        for (const QByteArray& bytes : m_frames) {
            Frame frame;
            frame.offset = m_index.frames.isEmpty()
                               ? 0
                               : m_index.frames.last().offset + m_index.frames.last().packed;
            frame.packed = bytes.size();
            frame.packedDigest = Digest::of(bytes);
            m_index.frames.append(frame);
        }
    }

    void goesOnWithWhatWasCut() {
        {
            FrameFolder first(*m_files, path());
            RangeSplitter splitter(m_index, range({0, 1}), first);
            VERIFY_OK(splitter.add(QByteArray("the first fra")));
            QCOMPARE(read("0.part"), QByteArray("the first fra")); // as a kill would leave it
        }
        FrameFolder second(*m_files, path());
        const QByteArray begun = second.begun(m_index, 0).value();
        QCOMPARE(begun, QByteArray("the first fra"));
        RangeSplitter splitter(m_index, range({0, 1}), second);
        splitter.goOnFrom(begun);
        VERIFY_OK(splitter.add(QByteArray("methe second")));
        QCOMPARE(second.whole(m_index, {0, 1, 2}).value(), (QSet<qint64>{0, 1}));
        QCOMPARE(read("0.frame"), m_frames[0]);
        QCOMPARE(read("1.frame"), m_frames[1]);
        QCOMPARE(read("0.part"), QByteArray("-"));
    }

    // Frame 1 was cut; now frame 0 is missing, too, and the range begins there.
    void throwsAwayAPartThatIsNotGoneOnWith() {
        VERIFY_OK(m_files->writeAndSync(part("1.part"), "the se"));
        FrameFolder folder(*m_files, path());
        QCOMPARE(folder.begun(m_index, 0).value(), QByteArray());
        RangeSplitter splitter(m_index, range({0, 1}), folder);
        VERIFY_OK(splitter.add(m_frames[0] + m_frames[1]));
        QCOMPARE(read("1.frame"), m_frames[1]);
        QCOMPARE(folder.whole(m_index, {0, 1}).value().size(), 2);
    }

    // By a power cut: its length came to the disk, its bytes did not.
    void dropsASpoiltPart() {
        VERIFY_OK(m_files->writeAndSync(part("2.part"), QByteArray(7, '\0')));
        FrameFolder folder(*m_files, path());
        RangeSplitter splitter(m_index, range({2}), folder);
        splitter.goOnFrom(folder.begun(m_index, 2).value());
        QCOMPARE(codeOf(splitter.add(m_frames[2].sliced(7))), QString("payload.hash-mismatch"));
        QCOMPARE(read("2.part"), QByteArray("-"));
        FrameFolder again(*m_files, path());
        QCOMPARE(again.begun(m_index, 2).value(), QByteArray());
    }

    void doesNotBelieveAPartThatIsTooLong() {
        VERIFY_OK(m_files->writeAndSync(part("0.part"), m_frames[0]));
        FrameFolder folder(*m_files, path());
        QCOMPARE(folder.begun(m_index, 0).value(), QByteArray());
        RangeSplitter splitter(m_index, range({0}), folder);
        VERIFY_OK(splitter.add(m_frames[0]));
        QCOMPARE(read("0.frame"), m_frames[0]);
    }
};

QTEST_GUILESS_MAIN(TestFrameFolder)
#include "test_frame_folder.moc"
