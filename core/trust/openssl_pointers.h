// SPDX-License-Identifier: Apache-2.0
// Owners for the OpenSSL objects that trust/ and publish/ use.
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

namespace upkeep {

template <auto release> struct OpenSslDeleter {
    template <typename T> void operator()(T* object) const { release(object); }
};

using EvpKey = std::unique_ptr<EVP_PKEY, OpenSslDeleter<EVP_PKEY_free>>;
using EvpKeyContext = std::unique_ptr<EVP_PKEY_CTX, OpenSslDeleter<EVP_PKEY_CTX_free>>;
using EvpDigestContext = std::unique_ptr<EVP_MD_CTX, OpenSslDeleter<EVP_MD_CTX_free>>;
using Bio = std::unique_ptr<BIO, OpenSslDeleter<BIO_free_all>>;

inline const unsigned char* unsignedBytes(const char* bytes) {
    return reinterpret_cast<const unsigned char*>(bytes);
}

inline unsigned char* unsignedBytes(char* bytes) {
    return reinterpret_cast<unsigned char*>(bytes);
}

} // namespace upkeep
