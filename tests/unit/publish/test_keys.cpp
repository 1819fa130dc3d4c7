// SPDX-License-Identifier: Apache-2.0
#include "publish/key_record.h"

#include "publish/key_folder.h"
#include "support/fast_folder.h"
#include "support/faulty_file_system.h"
#include "support/verify_ok.h"
#include "trust/public_key.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signsWhatItsPublicPartVerifies_data();
    void signsWhatItsPublicPartVerifies();
    void comesBackFromAFileOnlyItsOwnerReads();
    void refusesDamagedKeyFiles_data();
    void refusesDamagedKeyFiles();
    void isNeverWrittenWithoutAPassphrase();
    void takesKeysThatOpenSslMade_data();
    void takesKeysThatOpenSslMade();
    void recordsWhoHoldsIt();
    void changesThePassphrase();
    void changesNothingWhereOneKeyDoesNotOpen();
    void survivesACutWhileThePassphraseChanges();
};

void TestKeys::signsWhatItsPublicPartVerifies_data() {
    QTest::addColumn<KeyKind>("kind");
    for (const KeyKind kind : {KeyKind::Ed25519, KeyKind::EcdsaP256, KeyKind::RsaPss}) {
        QTest::newRow(qPrintable(keyKindName(kind))) << kind;
        QCOMPARE(keyKindFromName(keyKindName(kind)), std::optional(kind));
    }
}

void TestKeys::signsWhatItsPublicPartVerifies() {
    QFETCH(KeyKind, kind);
    const auto pair = KeyPair::generate(kind);
    VERIFY_OK(pair);
    const auto again = KeyPair::fromPem(pair->toPem("secret").value(), "secret");
    VERIFY_OK(again);
    QCOMPARE(again->id(), pair->id());
    const auto key = PublicKey::parse(pair->publicObject());
    VERIFY_OK(key);
    QCOMPARE(key->id(), pair->id());
    const auto signature = pair->sign("message");
    VERIFY_OK(signature);
    QVERIFY(key->verify("message", *signature));
    QVERIFY(!key->verify("massage", *signature));
    QVERIFY(KeyPair::generate(kind)->id() != pair->id());
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

// Keys that other tools encrypted are taken if guessing the passphrase is slow enough.
void TestKeys::takesKeysThatOpenSslMade_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<bool>("taken");
    QTest::newRow("scrypt") << QStringList{"-scrypt", "-v2", "aes-256-cbc"} << true;
    QTest::newRow("PBKDF2, 600,000 rounds")
        << QStringList{"-v2", "aes-256-cbc", "-iter", "600000"} << true;
    QTest::newRow("PBKDF2, 599,999 rounds")
        << QStringList{"-v2", "aes-256-cbc", "-iter", "599999"} << false;
    QTest::newRow("PBKDF2, OpenSSL's own 2,048") << QStringList{"-v2", "aes-256-cbc"} << false;
    QTest::newRow("AES-128") << QStringList{"-v2", "aes-128-cbc", "-iter", "600000"} << false;
}

void TestKeys::takesKeysThatOpenSslMade() {
    QFETCH(QStringList, options);
    QFETCH(bool, taken);
    QTemporaryDir dir;
    const QString plain = dir.filePath("plain.pem");
    const QString made = dir.filePath("made.pem");
    QCOMPARE(QProcess::execute("openssl", {"genpkey", "-algorithm", "ed25519", "-out", plain}), 0);
    QCOMPARE(QProcess::execute(
                 "openssl",
                 QStringList{"pkcs8", "-topk8", "-in", plain, "-out", made, "-passout", "pass:p"} +
                     options),
             0);
    const auto files = makeLocalFileSystem();
    const auto loaded = KeyPair::load(*files, *LocalPath::fromUser(made), "p");
    QCOMPARE(codeOf(loaded), taken ? "ok" : "key.invalid");
    if (!taken)
        QVERIFY(loaded.error().cause.contains("too weakly"));
}

void TestKeys::recordsWhoHoldsIt() {
    const auto pair = KeyPair::generate();
    const auto record = KeyRecord::of("root", pair->publicObject(), "Alice", QDate(2026, 5, 4));
    VERIFY_OK(record);
    const QByteArray text = writeJson(record->toJson());
    const auto again = KeyRecord::parse(text, "root-1.json");
    VERIFY_OK(again);
    QCOMPARE(again->id, pair->id());
    QCOMPARE(again->holder, "Alice");
    QCOMPARE(again->since, QDate(2026, 5, 4));
    for (const char* damage : {"2026-05-04|yesterday", "ed25519|rot13", "\"root\"|\"\""}) {
        const QByteArrayList words = QByteArray(damage).split('|');
        QCOMPARE(codeOf(KeyRecord::parse(QByteArray(text).replace(words[0], words[1]), "x")),
                 "key.invalid");
    }
}

namespace {

// A folder with two keys, and how it opens.
class SomeKeys {
public:
    SomeKeys() {
        NewKeys wanted;
        wanted.holder = "Alice";
        wanted.day = QDate(2026, 5, 4);
        for (const char* role : {"root", "timestamp"})
            KeyFolder::add(*files, folder, role, wanted, "old").has_value();
    }
    Result<QList<KeyRecord>> change(FileSystem& disk, const QByteArray& role = {}) {
        return KeyFolder::changePassphrase(disk, folder, role, "old", "new");
    }
    QString opensWith(const char* passphrase) {
        return codeOf(KeyFolder::open(*files, folder, passphrase));
    }
    QMap<QByteArray, QByteArray> contents() {
        QMap<QByteArray, QByteArray> read;
        const auto entries = files->list(folder);
        for (const FolderEntry& entry : *entries)
            read[entry.name.bytes()] = *files->read(folder / entry.name, 1 << 20);
        return read;
    }

    QTemporaryDir dir{fastFolder()};
    std::unique_ptr<FileSystem> files = makeLocalFileSystem();
    LocalPath folder = LocalPath::parse(dir.path().toUtf8()).value() / "keys";
};

} // namespace

void TestKeys::changesThePassphrase() {
    SomeKeys keys;
    const auto before = KeyFolder::open(*keys.files, keys.folder, "old");
    VERIFY_OK(before);
    const auto changed = keys.change(*keys.files);
    VERIFY_OK(changed);
    QCOMPARE(changed->size(), 2);
    QCOMPARE(keys.opensWith("old"), "key.invalid");
    const auto after = KeyFolder::open(*keys.files, keys.folder, "new");
    VERIFY_OK(after);
    QCOMPARE(after->ring({}).keys(), before->ring({}).keys());
    QCOMPARE(after->ring({}).value("root").constFirst().id(),
             before->ring({}).value("root").constFirst().id());
    QCOMPARE(keys.files->stat(keys.folder / "root-1.pem")->mode, 0600u);
    QVERIFY(keys.contents().value("root-1.pem").startsWith("-----BEGIN ENCRYPTED PRIVATE KEY"));
    VERIFY_OK(keys.change(*keys.files)); // it is done already
    // One role alone.
    VERIFY_OK(KeyFolder::changePassphrase(*keys.files, keys.folder, "timestamp", "new", "other"));
    QCOMPARE(keys.opensWith("new"), "key.invalid");
    VERIFY_OK(KeyPair::load(*keys.files, keys.folder / "timestamp-1.pem", "other"));
    VERIFY_OK(KeyPair::load(*keys.files, keys.folder / "root-1.pem", "new"));
}

void TestKeys::changesNothingWhereOneKeyDoesNotOpen() {
    SomeKeys keys;
    VERIFY_OK(KeyFolder::changePassphrase(*keys.files, keys.folder, "timestamp", "old", "theirs"));
    const auto before = keys.contents();
    const auto refused = keys.change(*keys.files);
    QCOMPARE(codeOf(refused), "key.invalid");
    QVERIFY(refused.error().subject.endsWith("timestamp-1.pem"));
    QCOMPARE(codeOf(keys.change(*keys.files, "nobody")), "key.invalid");
    const auto empty = KeyFolder::changePassphrase(*keys.files, keys.folder, "root", "old", "");
    QCOMPARE(codeOf(empty), "key.invalid");
    QCOMPARE(keys.contents(), before);
}

void TestKeys::survivesACutWhileThePassphraseChanges() {
    for (int n = 1;; ++n) {
        SomeKeys keys;
        FaultyFileSystem disk(*keys.files);
        disk.stopAt(n, Cut::Torn);
        const auto cut = keys.change(disk);
        QCOMPARE(cut.has_value(), !disk.isStopped());
        VERIFY_OK(keys.change(*keys.files)); // each opens with one or the other
        if (!disk.isStopped())
            break;
        QVERIFY(n < 50);
    }
}

QTEST_APPLESS_MAIN(TestKeys)
#include "test_keys.moc"
