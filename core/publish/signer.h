// SPDX-License-Identifier: Apache-2.0
// What signs for a key: a private key in memory, or a token that keeps it. Internal to publish/.
#pragma once

#include "base/result.h"

#include <QByteArray>

namespace upkeep {

class Signer {
public:
    Signer() = default;
    virtual ~Signer() = default;
    Q_DISABLE_COPY_MOVE(Signer)

    // As metadata hold it; key.invalid where it cannot.
    virtual Result<QByteArray> sign(QByteArrayView message) const = 0;
    // Encrypted PKCS#8; key.invalid where the key does not leave its place.
    virtual Result<QByteArray> toPem(QByteArrayView passphrase) const {
        Q_UNUSED(passphrase)
        return Error{
            ErrorCode::KeyInvalid, {}, QStringLiteral("the private key does not leave its token")};
    }
};

} // namespace upkeep
