// SPDX-License-Identifier: Apache-2.0
// The byte engine by itself: whatever goes in comes out again, and nothing a stream says makes more
// than it may.
#include "payload/delta/predicted_walk.h"
#include "support/verify_ok.h"
#include "unit/payload/delta_bench.h"

#include <QFile>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

// Call frames that lie about their lengths and other small numbers, aligned to 4.
QByteArray likeRecords(Random& random, qsizetype size) {
    QByteArray bytes("\x14\0\0\0\0\0\0\0\1zPLR\0\1\x78\x10\0\0\0\0\0\0\0", 24);
    while (bytes.size() < size) {
        const auto at = bytes.size();
        bytes.append(QByteArray(16, '\0'));
        const quint32 length = random.bounded(3) ? 12 : 0x104;
        put(bytes, at, length);
        put(bytes, at + 4, quint32(random.bounded(9) ? at + 4 : random.bounded(60'000)));
        put(bytes, at + 8, quint32(random.bounded(2) ? random.bounded(30'000) : 0xFFFFFF00U));
        put(bytes, at + 12, quint32(random.bounded(300)));
        bytes.append(QByteArray(qsizetype(length) + 4 - 16, '\1'));
    }
    return bytes;
}

// Branches, pages and offsets that lead to the same few places, on their grain and off it.
QByteArray likeArm64(Random& random, qsizetype size) {
    QByteArray bytes(size, '\0');
    for (qsizetype at = 0; at + 4 <= size; at += 4) {
        const auto back = static_cast<quint32>(0 - qint64(at) / 4 + random.bounded(40));
        const quint32 offset = random.bounded(60U) << 10;
        const quint32 words[] = {0x94000000U | (back & 0x3FFFFFF),
                                 0x90000000U,
                                 0x91000000U | offset,
                                 0xF9400000U | offset};
        put(bytes, at, words[random.bounded(4)]);
    }
    return bytes;
}

} // namespace

class TestDeltaEngine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void codesBitsOfAnyChance() {
        Random random(1);
        QList<std::pair<bool, delta::Chance>> bits;
        delta::BitEncoder encoder;
        for (int i = 0; i < 20'000; ++i) {
            const delta::Chance one = i % 3 ? 1 + random.bounded(65535U) : (i % 2 ? 1U : 65535U);
            bits.append({random.bounded(65536U) < one, one});
            encoder.code(bits.last().first, one);
        }
        const QByteArray stream = encoder.finish();
        qsizetype at = 0;
        delta::BitDecoder decoder([&](std::span<char> into) {
            const auto count =
                qMin<qsizetype>(1000, qMin<qsizetype>(qsizetype(into.size()), stream.size() - at));
            std::copy_n(stream.constData() + at, count, into.data());
            at += count;
            return count;
        });
        for (const auto& [bit, one] : std::as_const(bits))
            QCOMPARE(decoder.code(false, one), bit);
        QVERIFY(!decoder.isExhausted());
    }

    void roundTrips_data() {
        QTest::addColumn<QByteArray>("old");
        QTest::addColumn<QByteArray>("fresh");
        Random random(2);
        const QByteArray noise = randomBytes(random, 30'000);
        const QByteArray zeros(40'000, '\0');
        QTest::newRow("nothing from nothing") << QByteArray() << QByteArray();
        QTest::newRow("something from nothing") << QByteArray() << noise;
        QTest::newRow("nothing from something") << noise << QByteArray();
        QTest::newRow("one byte") << QByteArray("a") << QByteArray("b");
        QTest::newRow("the same") << noise << noise;
        QTest::newRow("zeros") << zeros << zeros + zeros;
        QTest::newRow("noise to zeros") << noise << zeros;
        QTest::newRow("zeros to noise") << zeros << noise;
        QTest::newRow("a million new bytes") << noise << randomBytes(random, 1'000'000);
        for (const quint16 machine : {quint16(0x3E), quint16(0xB7)}) {
            const QByteArray old = elfOf({machine, 400, 0});
            const QByteArray grown = elfOf({machine, 400, 48});
            const QByteArray name = machine == 0x3E ? "x86-64 " : "arm64 ";
            QTest::newRow(name + "grown") << old << grown;
            QTest::newRow(name + "cut short") << old << grown.first(grown.size() / 2);
            QTest::newRow(name + "from a header") << old.first(64) << grown;
            for (int i = 0; i < 5; ++i)
                QTest::newRow(name + "edited " + QByteArray::number(i))
                    << edited(old, random, 30) << edited(grown, random, 30);
            // Headers that say anything.
            for (int i = 0; i < 10; ++i) {
                QByteArray before = old;
                QByteArray after = grown;
                for (QByteArray* each : {&before, &after}) {
                    const qsizetype table = each->size() - 4 * 64;
                    for (int k = 0; k < 6; ++k)
                        put(*each,
                            (k % 2 ? 0 : table) + random.bounded(4 * 64 - 8),
                            k % 3 ? quint64(random.bounded(70'000)) : random.generate64());
                }
                QTest::newRow(name + "hostile " + QByteArray::number(i)) << before << after;
            }
        }
        for (const char* path : {"/bin/true", "/bin/false"}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray real = file.readAll();
            QTest::newRow(path) << real << edited(real, random, 40);
        }
    }
    void roundTrips() {
        QFETCH(QByteArray, old);
        QFETCH(QByteArray, fresh);
        const auto segment = encode(old, fresh);
        VERIFY_OK(segment);
        const auto made = decode(segment.value(), old, fresh.size());
        VERIFY_OK(made);
        QVERIFY(made.value() == fresh);
    }

    void roundTripsUnderAnyLayout_data() {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind < delta::regionKinds; ++kind)
            QTest::addRow("kind %d", kind) << kind;
    }
    // Regions that say of any bytes that they are tables, or code.
    void roundTripsUnderAnyLayout() {
        QFETCH(int, kind);
        Random random(quint32(kind + 40));
        for (int round = 0; round < 3; ++round) {
            const QByteArray old =
                round == 0 ? likeArm64(random, 40'000) : likeRecords(random, 40'000);
            const QByteArray fresh = edited(old, random, 20);
            delta::WalkPlan plan;
            for (std::vector<delta::Region>* side : {&plan.oldRegions, &plan.newRegions}) {
                const qint64 size = side == &plan.oldRegions ? old.size() : fresh.size();
                for (int i = 0; i < 7; ++i)
                    side->push_back({i * 5000,
                                     quint32(qMin<qint64>(5000, size - i * 5000)),
                                     quint32(4096 + i * 5000),
                                     delta::RegionKind(kind),
                                     0,
                                     4096,
                                     i});
                // Whatever looks like an address is one.
                side->push_back(
                    {0, 0x7F000000U, 0x100000U, delta::RegionKind::Nothing, 0, 4096, 7});
            }
            const auto steps = matchBytes(old, fresh, betterByElsewhere, {});
            VERIFY_OK(steps);
            for (const MatchStep& step : *steps)
                plan.steps.push_back({step.old, step.copy, step.extra});
            delta::BitEncoder coder;
            VERIFY_OK(delta::codePlan(coder, plan, fresh.size()));
            const std::span actual(reinterpret_cast<const quint8*>(fresh.data()),
                                   size_t(fresh.size()));
            const OldReader reader = readerOf(old);
            const NewSink nowhere = [](QByteArrayView) { return Result<void>(); };
            VERIFY_OK(delta::PredictedWalk(coder, plan, reader, actual, nowhere).run({}));
            EncodedSegment segment;
            segment.predictor = 1;
            segment.used = {0};
            segment.steps = qint64(plan.steps.size());
            segment.packed[ResidualStream] = coder.finish();
            const auto made = decode(segment, old, fresh.size());
            VERIFY_OK(made);
            QVERIFY(made.value() == fresh);
        }
    }

    void guessesWhereReferencesLead_data() {
        QTest::addColumn<int>("machine");
        QTest::newRow("x86-64") << 0x3E;
        QTest::newRow("arm64") << 0xB7;
    }
    // 1,600 calls and 400 relocations: a third of them lead elsewhere than before.
    void guessesWhereReferencesLead() {
        QFETCH(int, machine);
        const QByteArray old = elfOf({quint16(machine), 400, 0});
        const QByteArray fresh = elfOf({quint16(machine), 400, 64});
        const auto segment = encode(old, fresh);
        VERIFY_OK(segment);
        QCOMPARE(int(segment->predictor), 1);
        QVERIFY2(sizeOf(*segment) < 500, QByteArray::number(sizeOf(*segment)));
    }

    void readsTheGoldenWalk_data() {
        QTest::addColumn<int>("machine");
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("steps");
        QTest::newRow("x86-64") << 0x3E << "x86-64.walk" << qint64(22);
        QTest::newRow("arm64") << 0xB7 << "arm64.walk" << qint64(22);
    }
    // Made by version 1 of the predictor: every compiler must come to the same chances for ever.
    void readsTheGoldenWalk() {
        QFETCH(int, machine);
        QFETCH(QString, name);
        QFETCH(qint64, steps);
        QFile file(QStringLiteral(UPKEEP_SOURCE_DIR "/tests/data/payload-v1/") + name);
        const QByteArray old = elfOf({quint16(machine), 400, 0});
        const QByteArray fresh = elfOf({quint16(machine), 420, 64});
        QVERIFY(file.open(QIODevice::ReadOnly));
        EncodedSegment segment;
        segment.predictor = 1;
        segment.used = {0};
        segment.steps = steps;
        segment.packed[ResidualStream] = file.readAll();
        segment.streams[ResidualStream].raw = segment.packed[ResidualStream].size();
        const auto made = decode(segment, old, fresh.size());
        VERIFY_OK(made);
        QVERIFY(made.value() == fresh);
    }

    // With and without vector instructions, patches decode to the same.
    void mixesAlikeInBothForms() {
        Random random(5);
        for (int round = 0; round < 20'000; ++round) {
            delta::Lanes inputs;
            delta::Lanes weights;
            for (size_t i = 0; i < inputs.size(); ++i) {
                inputs[i] = qint16(random.bounded(-2600, 2600));
                weights[i] = qint16(random.bounded(-32768, 32768));
            }
            QCOMPARE(delta::dot(inputs, weights), delta::dotPlainly(inputs, weights));
            delta::Lanes plain = weights;
            const int error = random.bounded(-4095, 4096);
            delta::pull(weights, inputs, error);
            delta::pullPlainly(plain, inputs, error);
            QCOMPARE(weights, plain);
        }
    }

    void refusesATornStream() {
        const QByteArray old = elfOf({0x3E, 400, 0});
        const QByteArray fresh = elfOf({0x3E, 400, 64});
        auto segment = encode(old, fresh);
        VERIFY_OK(segment);
        QCOMPARE(int(segment->predictor), 1);
        const QByteArray whole = segment->packed[ResidualStream];
        for (const qsizetype length :
             {qsizetype(0), qsizetype(3), whole.size() / 8, whole.size() / 4}) {
            segment->packed[ResidualStream] = whole.first(length);
            QCOMPARE(codeOf(decode(*segment, old, fresh.size())), QString("patch.invalid"));
        }
    }

    void makesNoMoreThanItMayOfAnyStream() {
        Random random(3);
        const QByteArray old = elfOf({0x3E, 100, 0});
        const QByteArray fresh = elfOf({0x3E, 110, 48});
        const auto good = encode(old, fresh);
        VERIFY_OK(good);
        QCOMPARE(int(good->predictor), 1);
        int refused = 0;
        for (int i = 0; i < 30; ++i) {
            EncodedSegment bad = *good;
            QByteArray& stream = bad.packed[ResidualStream];
            if (i % 3 == 0)
                stream = randomBytes(random, 300);
            else
                stream[random.bounded(int(stream.size()))] = static_cast<char>(random.generate());
            const auto made = decode(bad, old, fresh.size());
            if (made)
                QCOMPARE(made->size(), fresh.size());
            else
                QCOMPARE(codeOf(made), QString("patch.invalid"));
            refused += !made.has_value();
        }
        QVERIFY(refused > 5);
    }
};

QTEST_GUILESS_MAIN(TestDeltaEngine)
#include "test_delta_engine.moc"
