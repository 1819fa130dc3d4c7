// SPDX-License-Identifier: Apache-2.0
// Secrets live in the desktop's key store (Secret Service through QtKeychain) and nowhere else: no
// clear-text fallback.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>

namespace upkeep {

class SecretStore {
public:
    virtual ~SecretStore() = default;
    // nullopt = no such entry. A locked or absent store is secret.unavailable where it can be told
    // apart.
    virtual Result<std::optional<QByteArray>> read(const QString& key) = 0;
    virtual Result<void> write(const QString& key, const QByteArray& secret) = 0;
    virtual Result<void> remove(const QString& key) = 0;
};

std::unique_ptr<SecretStore> makeKeychainStore();

} // namespace upkeep
