// SPDX-License-Identifier: Apache-2.0
#include "base/codec.h"
#include "payload/frame_plan.h"
#include "payload/package_index.h"
#include "unit/payload/made_tree.h"

#include <QTest>

using namespace upkeep;
using test::codeOf;

using IndexDamage = std::function<void(PackageIndex&)>;
Q_DECLARE_METATYPE(IndexDamage)

// "<number> <bytes>" of each that was whole and right.
class KeptFrames final : public FrameKeeper {
public:
    Result<void> add(qint64 frame, QByteArrayView piece) override {
        m_coming[frame] += piece;
        return {};
    }
    Result<void> keep(qint64 frame) override {
        kept.append(QByteArray::number(frame) + ' ' + m_coming.take(frame));
        return {};
    }
    Result<void> drop(qint64 frame) override {
        m_coming.remove(frame);
        return {};
    }

    QByteArrayList kept;

private:
    QHash<qint64, QByteArray> m_coming;
};

class TestPackageIndex : public QObject {
    Q_OBJECT

    // One G frame with two files, then one file in three D frames.
    static PackageIndex sample() {
        PackageIndex index;
        index.files = listOf(MadeTree{{"d/large", {QByteArray(9 << 20, 'l'), 0755, {}}},
                                      {"e", {}},
                                      {"s1", {"small", 0644, {}}},
                                      {"s2", {"also small", 0644, {}}}});
        index.treeHash = index.files.treeHash();
        index.packageDigest = Digest::of("package");
        addFrame(index, FrameKind::Group, 200, 4096);
        addFrame(index, FrameKind::Data, 1000, 4 << 20);
        addFrame(index, FrameKind::Data, 1001, 4 << 20);
        addFrame(index, FrameKind::Data, 1002, 1 << 20);
        index.places = {{}, {1, 0}, {}, {0, 512}, {0, 1536}};
        return index;
    }

    static void addFrame(PackageIndex& index, FrameKind kind, qint64 packed, qint64 raw) {
        Frame frame;
        frame.kind = kind;
        frame.packed = packed;
        frame.raw = raw;
        if (!index.frames.isEmpty()) {
            const Frame& last = index.frames.constLast();
            frame.offset = last.offset + last.packed;
            frame.rawOffset = last.rawOffset + last.raw;
        }
        frame.packedDigest = Digest::of(QByteArray::number(index.frames.size()));
        if (kind == FrameKind::Data)
            frame.rawDigest = Digest::of("raw" + QByteArray::number(index.frames.size()));
        index.frames.append(frame);
        index.packageLength = frame.offset + packed;
    }

    static QByteArray rawBytes(const PackageIndex& index) {
        const QByteArray packed = index.serialize().value();
        for (qint64 size = 1; size < 4096; ++size) {
            if (const auto raw = decompress(Codec::Zstd, packed, size))
                return raw.value();
        }
        return {};
    }

    // `count` D frames of one file each, far apart or side by side.
    static PackageIndex manyFrames(int count, qint64 packed) {
        PackageIndex index;
        MadeTree tree;
        for (int i = 0; i < count; ++i)
            tree[QByteArray::number(100'000 + i)] = {QByteArray::number(i) + "!", 0644, {}};
        index.files = listOf(tree);
        index.treeHash = index.files.treeHash();
        for (int i = 0; i < count; ++i) {
            addFrame(index, FrameKind::Data, packed, index.files.entries()[i].size);
            index.places.append({i, 0});
        }
        return index;
    }

private Q_SLOTS:
    void comesBackAsItWas() {
        const PackageIndex index = sample();
        const auto parsed = PackageIndex::parse(index.serialize().value());
        VERIFY_OK(parsed);
        QVERIFY(parsed.value() == index);
        QCOMPARE(parsed->framesOf(1), (QList<qint64>{1, 2, 3}));
        QCOMPARE(parsed->framesOf(4), QList<qint64>{0});
        QCOMPARE(parsed->framesOf(0), QList<qint64>());
        QCOMPARE(parsed->tarOffset(1), qint64(4096));
    }

    void refuses_data() {
        QTest::addColumn<IndexDamage>("damage");
        const auto row = [](const char* name, const IndexDamage& damage) {
            QTest::newRow(name) << damage;
        };
        row("another tree", [](PackageIndex& i) { i.treeHash = Digest::of("x"); });
        row("frames shorter than the package", [](PackageIndex& i) { ++i.packageLength; });
        row("frames longer than the package", [](PackageIndex& i) { --i.packageLength; });
        row("a huge package", [](PackageIndex& i) { i.packageLength = qint64(1) << 40; });
        row("an empty frame", [](PackageIndex& i) { i.frames[0].raw = 0; });
        row("a frame of 16 MiB", [](PackageIndex& i) { i.frames[2].raw = 16 << 20; });
        row("a frame of an unknown kind", [](PackageIndex& i) { i.frames[0].kind = FrameKind(2); });
        row("no frames at all", [](PackageIndex& i) {
            i.frames.clear();
            i.packageLength = 0;
        });
        row("a place behind the frames", [](PackageIndex& i) { i.places[3].firstFrame = 4; });
        row("a place at a frame's end", [](PackageIndex& i) { i.places[3].offset = 4092; });
        row("a place far out", [](PackageIndex& i) { i.places[3].offset = qint64(1) << 40; });
        row("too few data frames", [](PackageIndex& i) { i.places[1].firstFrame = 2; });
        row("data that begins inside", [](PackageIndex& i) { i.places[1].offset = 1; });
        row("small files in a data frame", [](PackageIndex& i) { i.places[4] = {3, 0}; });
    }
    void refuses() {
        QFETCH(IndexDamage, damage);
        PackageIndex index = sample();
        damage(index);
        QCOMPARE(codeOf(PackageIndex::parse(index.serialize().value())),
                 QString("payload.invalid"));
    }

    void survivesDamageAnywhere() {
        const PackageIndex index = sample();
        const QByteArray raw = rawBytes(index);
        QVERIFY(!raw.isEmpty());
        for (qsizetype at = 0; at < raw.size(); ++at) {
            QByteArray bad = raw;
            bad[at] = static_cast<char>(bad[at] ^ 0xFF);
            const auto parsed =
                PackageIndex::parse(compress(Codec::Zstd, bad, {1, 0, 3, 2}).value());
            // A digest or the minor version may be anything; what is believed differs.
            QVERIFY2(parsed.has_value() || codeOf(parsed) == "payload.invalid" ||
                         codeOf(parsed) == "patch.unsupported",
                     qPrintable(codeOf(parsed)));
        }
        const QByteArray asset = index.serialize().value();
        for (qsizetype at = 0; at < asset.size(); ++at) {
            QByteArray bad = asset;
            bad[at] = static_cast<char>(bad[at] ^ 0xFF);
            const auto parsed = PackageIndex::parse(bad);
            QVERIFY(!parsed || parsed->files == index.files);
        }
    }

    void refusesATornIndex() {
        const QByteArray raw = rawBytes(sample());
        for (int sixteenth = 0; sixteenth < 16; ++sixteenth) {
            const QByteArray torn = raw.first(raw.size() * sixteenth / 16);
            QCOMPARE(codeOf(PackageIndex::parse(compress(Codec::Zstd, torn).value())),
                     QString("payload.invalid"));
        }
        const QByteArray asset = sample().serialize().value();
        for (int sixteenth = 0; sixteenth < 16; ++sixteenth)
            QCOMPARE(codeOf(PackageIndex::parse(asset.first(asset.size() * sixteenth / 16))),
                     QString("payload.invalid"));
    }

    void refusesABomb() {
        // 80 MiB of zeros in a few kilobytes, and a window of 128 MiB.
        const QByteArray zeros(80 << 20, '\0');
        QCOMPARE(codeOf(PackageIndex::parse(compress(Codec::Zstd, zeros, {1, 20, 3, 2}).value())),
                 QString("payload.limit"));
        QCOMPARE(codeOf(PackageIndex::parse(compress(Codec::Zstd, zeros, {1, 27, 3, 2}).value())),
                 QString("payload.invalid"));
    }

    void plansFewRequests_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<qint64>("packed");
        QTest::addColumn<int>("every"); // each `every`th frame is missing
        QTest::addColumn<int>("ranges");
        QTest::newRow("nothing missing") << 10 << qint64(1000) << 1000 << 0;
        QTest::newRow("all missing") << 10 << qint64(1000) << 1 << 1;
        QTest::newRow("gaps of 100 kB are fetched along") << 30 << qint64(100'000) << 2 << 1;
        QTest::newRow("gaps of 200 kB are not") << 30 << qint64(200'000) << 2 << 15;
        QTest::newRow("never over 64 requests") << 2000 << qint64(100'000) << 4 << 64;
    }
    void plansFewRequests() {
        QFETCH(int, count);
        QFETCH(qint64, packed);
        QFETCH(int, every);
        QFETCH(int, ranges);
        const PackageIndex index = manyFrames(count, packed);
        int number = 0;
        const FramePlan plan = planFrames(
            index, framesMissing(index, [&](const FileEntry&) { return ++number % every != 0; }));
        QCOMPARE(plan.ranges.size(), ranges);
        qint64 bytes = 0;
        qsizetype frames = 0;
        for (const FrameRange& range : plan.ranges) {
            bytes += range.last + 1 - range.first;
            frames += range.frames.size();
        }
        QCOMPARE(frames, count / every);
        QCOMPARE(plan.bytes, bytes);
    }

    void keepsOnlyGenuineFrames() {
        PackageIndex index;
        const QByteArrayList frames{"first frame", "second", "third"};
        for (const QByteArray& bytes : frames) {
            addFrame(index, FrameKind::Group, bytes.size(), 4096);
            index.frames.last().packedDigest = Digest::of(bytes);
        }
        const FrameRange range{index.frames[0].offset, index.packageLength - 1, {0, 2}};
        KeptFrames keeper;
        QByteArrayList& kept = keeper.kept;
        // As the line brings them; what lies between them is passed over.
        RangeSplitter pieces(index, range, keeper);
        for (const char* piece : {"fir", "st frame", "SECO", "NDth", "", "ird"})
            VERIFY_OK(pieces.add(QByteArray(piece)));
        QCOMPARE(kept, (QByteArrayList{"0 first frame", "2 third"}));
        QCOMPARE(codeOf(pieces.add(QByteArray("more"))), QString("payload.invalid"));

        kept.clear();
        RangeSplitter other(index, range, keeper);
        QCOMPARE(codeOf(other.add(QByteArray("first framesecondthirt"))),
                 QString("payload.hash-mismatch"));
        QCOMPARE(kept, (QByteArrayList{"0 first frame"}));

        kept.clear();
        VERIFY_OK(keeper.add(0, "fir")); // by an earlier try
        RangeSplitter rest(index, range, keeper);
        rest.goOnFrom("fir");
        VERIFY_OK(rest.add(QByteArray("st framesecondthird")));
        QCOMPARE(kept, (QByteArrayList{"0 first frame", "2 third"}));
    }
};

QTEST_GUILESS_MAIN(TestPackageIndex)
#include "test_package_index.moc"
