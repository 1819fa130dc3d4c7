// SPDX-License-Identifier: Apache-2.0
#include "publish/keys.h"

#include "support/verify_ok.h"
#include "trust/public_key.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signsWhatItsPublicPartVerifies();
    void comesBackFromAFileOnlyItsOwnerReads();
    void refusesDamagedKeyFiles_data();
    void refusesDamagedKeyFiles();
    void isNeverWrittenWithoutAPassphrase();
};

void TestKeys::signsWhatItsPublicPartVerifies() {
    const auto pair = KeyPair::generate();
    VERIFY_OK(pair);
    const auto key = PublicKey::parse(pair->publicObject());
    VERIFY_OK(key);
    QCOMPARE(key->id(), pair->id());
    const auto signature = pair->sign("message");
    VERIFY_OK(signature);
    QVERIFY(key->verify("message", *signature));
    QVERIFY(!key->verify("massage", *signature));
    QVERIFY(KeyPair::generate()->id() != pair->id());
}

void TestKeys::comesBackFromAFileOnlyItsOwnerReads() {
    QTemporaryDir dir;
    const auto files = makeLocalFileSystem();
    const auto path = LocalPath::parse((dir.path() + "/root.pem").toUtf8());
    const auto pair = KeyPair::generate();
    VERIFY_OK(pair->save(*files, *path, "correct horse"));
    QCOMPARE(files->stat(*path)->mode, 0600u);
    const auto again = KeyPair::load(*files, *path, "correct horse");
    VERIFY_OK(again);
    QCOMPARE(again->id(), pair->id());
    QCOMPARE(again->sign("x").value(), pair->sign("x").value());
    QCOMPARE(codeOf(KeyPair::load(*files, *path, "wrong horse")), "key.invalid");
    QCOMPARE(codeOf(pair->save(*files, *path, "correct horse")), "file.exists");
}

void TestKeys::refusesDamagedKeyFiles_data() {
    QTest::addColumn<QByteArray>("pem");
    const QByteArray good = KeyPair::generate()->toPem("p").value();
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << good.left(good.size() / 2);
    QTest::newRow("a changed byte")
        << QByteArray(good).replace(100, 1, good[100] == 'A' ? "B" : "A");
    QTest::newRow("not encrypted")
        << QByteArray("-----BEGIN PRIVATE KEY-----\n"
                      "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
                      "-----END PRIVATE KEY-----\n");
}

void TestKeys::refusesDamagedKeyFiles() {
    QFETCH(QByteArray, pem);
    QCOMPARE(codeOf(KeyPair::fromPem(pem, "p")), "key.invalid");
}

void TestKeys::isNeverWrittenWithoutAPassphrase() {
    QCOMPARE(codeOf(KeyPair::generate()->toPem({})), "key.invalid");
}

QTEST_APPLESS_MAIN(TestKeys)
#include "test_keys.moc"
