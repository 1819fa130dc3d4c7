// SPDX-License-Identifier: Apache-2.0
// A metadata file before it is believed: its body, its signatures, and the one question whether
// enough keys of a role have signed it.
#pragma once

#include "trust/role_keys.h"

namespace upkeep {

struct Signature {
    QByteArray keyId;
    QByteArray bytes;
};

struct SignedDocument {
    JsonValue body;
    QList<Signature> signatures;

    // trust.json-invalid or trust.metadata-invalid; `subject` is the file's name.
    static Result<SignedDocument> parse(QByteArrayView bytes, const QString& subject);
    // trust.signature unless `role.threshold` different keys of `role` signed the body. A bad
    // signature beside enough good ones is no error.
    Result<void> verify(const KeySet& keys, const RoleKeys& role, const QString& subject) const;
};

} // namespace upkeep
