// SPDX-License-Identifier: Apache-2.0
#include "trust/public_key.h"

#include "base/digest.h"
#include "trust/canonical_json.h"
#include "trust/limits.h"
#include "trust/openssl_pointers.h"

#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>

namespace upkeep {

namespace {

constexpr qsizetype ed25519KeyBytes = 32;

// A public key is never encrypted; without this OpenSSL would ask for a passphrase on the terminal.
int noPassphrase(char*, int, int, void*) {
    return -1;
}

QByteArray derOf(EVP_PKEY* key) {
    unsigned char* der = nullptr;
    const int length = i2d_PUBKEY(key, &der);
    if (length <= 0)
        return {};
    QByteArray bytes(reinterpret_cast<const char*>(der), length);
    OPENSSL_free(der);
    return bytes;
}

EvpKey keyOf(const QByteArray& der) {
    const unsigned char* at = unsignedBytes(der.constData());
    return EvpKey(d2i_PUBKEY(nullptr, &at, long(der.size())));
}

bool isP256(EVP_PKEY* key) {
    char name[64] = {};
    size_t length = 0;
    return EVP_PKEY_get_id(key) == EVP_PKEY_EC &&
           EVP_PKEY_get_group_name(key, name, sizeof name, &length) == 1 &&
           QByteArrayView(name) == QByteArrayView("prime256v1");
}

bool isAcceptedRsa(EVP_PKEY* key) {
    const int bits = EVP_PKEY_get_bits(key);
    return EVP_PKEY_get_id(key) == EVP_PKEY_RSA && bits >= trust_limits::smallestRsaBits &&
           bits <= trust_limits::largestRsaBits;
}

bool usePss(EVP_PKEY_CTX* context) {
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_AUTO) == 1;
}

bool isHex(QStringView text) {
    return std::all_of(text.cbegin(), text.cend(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
    });
}

} // namespace

Result<PublicKey> PublicKey::parse(const JsonValue& object) {
    UPKEEP_TRY_AS(const QString type, object.requiredString(u"keytype"));
    UPKEEP_TRY_AS(const QString scheme, object.requiredString(u"scheme"));
    UPKEEP_TRY_AS(const JsonValue value, object.requiredObject(u"keyval"));
    UPKEEP_TRY_AS(const QString material, value.requiredString(u"public"));
    PublicKey key;
    key.m_id = Digest::of(canonicalJson(object)).hex();
    key.readMaterial(type, scheme, material);
    return key;
}

JsonValue PublicKey::ed25519Object(QByteArrayView raw) {
    JsonValue value;
    value.set(QStringLiteral("public"), QString::fromLatin1(raw.toByteArray().toHex()));
    JsonValue object;
    object.set(QStringLiteral("keytype"), QStringLiteral("ed25519"));
    object.set(QStringLiteral("keyval"), value);
    object.set(QStringLiteral("scheme"), QStringLiteral("ed25519"));
    return object;
}

void PublicKey::readMaterial(const QString& type, const QString& scheme, const QString& value) {
    const auto isType = [&](QLatin1String wanted) { return type == wanted; };
    if (isType(QLatin1String("ed25519")) && scheme == QLatin1String("ed25519"))
        readEd25519(value);
    else if ((isType(QLatin1String("ecdsa")) || isType(QLatin1String("ecdsa-sha2-nistp256"))) &&
             scheme == QLatin1String("ecdsa-sha2-nistp256"))
        readPem(Kind::EcdsaP256, value);
    else if (isType(QLatin1String("rsa")) && scheme == QLatin1String("rsassa-pss-sha256"))
        readPem(Kind::RsaPss, value);
    else
        m_problem = QStringLiteral("keys of type %1 with scheme %2 are not supported")
                        .arg(type.left(40), scheme.left(40));
}

void PublicKey::readEd25519(const QString& hex) {
    const QByteArray raw = QByteArray::fromHex(hex.toLatin1());
    if (!isHex(hex) || raw.size() != ed25519KeyBytes || hex.size() != 2 * ed25519KeyBytes) {
        m_problem = QStringLiteral("an Ed25519 key must be 64 hexadecimal digits");
        return;
    }
    const EvpKey key(EVP_PKEY_new_raw_public_key(
        EVP_PKEY_ED25519, nullptr, unsignedBytes(raw.constData()), size_t(raw.size())));
    m_material = key ? derOf(key.get()) : QByteArray();
    if (m_material.isEmpty())
        m_problem = QStringLiteral("not an Ed25519 key");
    else
        m_kind = Kind::Ed25519;
}

void PublicKey::readPem(Kind kind, const QString& pem) {
    const QByteArray bytes = pem.toUtf8();
    const Bio bio(BIO_new_mem_buf(bytes.constData(), int(bytes.size())));
    const EvpKey key(bio ? PEM_read_bio_PUBKEY(bio.get(), nullptr, noPassphrase, nullptr)
                         : nullptr);
    if (!key) {
        m_problem = QStringLiteral("not a public key in PEM form");
    } else if (kind == Kind::EcdsaP256 && !isP256(key.get())) {
        m_problem = QStringLiteral("not an ECDSA key on the curve P-256");
    } else if (kind == Kind::RsaPss && !isAcceptedRsa(key.get())) {
        m_problem = QStringLiteral("not an RSA key of %1 to %2 bits")
                        .arg(trust_limits::smallestRsaBits)
                        .arg(trust_limits::largestRsaBits);
    } else {
        m_material = derOf(key.get());
        m_kind = kind;
    }
}

bool PublicKey::verify(QByteArrayView message, QByteArrayView signature) const {
    if (!isUsable() || signature.isEmpty())
        return false;
    const EvpKey key = keyOf(m_material);
    const EvpDigestContext context(EVP_MD_CTX_new());
    if (!key || !context)
        return false;
    EVP_PKEY_CTX* keyContext = nullptr; // belongs to `context`
    const EVP_MD* hash = m_kind == Kind::Ed25519 ? nullptr : EVP_sha256();
    if (EVP_DigestVerifyInit(context.get(), &keyContext, hash, nullptr, key.get()) != 1)
        return false;
    if (m_kind == Kind::RsaPss && !usePss(keyContext))
        return false;
    return EVP_DigestVerify(context.get(),
                            unsignedBytes(signature.data()),
                            size_t(signature.size()),
                            unsignedBytes(message.data()),
                            size_t(message.size())) == 1;
}

} // namespace upkeep
