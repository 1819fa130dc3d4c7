// SPDX-License-Identifier: Apache-2.0
// A publisher's signing key: Ed25519, ECDSA P-256 or RSA-PSS of 3072 bits, kept as encrypted PKCS#8
// PEM (key_encryption.h) or in a token (token_key.h). Only publish/ can sign; the desktop does not
// link it.
#pragma once

#include "base/json.h"
#include "base/names.h"
#include "system/file_system.h"

#include <QByteArray>
#include <QList>
#include <QMap>

#include <memory>

struct evp_pkey_st; // OpenSSL's EVP_PKEY

namespace upkeep {

enum class KeyKind { Ed25519, EcdsaP256, RsaPss };

// "ed25519", "ecdsa-p256", "rsa-pss-3072".
QString keyKindName(KeyKind kind);
std::optional<KeyKind> keyKindFromName(QStringView name);

class Signer;

class KeyPair {
public:
    // What signs for a key that clients take, and its key object.
    KeyPair(std::shared_ptr<const Signer> signer, JsonValue publicObject);
    static Result<KeyPair> generate(KeyKind kind = KeyKind::Ed25519);
    // key.invalid: not such a file, or not this passphrase.
    static Result<KeyPair> fromPem(QByteArrayView pem, QByteArrayView passphrase);
    static Result<KeyPair>
    load(FileSystem& files, const LocalPath& path, QByteArrayView passphrase);

    // key.invalid for an empty passphrase, and for a key that does not leave its token.
    Result<QByteArray> toPem(QByteArrayView passphrase) const;
    // A new file with mode 0600; an existing one is file.exists. Durable on return.
    Result<void> save(FileSystem& files, const LocalPath& path, QByteArrayView passphrase) const;

    // In place of a file that may be there. After a power cut it is one or the other.
    Result<void> replace(FileSystem& files, const LocalPath& path, QByteArrayView passphrase) const;

    // The key object of TUF metadata and its id.
    const JsonValue& publicObject() const { return m_public; }
    const QByteArray& id() const { return m_id; }

    Result<QByteArray> sign(QByteArrayView message) const;

private:
    static Result<KeyPair> fromEvp(evp_pkey_st* key);

    std::shared_ptr<const Signer> m_signer;
    JsonValue m_public;
    QByteArray m_id;
};

// Which keys there are for which role: "root", "targets", "snapshot", "timestamp",
// "stable.linux-x64". Creating and delegating read the names; signing takes whichever key the
// metadata names for a role.
using KeyRing = QMap<QByteArray, QList<KeyPair>>;

} // namespace upkeep
