// SPDX-License-Identifier: Apache-2.0
// The public half of an OpenSSL key as TUF metadata hold it. Internal to publish/.
#pragma once

#include "publish/keys.h"
#include "trust/openssl_pointers.h"

namespace upkeep {

// nullopt for a kind that signs nothing here.
std::optional<KeyKind> keyKindOf(const EVP_PKEY* key);
// key.invalid where clients would not take it.
Result<JsonValue> usableKeyObject(EVP_PKEY* key);

} // namespace upkeep
