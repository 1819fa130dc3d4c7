// SPDX-License-Identifier: Apache-2.0
// Private keys as encrypted PKCS#8 PEM (RFC 5958, PBES2 of RFC 8018): AES-256 under a key that is
// slow to guess: scrypt, or PBKDF2 with 600,000 rounds or more. Weaker files are refused with a
// word on how to encrypt them anew. Internal to publish/.
#pragma once

#include "base/result.h"
#include "trust/openssl_pointers.h"

#include <QByteArray>

namespace upkeep {

// PBKDF2-HMAC-SHA256, 600,000 rounds, AES-256-CBC. key.invalid for an empty passphrase.
Result<QByteArray> encryptedPem(EVP_PKEY* key, QByteArrayView passphrase);
// key.invalid: no such file, too weakly encrypted, or not this passphrase.
Result<EvpKey> decryptedKey(QByteArrayView pem, QByteArrayView passphrase);

} // namespace upkeep
