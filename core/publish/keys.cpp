// SPDX-License-Identifier: Apache-2.0
#include "publish/keys.h"

#include "publish/key_encryption.h"
#include "publish/key_object.h"
#include "publish/signer.h"
#include "trust/public_key.h"

#include <openssl/rsa.h>

namespace upkeep {

namespace {

constexpr qint64 keyFileLimit = 64 * 1024;
constexpr quint32 onlyOwner = 0600;
constexpr int newRsaBits = 3072;

Error keyError(const QString& cause) {
    return Error{ErrorCode::KeyInvalid, {}, cause};
}

QByteArray privateDer(EVP_PKEY* key) {
    unsigned char* der = nullptr;
    const int length = i2d_PrivateKey(key, &der);
    if (length <= 0)
        return {};
    QByteArray bytes(reinterpret_cast<const char*>(der), length);
    OPENSSL_clear_free(der, size_t(length));
    return bytes;
}

EvpKey privateKey(const QByteArray& der) {
    const unsigned char* at = unsignedBytes(der.constData());
    return EvpKey(d2i_AutoPrivateKey(nullptr, &at, long(der.size())));
}

EvpKey newKey(KeyKind kind) {
    if (kind == KeyKind::Ed25519)
        return EvpKey(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    if (kind == KeyKind::EcdsaP256)
        return EvpKey(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    return EvpKey(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", size_t(newRsaBits)));
}

bool usePss(EVP_PKEY_CTX* context) {
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

class MemorySigner final : public Signer {
public:
    MemorySigner(QByteArray secret, KeyKind kind) : m_secret(std::move(secret)), m_kind(kind) {}

    Result<QByteArray> sign(QByteArrayView message) const override {
        const EvpKey key = privateKey(m_secret);
        const EvpDigestContext context(EVP_MD_CTX_new());
        EVP_PKEY_CTX* keyContext = nullptr; // belongs to `context`
        const EVP_MD* hash = m_kind == KeyKind::Ed25519 ? nullptr : EVP_sha256();
        const Error failure = keyError(QStringLiteral("OpenSSL could not sign"));
        if (!key || !context ||
            EVP_DigestSignInit(context.get(), &keyContext, hash, nullptr, key.get()) != 1 ||
            (m_kind == KeyKind::RsaPss && !usePss(keyContext)))
            return failure;
        QByteArray signature(EVP_PKEY_get_size(key.get()), '\0');
        auto length = size_t(signature.size());
        if (EVP_DigestSign(context.get(),
                           unsignedBytes(signature.data()),
                           &length,
                           unsignedBytes(message.data()),
                           size_t(message.size())) != 1)
            return failure;
        signature.resize(qsizetype(length)); // ECDSA: shorter than the longest by a byte or two
        return signature;
    }

    Result<QByteArray> toPem(QByteArrayView passphrase) const override {
        const EvpKey key = privateKey(m_secret);
        return encryptedPem(key.get(), passphrase);
    }

private:
    QByteArray m_secret; // PrivateKeyInfo, DER
    KeyKind m_kind;
};

} // namespace

KeyPair::KeyPair(std::shared_ptr<const Signer> signer, JsonValue publicObject)
    : m_signer(std::move(signer)), m_public(std::move(publicObject)) {
    const auto key = PublicKey::parse(m_public);
    Q_ASSERT(key && key->isUsable());
    m_id = key->id();
}

Result<KeyPair> KeyPair::generate(KeyKind kind) {
    const EvpKey key = newKey(kind);
    return fromEvp(key.get());
}

Result<KeyPair> KeyPair::fromEvp(evp_pkey_st* key) {
    UPKEEP_TRY_AS(const JsonValue object, usableKeyObject(key));
    const QByteArray secret = privateDer(key);
    if (secret.isEmpty())
        return keyError(QStringLiteral("OpenSSL does not give the key out"));
    return KeyPair(std::make_shared<MemorySigner>(secret, *keyKindOf(key)), object);
}

Result<KeyPair> KeyPair::fromPem(QByteArrayView pem, QByteArrayView passphrase) {
    UPKEEP_TRY_AS(const EvpKey key, decryptedKey(pem, passphrase));
    return fromEvp(key.get());
}

Result<KeyPair> KeyPair::load(FileSystem& files, const LocalPath& path, QByteArrayView passphrase) {
    UPKEEP_TRY_AS(const QByteArray pem, files.read(path, keyFileLimit));
    auto key = fromPem(pem, passphrase);
    if (!key)
        return Error{key.error().code, path.display(), key.error().cause};
    return key;
}

Result<QByteArray> KeyPair::toPem(QByteArrayView passphrase) const {
    return m_signer->toPem(passphrase);
}

Result<void>
KeyPair::save(FileSystem& files, const LocalPath& path, QByteArrayView passphrase) const {
    UPKEEP_TRY_AS(const QByteArray pem, toPem(passphrase));
    UPKEEP_TRY_AS(const auto file, files.create(path, onlyOwner));
    UPKEEP_TRY(file->write(pem));
    UPKEEP_TRY(file->close(true));
    return files.syncFolder(path.parent());
}

Result<void>
KeyPair::replace(FileSystem& files, const LocalPath& path, QByteArrayView passphrase) const {
    UPKEEP_TRY_AS(const QByteArray pem, toPem(passphrase));
    return files.writeAndSync(path, pem, onlyOwner);
}

Result<QByteArray> KeyPair::sign(QByteArrayView message) const {
    return m_signer->sign(message);
}

} // namespace upkeep
