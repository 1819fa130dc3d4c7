// SPDX-License-Identifier: Apache-2.0
#include "publish/keys.h"

#include "publish/key_encryption.h"
#include "trust/public_key.h"

#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <iterator>

namespace upkeep {

namespace {

constexpr qint64 keyFileLimit = 64 * 1024;
constexpr quint32 onlyOwner = 0600;
constexpr int newRsaBits = 3072;
constexpr qsizetype rawKeyBytes = 32;

struct KindRow {
    KeyKind kind;
    const char* name;
    const char* keyType; // in metadata
    const char* scheme;
};

constexpr KindRow kinds[] = {
    {KeyKind::Ed25519, "ed25519", "ed25519", "ed25519"},
    {KeyKind::EcdsaP256, "ecdsa-p256", "ecdsa", "ecdsa-sha2-nistp256"},
    {KeyKind::RsaPss, "rsa-pss-3072", "rsa", "rsassa-pss-sha256"},
};

const KindRow& rowOf(KeyKind kind) {
    return kinds[static_cast<size_t>(kind)];
}

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

QString publicPem(EVP_PKEY* key) {
    const Bio bio(BIO_new(BIO_s_mem()));
    if (!bio || PEM_write_bio_PUBKEY(bio.get(), key) != 1)
        return {};
    char* text = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &text);
    return QString::fromLatin1(text, length);
}

JsonValue publicObjectOf(EVP_PKEY* key, KeyKind kind) {
    if (kind == KeyKind::Ed25519) {
        QByteArray raw(rawKeyBytes, '\0');
        auto size = size_t(raw.size());
        EVP_PKEY_get_raw_public_key(key, unsignedBytes(raw.data()), &size);
        return PublicKey::ed25519Object(raw);
    }
    JsonValue value;
    value.set(QStringLiteral("public"), publicPem(key));
    JsonValue object;
    object.set(QStringLiteral("keytype"), QString::fromLatin1(rowOf(kind).keyType));
    object.set(QStringLiteral("keyval"), value);
    object.set(QStringLiteral("scheme"), QString::fromLatin1(rowOf(kind).scheme));
    return object;
}

std::optional<KeyKind> kindOf(EVP_PKEY* key) {
    switch (key ? EVP_PKEY_get_id(key) : EVP_PKEY_NONE) {
    case EVP_PKEY_ED25519:
        return KeyKind::Ed25519;
    case EVP_PKEY_EC:
        return KeyKind::EcdsaP256;
    case EVP_PKEY_RSA:
        return KeyKind::RsaPss;
    default:
        return std::nullopt;
    }
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

} // namespace

QString keyKindName(KeyKind kind) {
    return QLatin1String(rowOf(kind).name);
}

std::optional<KeyKind> keyKindFromName(QStringView name) {
    for (const KindRow& row : kinds) {
        if (name == QLatin1String(row.name))
            return row.kind;
    }
    return std::nullopt;
}

KeyPair::KeyPair(QByteArray secret, KeyKind kind, JsonValue publicObject)
    : m_secret(std::move(secret)), m_kind(kind), m_public(std::move(publicObject)) {
    const auto key = PublicKey::parse(m_public);
    Q_ASSERT(key && key->isUsable());
    m_id = key->id();
}

Result<KeyPair> KeyPair::generate(KeyKind kind) {
    const EvpKey key = newKey(kind);
    return fromEvp(key.get());
}

// What clients would not take as a public key is no key for a publisher either.
Result<KeyPair> KeyPair::fromEvp(evp_pkey_st* key) {
    const std::optional<KeyKind> kind = kindOf(key);
    if (!kind)
        return keyError(QStringLiteral("not an Ed25519, ECDSA P-256 or RSA private key"));
    const JsonValue object = publicObjectOf(key, *kind);
    UPKEEP_TRY_AS(const PublicKey parsed, PublicKey::parse(object));
    QByteArray secret = privateDer(key);
    if (!parsed.isUsable() || secret.isEmpty())
        return keyError(parsed.problem());
    return KeyPair(std::move(secret), *kind, object);
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
    const EvpKey key = privateKey(m_secret);
    return encryptedPem(key.get(), passphrase);
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

} // namespace upkeep
