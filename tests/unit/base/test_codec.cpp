// SPDX-License-Identifier: Apache-2.0
#include "base/codec.h"
#include "base/digest.h"

#include <QTest>

using namespace upkeep;

class TestCodec : public QObject {
    Q_OBJECT

    static QByteArray sample(qsizetype size) {
        QByteArray content;
        quint32 state = 1;
        while (content.size() < size) {
            state = state * 1664525 + 1013904223;
            content += QByteArray::number(state >> 20);
        }
        return content.left(size);
    }

private Q_SLOTS:
    void comesBackByteForByte_data() {
        QTest::addColumn<int>("codec");
        QTest::addColumn<qsizetype>("size");
        for (const qsizetype size : {0, 1, 4095, 4096, 1'000'000}) {
            QTest::addRow("raw %lld", qint64(size)) << int(Codec::Raw) << size;
            QTest::addRow("zstd %lld", qint64(size)) << int(Codec::Zstd) << size;
            QTest::addRow("lzma %lld", qint64(size)) << int(Codec::Lzma) << size;
        }
    }
    void comesBackByteForByte() {
        QFETCH(int, codec);
        QFETCH(qsizetype, size);
        const QByteArray content = sample(size);
        const QByteArray packed = compress(Codec(codec), content).value();
        const auto unpacked = decompress(Codec(codec), packed, size);
        QVERIFY2(unpacked.has_value(), unpacked ? "" : qPrintable(unpacked.error().toString()));
        QCOMPARE(unpacked.value(), content);
    }

    // In whatever pieces, as long as they are the same ones; the length is part of it.
    void packsPieceByPiece() {
        const QByteArray content = sample(3'000'000);
        const auto pack = [&](qsizetype announced, qsizetype given) -> Result<QByteArray> {
            QByteArray packed;
            UPKEEP_TRY_AS(StreamEncoder encoder,
                          StreamEncoder::create(announced, {3, 0, 3, 2}, [&](QByteArrayView bytes) {
                              packed += bytes;
                              return Result<void>();
                          }));
            for (qsizetype at = 0; at < given; at += 70'001)
                UPKEEP_TRY(encoder.write(
                    QByteArrayView(content).sliced(at, qMin<qsizetype>(70'001, given - at))));
            UPKEEP_TRY(encoder.finish());
            return packed;
        };
        const auto packed = pack(content.size(), content.size());
        QVERIFY(packed.has_value());
        QCOMPARE(decompress(Codec::Zstd, *packed, content.size()).value(), content);
        QCOMPARE(*pack(content.size(), content.size()), *packed);
        QVERIFY(!pack(content.size(), content.size() - 1));
        QVERIFY(!pack(content.size() - 1, content.size()));
        QCOMPARE(decompress(Codec::Zstd, *pack(0, 0), 0).value(), QByteArray());
    }

    void refusesDamage_data() {
        QTest::addColumn<int>("codec");
        QTest::newRow("zstd") << int(Codec::Zstd);
        QTest::newRow("lzma") << int(Codec::Lzma);
    }
    void refusesDamage() {
        QFETCH(int, codec);
        const QByteArray content = sample(100'000);
        const QByteArray packed = compress(Codec(codec), content).value();
        QVERIFY(!decompress(Codec(codec), packed.chopped(10), content.size()).has_value());
        QVERIFY(!decompress(Codec(codec), packed, content.size() - 1).has_value());
        QVERIFY(!decompress(Codec(codec), packed, content.size() + 1).has_value());
        QVERIFY(!decompress(Codec(codec), QByteArray("no stream at all"), 10).has_value());
    }

    void hashesAsTheStandardSays() {
        // FIPS 180-4, "abc".
        QCOMPARE(Digest::of("abc").hex(),
                 QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(Digest::fromHex(Digest::of("abc").hex()).value(), Digest::of("abc"));
        QVERIFY(!Digest::fromHex("BA78").has_value());
        QVERIFY(!Digest::fromHex(Digest::of("abc").hex().toUpper()).has_value());
    }
};

QTEST_GUILESS_MAIN(TestCodec)
#include "test_codec.moc"
