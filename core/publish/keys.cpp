// SPDX-License-Identifier: Apache-2.0
#include "publish/keys.h"

#include "trust/openssl_pointers.h"
#include "trust/public_key.h"

#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>

#include <cstring>

namespace upkeep {

namespace {

using Pkcs8 = std::unique_ptr<PKCS8_PRIV_KEY_INFO, OpenSslDeleter<PKCS8_PRIV_KEY_INFO_free>>;
using EncryptedKey = std::unique_ptr<X509_SIG, OpenSslDeleter<X509_SIG_free>>;

constexpr int pbkdf2Rounds = 600'000;
constexpr int saltBytes = 16;
constexpr qsizetype rawKeyBytes = 32;
constexpr qsizetype signatureBytes = 64;
constexpr qint64 keyFileLimit = 64 * 1024;
constexpr quint32 onlyOwner = 0600;

Error keyError(const QString& cause) {
    return Error{ErrorCode::KeyInvalid, {}, cause};
}

int givePassphrase(char* buffer, int size, int, void* passphrase) {
    const auto* bytes = static_cast<const QByteArrayView*>(passphrase);
    if (bytes->size() > size)
        return -1;
    std::memcpy(buffer, bytes->data(), size_t(bytes->size()));
    return int(bytes->size());
}

// OpenSSL's own writers of PEM take 2,048 rounds; so the algorithm is put together here.
EncryptedKey encrypt(PKCS8_PRIV_KEY_INFO* key, QByteArrayView passphrase) {
    unsigned char salt[saltBytes];
    if (RAND_bytes(salt, saltBytes) != 1)
        return nullptr;
    X509_ALGOR* algorithm = PKCS5_pbe2_set_iv(
        EVP_aes_256_cbc(), pbkdf2Rounds, salt, saltBytes, nullptr, NID_hmacWithSHA256);
    if (!algorithm)
        return nullptr;
    EncryptedKey encrypted(
        PKCS8_set0_pbe(passphrase.data(), int(passphrase.size()), key, algorithm));
    if (!encrypted)
        X509_ALGOR_free(algorithm);
    return encrypted;
}

} // namespace

Result<KeyPair> KeyPair::generate() {
    const EvpKey key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    return fromEvp(key.get());
}

Result<KeyPair> KeyPair::fromEvp(evp_pkey_st* key) {
    QByteArray secret(rawKeyBytes, '\0');
    QByteArray publicPart(rawKeyBytes, '\0');
    auto secretSize = size_t(secret.size());
    auto publicSize = size_t(publicPart.size());
    if (!key || EVP_PKEY_get_id(key) != EVP_PKEY_ED25519 ||
        EVP_PKEY_get_raw_private_key(key, unsignedBytes(secret.data()), &secretSize) != 1 ||
        EVP_PKEY_get_raw_public_key(key, unsignedBytes(publicPart.data()), &publicSize) != 1)
        return keyError(QStringLiteral("not an Ed25519 private key"));
    return KeyPair(std::move(secret), std::move(publicPart));
}

Result<KeyPair> KeyPair::fromPem(QByteArrayView pem, QByteArrayView passphrase) {
    if (!pem.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----"))
        return keyError(QStringLiteral("not an encrypted private key in PKCS#8 PEM form"));
    const Bio bio(BIO_new_mem_buf(pem.data(), int(pem.size())));
    const EvpKey key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, givePassphrase, &passphrase)
                         : nullptr);
    if (!key)
        return keyError(QStringLiteral("the passphrase is wrong or the file is damaged"));
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
    if (passphrase.isEmpty())
        return keyError(QStringLiteral("a private key is not written without a passphrase"));
    const EvpKey key(EVP_PKEY_new_raw_private_key(
        EVP_PKEY_ED25519, nullptr, unsignedBytes(m_secret.constData()), size_t(m_secret.size())));
    const Pkcs8 plain(key ? EVP_PKEY2PKCS8(key.get()) : nullptr);
    const EncryptedKey encrypted = plain ? encrypt(plain.get(), passphrase) : nullptr;
    const Bio bio(BIO_new(BIO_s_mem()));
    if (!encrypted || !bio || PEM_write_bio_PKCS8(bio.get(), encrypted.get()) != 1)
        return keyError(QStringLiteral("the key could not be encrypted"));
    char* text = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &text);
    return QByteArray(text, length);
}

Result<void>
KeyPair::save(FileSystem& files, const LocalPath& path, QByteArrayView passphrase) const {
    UPKEEP_TRY_AS(const QByteArray pem, toPem(passphrase));
    UPKEEP_TRY_AS(const auto file, files.create(path, onlyOwner));
    UPKEEP_TRY(file->write(pem));
    UPKEEP_TRY(file->close(true));
    return files.syncFolder(path.parent());
}

JsonValue KeyPair::publicObject() const {
    return PublicKey::ed25519Object(m_public);
}

QByteArray KeyPair::id() const {
    auto key = PublicKey::parse(publicObject());
    Q_ASSERT(key);
    return key->id();
}

Result<QByteArray> KeyPair::sign(QByteArrayView message) const {
    const EvpKey key(EVP_PKEY_new_raw_private_key(
        EVP_PKEY_ED25519, nullptr, unsignedBytes(m_secret.constData()), size_t(m_secret.size())));
    const EvpDigestContext context(EVP_MD_CTX_new());
    QByteArray signature(signatureBytes, '\0');
    auto length = size_t(signature.size());
    if (!key || !context ||
        EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(),
                       unsignedBytes(signature.data()),
                       &length,
                       unsignedBytes(message.data()),
                       size_t(message.size())) != 1)
        return keyError(QStringLiteral("OpenSSL could not sign"));
    return signature;
}

} // namespace upkeep
