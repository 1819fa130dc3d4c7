// SPDX-License-Identifier: Apache-2.0
#include "publish/token_key.h"

#include "base/digest.h"
#include "publish/key_object.h"
#include "publish/pkcs11_session.h"
#include "publish/signer.h"
#include "trust/public_key.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/param_build.h>

#include <cstring>

namespace upkeep {

namespace {

using Params = std::unique_ptr<OSSL_PARAM, OpenSslDeleter<OSSL_PARAM_free>>;
using ParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, OpenSslDeleter<OSSL_PARAM_BLD_free>>;
using Number = std::unique_ptr<BIGNUM, OpenSslDeleter<BN_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, OpenSslDeleter<ECDSA_SIG_free>>;

// DER of the OID of prime256v1.
const QByteArray curveP256 = QByteArrayLiteral("\x06\x08\x2A\x86\x48\xCE\x3D\x03\x01\x07");
constexpr qsizetype pointP256 = 65;
constexpr qsizetype pointEd25519 = 32;
constexpr qsizetype halfP256 = 32;

Error keyError(const QString& cause) {
    return Error{ErrorCode::KeyInvalid, {}, cause};
}

EvpKey keyFrom(const char* type, OSSL_PARAM_BLD* builder) {
    const Params params(OSSL_PARAM_BLD_to_param(builder));
    const EvpKeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
        return nullptr;
    return EvpKey(key);
}

// A DER OCTET STRING around it, as the standard wants, or bare, as some tokens have it.
QByteArray pointIn(const QByteArray& attribute, qsizetype size) {
    const bool isWrapped = attribute.size() == size + 2 && attribute[0] == 0x04 &&
                           attribute[1] == static_cast<char>(size);
    return isWrapped ? attribute.sliced(2) : attribute;
}

EvpKey ecKey(const QByteArray& point) {
    const ParamBuilder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
    OSSL_PARAM_BLD_push_octet_string(
        builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.constData(), size_t(point.size()));
    return keyFrom("EC", builder.get());
}

EvpKey rsaKey(const QByteArray& modulus, const QByteArray& exponent) {
    const Number n(BN_bin2bn(unsignedBytes(modulus.constData()), int(modulus.size()), nullptr));
    const Number e(BN_bin2bn(unsignedBytes(exponent.constData()), int(exponent.size()), nullptr));
    const ParamBuilder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
    return keyFrom("RSA", builder.get());
}

// The token says r and s, metadata hold them in DER.
QByteArray ecdsaDer(const QByteArray& raw) {
    if (raw.size() != 2 * halfP256)
        return {};
    const unsigned char* bytes = unsignedBytes(raw.constData());
    const EcdsaSignature signature(ECDSA_SIG_new());
    BIGNUM* r = BN_bin2bn(bytes, halfP256, nullptr);
    BIGNUM* s = BN_bin2bn(bytes + halfP256, halfP256, nullptr);
    if (!signature || ECDSA_SIG_set0(signature.get(), r, s) != 1) {
        BN_free(r);
        BN_free(s);
        return {};
    }
    unsigned char* der = nullptr;
    const int length = i2d_ECDSA_SIG(signature.get(), &der);
    QByteArray bytesOfDer(reinterpret_cast<const char*>(der), qMax(length, 0));
    OPENSSL_free(der);
    return bytesOfDer;
}

Result<EvpKey> publicKeyIn(Pkcs11Session& session, const QString& label) {
    UPKEEP_TRY_AS(const CK_OBJECT_HANDLE object, session.find(CKO_PUBLIC_KEY, label));
    UPKEEP_TRY_AS(const QByteArray typeBytes, session.attribute(object, CKA_KEY_TYPE));
    CK_KEY_TYPE type = CK_UNAVAILABLE_INFORMATION;
    if (typeBytes.size() == sizeof type)
        std::memcpy(&type, typeBytes.constData(), sizeof type);
    EvpKey key;
    if (type == CKK_RSA) {
        UPKEEP_TRY_AS(const QByteArray modulus, session.attribute(object, CKA_MODULUS));
        UPKEEP_TRY_AS(const QByteArray exponent, session.attribute(object, CKA_PUBLIC_EXPONENT));
        key = rsaKey(modulus, exponent);
    } else if (type == CKK_EC) {
        UPKEEP_TRY_AS(const QByteArray curve, session.attribute(object, CKA_EC_PARAMS));
        UPKEEP_TRY_AS(const QByteArray point, session.attribute(object, CKA_EC_POINT));
        if (curve == curveP256)
            key = ecKey(pointIn(point, pointP256));
    } else if (type == CKK_EC_EDWARDS) {
        UPKEEP_TRY_AS(const QByteArray attribute, session.attribute(object, CKA_EC_POINT));
        const QByteArray point = pointIn(attribute, pointEd25519);
        key.reset(EVP_PKEY_new_raw_public_key(
            EVP_PKEY_ED25519, nullptr, unsignedBytes(point.constData()), size_t(point.size())));
    }
    if (!key)
        return keyError(QStringLiteral("not an Ed25519, ECDSA P-256 or RSA key"));
    return key;
}

class TokenSigner final : public Signer {
public:
    TokenSigner(std::unique_ptr<Pkcs11Session> session,
                CK_OBJECT_HANDLE key,
                KeyKind kind,
                PublicKey check)
        : m_session(std::move(session)), m_key(key), m_kind(kind), m_check(std::move(check)) {}

    Result<QByteArray> sign(QByteArrayView message) const override {
        UPKEEP_TRY_AS(QByteArray signature, signThere(message));
        if (m_kind == KeyKind::EcdsaP256)
            signature = ecdsaDer(signature);
        // Whatever a token says, only what clients accept is put into metadata.
        if (!m_check.verify(message, signature))
            return keyError(QStringLiteral("the token's signature is none of this key"));
        return signature;
    }

private:
    Result<QByteArray> signThere(QByteArrayView message) const {
        if (m_kind == KeyKind::Ed25519)
            return m_session->sign(m_key, {CKM_EDDSA, nullptr, 0}, message);
        const Digest digest = Digest::of(message);
        if (m_kind == KeyKind::EcdsaP256)
            return m_session->sign(m_key, {CKM_ECDSA, nullptr, 0}, digest.raw());
        CK_RSA_PKCS_PSS_PARAMS padding{CKM_SHA256, CKG_MGF1_SHA256, CK_ULONG(digest.raw().size())};
        return m_session->sign(m_key, {CKM_RSA_PKCS_PSS, &padding, sizeof padding}, digest.raw());
    }

    std::unique_ptr<Pkcs11Session> m_session;
    CK_OBJECT_HANDLE m_key;
    KeyKind m_kind;
    PublicKey m_check;
};

Result<KeyPair> openKey(const Pkcs11Place& place, QByteArrayView pin) {
    UPKEEP_TRY_AS(const auto module, Pkcs11Module::load(place.module));
    UPKEEP_TRY_AS(auto session, Pkcs11Session::open(module, place.token, pin));
    UPKEEP_TRY_AS(const EvpKey key, publicKeyIn(*session, place.object));
    UPKEEP_TRY_AS(const CK_OBJECT_HANDLE secret, session->find(CKO_PRIVATE_KEY, place.object));
    UPKEEP_TRY_AS(const JsonValue object, usableKeyObject(key.get()));
    UPKEEP_TRY_AS(const PublicKey check, PublicKey::parse(object));
    return KeyPair(
        std::make_shared<TokenSigner>(std::move(session), secret, *keyKindOf(key.get()), check),
        object);
}

} // namespace

Result<Pkcs11Place> Pkcs11Place::parse(QByteArrayView text, const QString& subject) {
    Result<Pkcs11Place> read = [&]() -> Result<Pkcs11Place> {
        UPKEEP_TRY_AS(const JsonValue json, parseJson(text));
        UPKEEP_TRY(json.requiredInteger(u"schema", 1, 1));
        Pkcs11Place place;
        UPKEEP_TRY_AS(const QString module, json.requiredString(u"module"));
        UPKEEP_TRY_AS(place.module, LocalPath::parse(module.toUtf8()));
        UPKEEP_TRY_AS(place.token, json.requiredString(u"token"));
        UPKEEP_TRY_AS(place.object, json.requiredString(u"object"));
        return place;
    }();
    if (!read)
        return Error{ErrorCode::KeyInvalid, subject, read.error().cause};
    return read;
}

JsonValue Pkcs11Place::toJson() const {
    return JsonValue::Object{{QStringLiteral("schema"), 1},
                             {QStringLiteral("module"), QString::fromUtf8(module.bytes())},
                             {QStringLiteral("token"), token},
                             {QStringLiteral("object"), object}};
}

Result<KeyPair> openTokenKey(const Pkcs11Place& place, QByteArrayView pin) {
    auto key = openKey(place, pin);
    if (!key && key.error().subject.isEmpty())
        return Error{key.error().code, place.object, key.error().cause};
    return key;
}

} // namespace upkeep
