// SPDX-License-Identifier: Apache-2.0
#include "publish/key_encryption.h"

#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>

namespace upkeep {

namespace {

using Pkcs8 = std::unique_ptr<PKCS8_PRIV_KEY_INFO, OpenSslDeleter<PKCS8_PRIV_KEY_INFO_free>>;
using EncryptedKey = std::unique_ptr<X509_SIG, OpenSslDeleter<X509_SIG_free>>;
using Pbes2 = std::unique_ptr<PBE2PARAM, OpenSslDeleter<PBE2PARAM_free>>;
using Pbkdf2 = std::unique_ptr<PBKDF2PARAM, OpenSslDeleter<PBKDF2PARAM_free>>;

constexpr int pbkdf2Rounds = 600'000;
constexpr int mostRounds = 100'000'000; // a file may not keep us busy for hours
constexpr int saltBytes = 16;

Error keyError(const QString& cause) {
    return Error{ErrorCode::KeyInvalid, {}, cause};
}

// A header of PEM's own encryption would make OpenSSL ask on the terminal.
int noPassphrase(char*, int, int, void*) {
    return -1;
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

template <typename T> T* unpacked(const X509_ALGOR* algorithm, const ASN1_ITEM* item) {
    int type = 0;
    const void* value = nullptr;
    X509_ALGOR_get0(nullptr, &type, &value, algorithm);
    if (type != V_ASN1_SEQUENCE)
        return nullptr;
    return static_cast<T*>(ASN1_item_unpack(static_cast<const ASN1_STRING*>(value), item));
}

int algorithmOf(const X509_ALGOR* algorithm) {
    const ASN1_OBJECT* object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
    return OBJ_obj2nid(object);
}

bool isStrongDerivation(const X509_ALGOR* derivation) {
    if (algorithmOf(derivation) == NID_id_scrypt)
        return true;
    if (algorithmOf(derivation) != NID_id_pbkdf2)
        return false;
    const Pbkdf2 parameters(unpacked<PBKDF2PARAM>(derivation, ASN1_ITEM_rptr(PBKDF2PARAM)));
    const long rounds = parameters ? ASN1_INTEGER_get(parameters->iter) : 0;
    return rounds >= pbkdf2Rounds && rounds <= mostRounds;
}

bool isStrong(const X509_SIG* encrypted) {
    const X509_ALGOR* algorithm = nullptr;
    X509_SIG_get0(encrypted, &algorithm, nullptr);
    if (algorithmOf(algorithm) != NID_pbes2)
        return false;
    const Pbes2 scheme(unpacked<PBE2PARAM>(algorithm, ASN1_ITEM_rptr(PBE2PARAM)));
    if (!scheme)
        return false;
    const int cipher = algorithmOf(scheme->encryption);
    return (cipher == NID_aes_256_cbc || cipher == NID_aes_256_gcm) &&
           isStrongDerivation(scheme->keyfunc);
}

} // namespace

Result<QByteArray> encryptedPem(EVP_PKEY* key, QByteArrayView passphrase) {
    if (passphrase.isEmpty())
        return keyError(QStringLiteral("a private key is not written without a passphrase"));
    const Pkcs8 plain(key ? EVP_PKEY2PKCS8(key) : nullptr);
    const EncryptedKey encrypted = plain ? encrypt(plain.get(), passphrase) : nullptr;
    const Bio bio(BIO_new(BIO_s_mem()));
    if (!encrypted || !bio || PEM_write_bio_PKCS8(bio.get(), encrypted.get()) != 1)
        return keyError(QStringLiteral("the key could not be encrypted"));
    char* text = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &text);
    return QByteArray(text, length);
}

Result<EvpKey> decryptedKey(QByteArrayView pem, QByteArrayView passphrase) {
    const Bio bio(BIO_new_mem_buf(pem.data(), int(pem.size())));
    const EncryptedKey encrypted(bio ? PEM_read_bio_PKCS8(bio.get(), nullptr, noPassphrase, nullptr)
                                     : nullptr);
    if (!encrypted)
        return keyError(QStringLiteral("not an encrypted private key in PKCS#8 PEM form"));
    if (!isStrong(encrypted.get()))
        return keyError(QStringLiteral(
            "it is encrypted too weakly; AES-256 with scrypt, or PBKDF2 of 600,000 rounds, is "
            "needed: openssl pkcs8 -topk8 -v2 aes-256-cbc -iter 600000 -in OLD -out NEW"));
    const Pkcs8 plain(PKCS8_decrypt(encrypted.get(), passphrase.data(), int(passphrase.size())));
    EvpKey key(plain ? EVP_PKCS82PKEY(plain.get()) : nullptr);
    if (!key)
        return keyError(QStringLiteral("the passphrase is wrong or the file is damaged"));
    return key;
}

} // namespace upkeep
