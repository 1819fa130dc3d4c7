// SPDX-License-Identifier: Apache-2.0
// Keys and signatures made with the openssl command line tool over the text "message".
#include "trust/public_key.h"

#include "base/digest.h"
#include "support/verify_ok.h"
#include "trust/canonical_json.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

const QByteArray p256 = "-----BEGIN PUBLIC KEY-----\n"
                        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAElT2sKc5369Tfe2lPrllkQmgDbLg/\n"
                        "elsxJA8Ik1d9s1cmixlJ4kSWWVFkiRVMouKydUs3rZrmH7syyFevTxilCA==\n"
                        "-----END PUBLIC KEY-----\n";
const QByteArray p384 = "-----BEGIN PUBLIC KEY-----\n"
                        "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE95NV/66j33gdP5mGO+nftzdWw4MkVNg7\n"
                        "TJPExltnwGgf1vLOvJxrZUJ4MQ/glT8b9dOW2v1e6rCdoPT4OpiqzVKPYjiSLt2l\n"
                        "5f6+SoQxW21jZ2RxS6eYjizSf/pmWCjn\n"
                        "-----END PUBLIC KEY-----\n";
const QByteArray rsa2048 = "-----BEGIN PUBLIC KEY-----\n"
                           "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAuZWjQxw6IwMWVfsTizs3\n"
                           "N9iBbb/1UoZdsnwtPxDaaqW5/olrQOAlQEAqyds6Gkjt8oRSdBRNd659M3Hrj2MY\n"
                           "a31Y+r6iuimWk8rfhqlVz1XBPHWKzqGPYQv123QV3/0q9dWhZDPwFNOvPu8fR5dj\n"
                           "vxmsAGFHpA9FkwmUy17C0ZH6AMW2Gz8nsleATM7gv9UX93ZuIErEqwXr7whjA7q7\n"
                           "o0+9BptcFbMnt7qwRTbHXgmWh/AF9sJgvNf1MGxEdB3P2Pn5P2MiBq/JzzEaJOa9\n"
                           "J8E+nTb2KIfg4f2z0BmSsge4XThGjyACQjKKJ+8DXPwoInErMq8PzzM9FiUMfHaD\n"
                           "iwIDAQAB\n"
                           "-----END PUBLIC KEY-----\n";
const QByteArray rsa1024 = "-----BEGIN PUBLIC KEY-----\n"
                           "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDLaMrEXrxWr1mQZTmvHmOezlJn\n"
                           "0C0IPfg5AbsNJSDjNOA4kzagtDAijtgZP13THQzoCD+N4syokH+DNP3JapUpAQPq\n"
                           "WRB4P0tCBqkNcQANCxmnn9PGgBi9Oac75dSVj66R+jDdITknfw/AN1Ttounm4Oli\n"
                           "5O8NP+BvdAm1gC+WpQIDAQAB\n"
                           "-----END PUBLIC KEY-----\n";
const QByteArray p256Signature =
    "3045022021f41818adf907636bedbefafe095d0046b611b989f3155f0a4aac63bf2fb1e9022100f6e8cfb566"
    "b28b8688f4b30f375b1ef18651df552274d1e807e91e3cec2bc522";
const QByteArray pssSignature =
    "50272a3f8683a4b30c4c553f779eeff7cd6ea8d6f34e483a18bce3bfbb8e20c4c84b345778a01446c014ae9c"
    "9810aae34427f0b0cafe01470ffd1dbabc48208814c4e7ab4b284dbafa7bd9c864baa4541b5334b55a5a6fcb"
    "0722de8b84b7c02072dba3ca5e04f4e7923796b2ff61a6ae67ca936eb1da6009c165c1b4b337ec66cb756eda"
    "2c96307978f4893be319de42365f1bfe090d8095884db5f3b510e134e075a625b743dba8d7ed7c8f6677ed27"
    "55b9bfe029dbf08b10141698f3cd0254b73ecca65d8c4a0a9d2352fd689acfd0b4434c466cbc8b01774dc685"
    "f79313b262d4aee96003f10304100ee2383ae0b8ddba81e54c8bd13b443b1df296839997";
const QByteArray pssLongSalt =
    "5dc65e2be780d846325182f078aaea9b8d70c66e9883861330f7a9d8e8eeb4ca216a3f62bd614f405d1ac7d7"
    "2c61f9f7530842138b0e91625166982e7baa1bd9380dad2118161b605e3fa7ca4e79ba396c5912f5a5268a30"
    "87d13a3da1d718238002abb1db3dffbc024da7affa3eb92d361c91c02bcd33bc9747b234ed2c7041817c000b"
    "6805fe59fcc5dfcc7b05ae8b78f839ebc4b1dc853f35a7acdac317b75b225b4ad469fa19a3011fce3727897e"
    "82135a73eef8f8041ecdf37d91a50cf01ab6421afba8aeeb690787bb28c86cd97260256eecebc6628854fc64"
    "0678140882f7ae7b98f795689b3d1957ecf396d15c1da3d14b710a8b52c4bad84169f456";
const QByteArray pkcs1Signature =
    "36971cc6cb54804ea333a29fba03c4766a606884965af6b81c4621a58b8e9827956a0feef4da96353c4b5b59"
    "08c384769b5e54e94f4d6f54f0b7474a9712ee2afe1a6c3273c0d2109f939e54fc788df802752a030a264142"
    "0c89411b6eb96933304cb15454ac58eecca5a33edf7c894e9dcf4dedf7f8f5a1127022fc5bcda80109b8ba81"
    "5e068a1a05bdea9f02fa4ff9f8439293efb00ac055953110ddf975ae04c16835c6e2e6fa064fd18e1a2cb246"
    "5cb100da94d166af7031430df59fb8ca678de558f0d0c65c37b1e08af80de0ab53bb39bda2e926c79e9e128d"
    "250b525f29cfb36fef2c4d7d01b5db5f91a881b2fde229eadda35c13942d9557eca285ef";
const QByteArray pssSha1 =
    "2b7947f7c5ec1f04b3bd66047fbc3d456bfdd4a51d6a5540471b090a08b086d800c463b090c158a419f88bee"
    "18e8627356a2e334ccb8cc46fe37cc4a479913eaa1d0780f7abc3f3a7f77bd8959071c193c95e6d18a9b0f00"
    "a62f2007555fc535854b84433b2f9f77fa1e215736ef37515b9b5dc034d910e3775a050736e2c1674b08bbe4"
    "e6457fa65418810c2212ff6fc80263ce7259b187a2f21b8184b69cb3c41c3c9444f66719f9452d0d054d3622"
    "20519479816117ba22ff47c6add860a2be5bf1905165af241d184729ca3002f659df46d2632d7c4c0b567e32"
    "df8a007c44c226a87b214ec361d7fac5294683bfa4670e03d30857fac7d23724f52c6101";
// RFC 8032, test 1: over nothing.
const QByteArray edwards = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
const QByteArray edwardsSignature =
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b4"
    "6bd25bf5f0595bbe24655141438e7a100b";

JsonValue keyObject(const QString& type, const QString& scheme, const QByteArray& material) {
    JsonValue value;
    value.set("public", QString::fromLatin1(material));
    JsonValue object;
    object.set("keytype", type);
    object.set("scheme", scheme);
    object.set("keyval", value);
    return object;
}

} // namespace

class TestPublicKey : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void verifies_data();
    void verifies();
    void isUnusable_data();
    void isUnusable();
    void writesCanonicalJson_data();
    void writesCanonicalJson();
    void computesTheIdFromTheWholeObject();
};

void TestPublicKey::verifies_data() {
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QByteArray>("material");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("signature");
    QTest::addColumn<bool>("isGood");
    const auto row = [](const char* name,
                        const char* type,
                        const char* scheme,
                        const QByteArray& key,
                        const QByteArray& message,
                        const QByteArray& signature,
                        bool isGood) {
        QTest::newRow(name) << type << scheme << key << message << QByteArray::fromHex(signature)
                            << isGood;
    };
    const char* nist = "ecdsa-sha2-nistp256";
    const char* pss = "rsassa-pss-sha256";
    row("Ed25519", "ed25519", "ed25519", edwards, "", edwardsSignature, true);
    row("Ed25519, another message", "ed25519", "ed25519", edwards, "x", edwardsSignature, false);
    row("Ed25519, no signature", "ed25519", "ed25519", edwards, "", "", false);
    row("P-256", "ecdsa", nist, p256, "message", p256Signature, true);
    row("P-256, the other name of its type", nist, nist, p256, "message", p256Signature, true);
    row("P-256, another message", "ecdsa", nist, p256, "massage", p256Signature, false);
    row("P-256, garbage", "ecdsa", nist, p256, "message", "3006020101020101", false);
    row("RSA-PSS", "rsa", pss, rsa2048, "message", pssSignature, true);
    row("RSA-PSS with another salt length", "rsa", pss, rsa2048, "message", pssLongSalt, true);
    row("RSA-PSS, another message", "rsa", pss, rsa2048, "massage", pssSignature, false);
    row("RSA with the padding of PKCS#1 1.5",
        "rsa",
        pss,
        rsa2048,
        "message",
        pkcs1Signature,
        false);
    row("RSA-PSS over SHA-1", "rsa", pss, rsa2048, "message", pssSha1, false);
}

void TestPublicKey::verifies() {
    QFETCH(QString, type);
    QFETCH(QString, scheme);
    QFETCH(QByteArray, material);
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, signature);
    const auto key = PublicKey::parse(keyObject(type, scheme, material));
    VERIFY_OK(key);
    QVERIFY2(key->isUsable(), qPrintable(key->problem()));
    QTEST(key->verify(message, signature), "isGood");
}

void TestPublicKey::isUnusable_data() {
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QByteArray>("material");
    QTest::newRow("a scheme of another type") << "ed25519"
                                              << "rsassa-pss-sha256" << edwards;
    QTest::newRow("an unknown type") << "sphincs"
                                     << "sphincs" << edwards;
    QTest::newRow("RSA with PKCS#1 1.5") << "rsa"
                                         << "rsa-pkcs1v15-sha256" << rsa2048;
    QTest::newRow("RSA of 1024 bits") << "rsa"
                                      << "rsassa-pss-sha256" << rsa1024;
    QTest::newRow("P-384") << "ecdsa"
                           << "ecdsa-sha2-nistp256" << p384;
    QTest::newRow("an RSA key as ECDSA") << "ecdsa"
                                         << "ecdsa-sha2-nistp256" << rsa2048;
    QTest::newRow("a P-256 key as RSA") << "rsa"
                                        << "rsassa-pss-sha256" << p256;
    QTest::newRow("P-256 in hexadecimal") << "ecdsa"
                                          << "ecdsa-sha2-nistp256" << edwards;
    QTest::newRow("Ed25519, a digit short") << "ed25519"
                                            << "ed25519" << edwards.chopped(1);
    QTest::newRow("Ed25519, not hexadecimal")
        << "ed25519"
        << "ed25519" << QByteArray(edwards).replace(3, 1, "z");
    QTest::newRow("Ed25519, nothing") << "ed25519"
                                      << "ed25519" << QByteArray();
}

void TestPublicKey::isUnusable() {
    QFETCH(QString, type);
    QFETCH(QString, scheme);
    QFETCH(QByteArray, material);
    const auto key = PublicKey::parse(keyObject(type, scheme, material));
    VERIFY_OK(key);
    QVERIFY(!key->isUsable());
    QVERIFY(!key->problem().isEmpty());
    QVERIFY(!key->verify("message", QByteArray::fromHex(edwardsSignature)));
}

void TestPublicKey::writesCanonicalJson_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("canonical");
    const auto row = [](const char* name, const QByteArray& text, const QByteArray& canonical) {
        QTest::newRow(name) << text << canonical;
    };
    row("members sorted, no spaces", R"({ "b" : 1, "a" : [ 1, 2 ] })", R"({"a":[1,2],"b":1})");
    row("newlines stay raw", R"("a\nb\t")", "\"a\nb\t\"");
    row("only quotes and backslashes are escaped", R"("\"\\\/\u00e9")", "\"\\\"\\\\/\u00e9\"");
    row("sorted by code point, not by UTF-16",
        R"({"\ud83d\ude00":1,"\uffee":2})",
        "{\"\uffee\":2,\"\U0001F600\":1}");
    row("words and negatives", "[true,false,null,-3]", "[true,false,null,-3]");
    row("empty things", "[{},[],\"\"]", "[{},[],\"\"]");
    row("a name that begins another", R"({"ab":1,"a":2})", R"({"a":2,"ab":1})");
}

void TestPublicKey::writesCanonicalJson() {
    QFETCH(QByteArray, text);
    const auto value = parseJson(text);
    VERIFY_OK(value);
    QTEST(canonicalJson(*value), "canonical");
}

void TestPublicKey::computesTheIdFromTheWholeObject() {
    JsonValue object = keyObject("ed25519", "ed25519", edwards);
    const auto plain = PublicKey::parse(object);
    QCOMPARE(plain->id(),
             Digest::of("{\"keytype\":\"ed25519\",\"keyval\":{\"public\":\"" + edwards +
                        "\"},\"scheme\":\"ed25519\"}")
                 .hex());
    object.set("x", 1);
    const auto other = PublicKey::parse(object);
    QVERIFY(other->id() != plain->id());
    QCOMPARE(other->material(), plain->material());
}

QTEST_APPLESS_MAIN(TestPublicKey)
#include "test_public_key.moc"
