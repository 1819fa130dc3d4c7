// SPDX-License-Identifier: Apache-2.0
// Keys that stay in a PKCS#11 token: SoftHSM plays the token, the code path is that of real ones.
#include "publish/key_folder.h"
#include "support/fast_folder.h"
#include "support/verify_ok.h"
#include "trust/public_key.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestTokenKey : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder{fastFolder()};
    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    LocalPath m_module;

    LocalPath path(const char* name) const {
        return LocalPath::parse(m_folder.path().toUtf8()).value() / name;
    }
    int run(const QString& program, const QStringList& arguments) {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(program, arguments);
        return process.waitForFinished() ? process.exitCode() : -1;
    }
    // A key that OpenSSL made, put on the token under its label.
    void import(const QString& label, const QString& id, const QStringList& algorithm) {
        const QString pem = m_folder.filePath(label + ".pem");
        QCOMPARE(run("openssl", QStringList{"genpkey", "-out", pem, "-algorithm"} + algorithm), 0);
        QCOMPARE(run("softhsm2-util",
                     {"--import",
                      pem,
                      "--token",
                      "upkeep",
                      "--label",
                      label,
                      "--id",
                      id,
                      "--pin",
                      "1234"}),
                 0);
    }
    Result<KeyPair> open(const QString& object, const char* pin = "1234") {
        return openTokenKey({m_module, "upkeep", object}, pin);
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(QDir(m_folder.path()).mkdir("tokens"));
        QFile config(m_folder.filePath("softhsm2.conf"));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("directories.tokendir = " + m_folder.filePath("tokens").toUtf8() +
                     "\nobjectstore.backend = file\nlog.level = ERROR\n");
        config.close();
        qputenv("SOFTHSM2_CONF", config.fileName().toUtf8());
        QCOMPARE(run("softhsm2-util",
                     {"--init-token",
                      "--free",
                      "--label",
                      "upkeep",
                      "--pin",
                      "1234",
                      "--so-pin",
                      "5678"}),
                 0);
        import("ec", "a1", {"EC", "-pkeyopt", "ec_paramgen_curve:P-256"});
        import("rsa", "a2", {"RSA", "-pkeyopt", "rsa_keygen_bits:3072"});
        import("ed", "a3", {"ED25519"});
        import("p384", "a4", {"EC", "-pkeyopt", "ec_paramgen_curve:P-384"});
        import("weak", "a5", {"RSA", "-pkeyopt", "rsa_keygen_bits:1024"});
        import("twice", "a6", {"EC", "-pkeyopt", "ec_paramgen_curve:P-256"});
        import("twice", "a7", {"EC", "-pkeyopt", "ec_paramgen_curve:P-256"});
        m_module = LocalPath::parse("/usr/lib/softhsm/libsofthsm2.so").value();
    }

    void signsWhatClientsAccept_data() {
        QTest::addColumn<QString>("scheme");
        QTest::newRow("ec") << "ecdsa-sha2-nistp256";
        QTest::newRow("rsa") << "rsassa-pss-sha256";
        QTest::newRow("ed") << "ed25519";
    }
    void signsWhatClientsAccept() {
        QFETCH(QString, scheme);
        const auto key = open(QString::fromLatin1(QTest::currentDataTag()));
        VERIFY_OK(key);
        QCOMPARE(key->publicObject().requiredString(u"scheme").value(), scheme);
        const auto known = PublicKey::parse(key->publicObject());
        VERIFY_OK(known);
        QCOMPARE(known->id(), key->id());
        for (const QByteArray& message : {QByteArray("message"), QByteArray(100'000, 'x')}) {
            const auto signature = key->sign(message);
            VERIFY_OK(signature);
            QVERIFY(known->verify(message, *signature));
            QVERIFY(!known->verify(message + '!', *signature));
        }
        // It does not leave the token.
        QCOMPARE(codeOf(key->toPem("secret")), "key.invalid");
    }

    void refuses_data() {
        QTest::addColumn<QString>("module");
        QTest::addColumn<QString>("token");
        QTest::addColumn<QString>("object");
        QTest::addColumn<QByteArray>("pin");
        QTest::addColumn<QString>("cause");
        const auto row = [](const char* name,
                            const char* token,
                            const char* object,
                            const char* pin,
                            const char* cause) {
            QTest::newRow(name) << "/usr/lib/softhsm/libsofthsm2.so" << token << object
                                << QByteArray(pin) << cause;
        };
        row("a wrong PIN", "upkeep", "ec", "9999", "PIN");
        row("no PIN", "upkeep", "ec", "", "PIN");
        row("another token", "elsewhere", "ec", "1234", "no token");
        row("no such key", "upkeep", "nobody", "1234", "no key");
        row("two keys of this label", "upkeep", "twice", "1234", "several");
        row("another curve", "upkeep", "p384", "1234", "not an Ed25519");
        row("a short RSA key", "upkeep", "weak", "1234", "2048");
        QTest::newRow("no module") << "/nowhere.so"
                                   << "upkeep"
                                   << "ec" << QByteArray("1234") << "nowhere.so";
        QTest::newRow("a library of another kind") << "/lib/x86_64-linux-gnu/libm.so.6"
                                                   << "upkeep"
                                                   << "ec" << QByteArray("1234") << "";
    }
    void refuses() {
        QFETCH(QString, module);
        QFETCH(QString, token);
        QFETCH(QString, object);
        QFETCH(QByteArray, pin);
        QFETCH(QString, cause);
        const auto key =
            openTokenKey({LocalPath::parse(module.toUtf8()).value(), token, object}, pin);
        QCOMPARE(codeOf(key), "key.invalid");
        QVERIFY2(key.error().cause.contains(cause), qPrintable(key.error().toString()));
        QVERIFY(pin.isEmpty() || !key.error().toString().contains(QString::fromLatin1(pin)));
        VERIFY_OK(open("ec")); // the next one opens
    }

    void signsForARoleOfAFolder() {
        const LocalPath folder = path("keys");
        NewKeys wanted;
        wanted.holder = "Alice";
        wanted.day = QDate(2026, 5, 4);
        const TokenUse use{{m_module, "upkeep", "ec"}, "1234"};
        const auto record = KeyFolder::addToken(*m_files, folder, "root", wanted, use);
        VERIFY_OK(record);
        VERIFY_OK(KeyFolder::add(*m_files, folder, "targets", wanted, "1234"));
        // The PIN is written nowhere.
        QVERIFY(!m_files->read(folder / "root-1.token", 4096)->contains("1234"));
        const auto keys = KeyFolder::open(*m_files, folder, "1234");
        VERIFY_OK(keys);
        const KeyRing ring = keys->ring({});
        QCOMPARE(ring.keys(), (QList<QByteArray>{"root", "targets"}));
        const KeyPair root = ring.value("root").constFirst();
        QCOMPARE(root.id(), record->id);
        QVERIFY(PublicKey::parse(root.publicObject())->verify("m", root.sign("m").value()));
        QCOMPARE(codeOf(KeyFolder::open(*m_files, folder, "9999")), "key.invalid");
        // Another key than the record says.
        Pkcs11Place other = use.place;
        other.object = "rsa";
        VERIFY_OK(m_files->writeAndSync(folder / "root-1.token", writeJson(other.toJson())));
        QCOMPARE(codeOf(KeyFolder::open(*m_files, folder, "1234")), "key.invalid");
        VERIFY_OK(m_files->writeAndSync(folder / "root-1.token", "{\"schema\":2}"));
        QCOMPARE(codeOf(KeyFolder::open(*m_files, folder, "1234")), "key.invalid");
    }
};

QTEST_GUILESS_MAIN(TestTokenKey)
#include "test_token_key.moc"
