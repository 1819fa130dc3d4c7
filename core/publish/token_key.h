// SPDX-License-Identifier: Apache-2.0
// A private key that never leaves its PKCS#11 token (a smart card, an HSM): found by labels, it
// signs there. The module is the shared library of the token's maker and runs in this process, so
// only one that the person names is loaded. Beside the key's record lies <name>.token:
//
//     { "schema": 1, "module": "/usr/lib/softhsm/libsofthsm2.so", "token": "LABEL", "object":
//     "LABEL" }
#pragma once

#include "base/json.h"
#include "base/names.h"
#include "publish/keys.h"

#include <memory>

namespace upkeep {

struct Pkcs11Place {
    LocalPath module;
    QString token;  // label
    QString object; // label of the key on it

    static Result<Pkcs11Place> parse(QByteArrayView text, const QString& subject);
    JsonValue toJson() const;
};

// A session in which the key can be used; it ends with the last copy of the key. key.invalid: no
// such module, token or key, not its PIN, or a key that clients would not accept.
Result<KeyPair> openTokenKey(const Pkcs11Place& place, QByteArrayView pin);

} // namespace upkeep
