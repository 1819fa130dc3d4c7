// SPDX-License-Identifier: Apache-2.0
// Patches that are damaged, torn, from the future or made up: refused, or they make less, never
// anything wrong.
#include "unit/payload/patch_bench.h"

#include <QDir>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

using HeadDamage = std::function<void(PatchHead&)>;

Q_DECLARE_METATYPE(HeadDamage)

class TestPatchHostile : public QObject {
    Q_OBJECT

    std::unique_ptr<PatchBench> m_bench;

    static PatchStream& stream(PatchHead& head) { return head.segments[0].streams[NewStream]; }
    Result<PatchHead> readHead(const MadeTree& before) {
        return readPatchHead(m_bench->place("patch"), listOf(before), *m_bench->files);
    }

private Q_SLOTS:
    void init() { m_bench = std::make_unique<PatchBench>(); }

    void neverMakesWrongBytesOfADamagedPatch() {
        const MadeTree before{{"a/text", {sentences(120, 1), 0644, {}}},
                              {"b", {'\0' + noise(2000, 2), 0755, {}}}};
        MadeTree after = before;
        after["a/text"].content.replace("line 7 ", "LINE 7 ");
        after["b"].content.insert(700, noise(50, 3));
        after["c"] = after["b"];
        VERIFY_OK(m_bench->make(before, after));
        const QByteArray good = m_bench->files->read(m_bench->place("patch"), 1 << 20).value();
        int refused = 0;
        int incomplete = 0;
        for (qsizetype at = 0; at < good.size(); ++at) {
            QByteArray bad = good;
            bad[at] = static_cast<char>(bad[at] ^ (at % 2 ? 0x01 : 0xFF));
            const QString outcome = m_bench->applyBytes(bad, before, after);
            QVERIFY2(outcome == "patch.invalid" || outcome == "patch.unsupported" ||
                         outcome == "missing" || outcome == "complete",
                     qPrintable(QStringLiteral("byte %1: %2").arg(at).arg(outcome)));
            refused += outcome.startsWith("patch.");
            incomplete += outcome == "missing";
        }
        QVERIFY(refused > 100);
        QVERIFY(incomplete > 50);
        QStringList left =
            QDir(m_bench->folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
        QCOMPARE(left, (QStringList{"damaged", "new", "old", "patch"}));
    }

    void refusesATornPatch() {
        const MadeTree before = PatchBench::variedBefore();
        VERIFY_OK(m_bench->make(before, PatchBench::variedAfter()));
        const QByteArray good = m_bench->files->read(m_bench->place("patch"), 1 << 24).value();
        for (int sixteenth = 0; sixteenth < 16; ++sixteenth) {
            VERIFY_OK(m_bench->writePatch(good.first(good.size() * sixteenth / 16)));
            QCOMPARE(codeOf(readHead(before)), QString("patch.invalid"));
        }
        VERIFY_OK(m_bench->writePatch(good + '\0'));
        QCOMPARE(codeOf(readHead(before)), QString("patch.invalid"));
    }

    void refusesHeads_data() {
        QTest::addColumn<HeadDamage>("damage");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const char* code, const HeadDamage& damage) {
            QTest::newRow(name) << damage << QString(code);
        };
        const char* const invalid = "patch.invalid";
        const char* const unsupported = "patch.unsupported";
        row("untouched", "ok", [](PatchHead&) {});
        row("a predictor", unsupported, [](PatchHead& h) { h.segments[0].predictor = 9; });
        row("a codec", unsupported, [](PatchHead& h) { stream(h).codec = Codec(9); });
        row("a class", unsupported, [](PatchHead& h) { stream(h).contentClass = ContentClass(9); });
        row("a large dictionary", invalid, [](PatchHead& h) {
            stream(h).codec = Codec::Lzma;
            stream(h).dictionaryLog = 27;
        });
        row("a dictionary for raw bytes", invalid, [](PatchHead& h) {
            stream(h).codec = Codec::Raw;
            stream(h).dictionaryLog = 12;
        });
        row("dictionaries in sum", unsupported, [](PatchHead& h) {
            h.segments[0].predictor = 0;
            for (PatchStream& each : h.segments[0].streams) {
                each.codec = Codec::Lzma;
                each.dictionaryLog = 23;
            }
            h.heapKib = 40 * 1024;
        });
        row("much memory", unsupported, [](PatchHead& h) { h.heapKib = 33 * 1024; });
        row("more memory than it says", invalid, [](PatchHead& h) { h.heapKib = 1; });
        row("a stream over the end", invalid, [](PatchHead& h) { stream(h).packed += 1; });
        row("a huge stream", invalid, [](PatchHead& h) { stream(h).packed = qint64(1) << 40; });
        row("an output of nothing", invalid, [](PatchHead& h) { h.outputs[0].entry = 7; });
        row("a segment of nothing", invalid, [](PatchHead& h) { h.outputs[0].segment = 3; });
        row("a main source of nothing", invalid, [](PatchHead& h) { h.outputs[0].mainSource = 9; });
        row("an output twice in a segment", invalid, [](PatchHead& h) {
            h.segments[0].outputCount = 2;
        });
        row("outputs in no segment", invalid, [](PatchHead& h) { h.segments.clear(); });
        row("overlapping segments", invalid, [](PatchHead& h) {
            h.segments.append(h.segments[0]);
        });
        row("no sources", invalid, [](PatchHead& h) { h.sources.clear(); });
        row("a source of nothing", invalid, [](PatchHead& h) { h.segments[0].sources = {5}; });
        row("a folder as output", invalid, [](PatchHead& h) {
            h.put[0] = {EntryType::Folder, 0755, 0, {}, h.put[0].path, {}};
        });
        row("a file of 3 GiB", invalid, [](PatchHead& h) { h.put[0].size = qint64(3) << 30; });
    }
    void refusesHeads() {
        QFETCH(HeadDamage, damage);
        QFETCH(QString, code);
        const MadeTree before{{"a", {sentences(50, 1), 0644, {}}}};
        MadeTree after = before;
        after["a"].content += "new";
        VERIFY_OK(m_bench->make(before, after));
        const QByteArray good = m_bench->files->read(m_bench->place("patch"), 1 << 20).value();
        PatchHead head = PatchHead::parse(good, good.size(), listOf(before)).value();
        const QByteArray streams = good.sliced(head.streamsBegin);
        damage(head);
        VERIFY_OK(m_bench->writePatch(head.serialize(listOf(before)).value() + streams));
        QCOMPARE(codeOf(readHead(before)), code);
    }

    void refusesFormatsOfTheFuture_data() {
        QTest::addColumn<int>("offset");
        QTest::addColumn<QString>("code");
        QTest::newRow("magic") << 3 << "patch.invalid";
        QTest::newRow("major version") << 13 << "patch.unsupported";
        QTest::newRow("minor version") << 15 << "ok";
        QTest::newRow("lowest critical bit") << 17 << "patch.unsupported";
        QTest::newRow("highest critical bit") << 24 << "patch.unsupported";
        QTest::newRow("length of the packed header") << 28 << "patch.invalid";
        QTest::newRow("length of the header") << 32 << "patch.invalid";
    }
    void refusesFormatsOfTheFuture() {
        QFETCH(int, offset);
        QFETCH(QString, code);
        const MadeTree before{{"a", {"x", 0644, {}}}};
        VERIFY_OK(m_bench->make(before, before));
        QByteArray bytes = m_bench->files->read(m_bench->place("patch"), 1 << 20).value();
        bytes[offset] = static_cast<char>(bytes[offset] ^ 0x80);
        VERIFY_OK(m_bench->writePatch(bytes));
        QCOMPARE(codeOf(readHead(before)), code);
    }

    void refusesAPatchFromAnotherTree() {
        const MadeTree before{{"a", {"x", 0644, {}}}};
        VERIFY_OK(m_bench->make(before, MadeTree{{"a", {"y", 0644, {}}}}));
        const auto head = readHead(before);
        VERIFY_OK(head);
        VERIFY_OK(head->newList(listOf(before)));
        QCOMPARE(codeOf(readHead(MadeTree{{"a", {"z", 0644, {}}}})), QString("patch.invalid"));
    }
};

QTEST_GUILESS_MAIN(TestPatchHostile)
#include "test_patch_hostile.moc"
