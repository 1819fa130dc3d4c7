// SPDX-License-Identifier: Apache-2.0
#include "publish/key_object.h"

#include "trust/public_key.h"

#include <openssl/pem.h>

namespace upkeep {

namespace {

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

} // namespace

std::optional<KeyKind> keyKindOf(const EVP_PKEY* key) {
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

// What clients would not take as a public key is no key for a publisher either.
Result<JsonValue> usableKeyObject(EVP_PKEY* key) {
    const Error failure{ErrorCode::KeyInvalid,
                        {},
                        QStringLiteral("not an Ed25519, ECDSA P-256 or RSA private key")};
    const std::optional<KeyKind> kind = keyKindOf(key);
    if (!kind)
        return failure;
    JsonValue object = publicObjectOf(key, *kind);
    UPKEEP_TRY_AS(const PublicKey parsed, PublicKey::parse(object));
    if (!parsed.isUsable())
        return Error{ErrorCode::KeyInvalid, {}, parsed.problem()};
    return object;
}

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

} // namespace upkeep
