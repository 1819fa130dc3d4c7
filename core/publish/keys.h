// SPDX-License-Identifier: Apache-2.0
// A publisher's signing key: Ed25519, kept as encrypted PKCS#8 PEM (PBES2: PBKDF2-HMAC-SHA256 with
// 600,000 rounds or more, AES-256). Only publish/ can sign; the desktop does not link it.
#pragma once

#include "base/json.h"
#include "base/names.h"
#include "system/file_system.h"

#include <QByteArray>
#include <QList>
#include <QMap>

struct evp_pkey_st; // OpenSSL's EVP_PKEY

namespace upkeep {

class KeyPair {
public:
    static Result<KeyPair> generate();
    // key.invalid: not such a file, or not this passphrase.
    static Result<KeyPair> fromPem(QByteArrayView pem, QByteArrayView passphrase);
    static Result<KeyPair>
    load(FileSystem& files, const LocalPath& path, QByteArrayView passphrase);

    // An empty passphrase is refused (key.invalid).
    Result<QByteArray> toPem(QByteArrayView passphrase) const;
    // A new file with mode 0600; an existing one is file.exists. Durable on return.
    Result<void> save(FileSystem& files, const LocalPath& path, QByteArrayView passphrase) const;

    // The key object of TUF metadata and its id.
    JsonValue publicObject() const;
    QByteArray id() const;

    Result<QByteArray> sign(QByteArrayView message) const;

private:
    static Result<KeyPair> fromEvp(evp_pkey_st* key);
    KeyPair(QByteArray secret, QByteArray publicPart)
        : m_secret(std::move(secret)), m_public(std::move(publicPart)) {}

    QByteArray m_secret; // 32 bytes
    QByteArray m_public; // 32 bytes
};

// Which keys may sign which role: "root", "targets", "snapshot", "timestamp", "stable.linux-x64".
// A role without keys here is not signed anew.
using KeyRing = QMap<QByteArray, QList<KeyPair>>;

} // namespace upkeep
