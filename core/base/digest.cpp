// SPDX-License-Identifier: Apache-2.0
#include "base/digest.h"

#include <openssl/evp.h>

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace upkeep {

struct Sha256::Context {
    Context() : evp(EVP_MD_CTX_new()) { EVP_DigestInit_ex(evp, EVP_sha256(), nullptr); }
    ~Context() { EVP_MD_CTX_free(evp); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    EVP_MD_CTX* evp;
};

Sha256::Sha256() : m_context(std::make_unique<Context>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(QByteArrayView bytes) {
    EVP_DigestUpdate(m_context->evp, bytes.data(), static_cast<size_t>(bytes.size()));
}

Digest Sha256::finish() {
    Digest digest;
    EVP_DigestFinal_ex(
        m_context->evp, reinterpret_cast<unsigned char*>(digest.bytes.data()), nullptr);
    EVP_DigestInit_ex(m_context->evp, EVP_sha256(), nullptr);
    return digest;
}

Digest Digest::of(QByteArrayView content) {
    Sha256 hash;
    hash.add(content);
    return hash.finish();
}

Result<Digest> Digest::fromHex(QByteArrayView hex) {
    const auto isLowerHex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (hex.size() != 64 || !std::all_of(hex.begin(), hex.end(), isLowerHex))
        return Error{ErrorCode::ParseInvalid,
                     QString::fromUtf8(hex.first(qMin<qsizetype>(hex.size(), 80))),
                     QStringLiteral("is not 64 lower-case hexadecimal digits")};
    return fromRaw(QByteArray::fromHex(hex.toByteArray()));
}

Result<Digest> Digest::fromRaw(QByteArrayView raw) {
    Digest digest;
    if (raw.size() != static_cast<qsizetype>(digest.bytes.size()))
        return Error{ErrorCode::ParseInvalid, {}, QStringLiteral("a digest must have 32 bytes")};
    std::memcpy(digest.bytes.data(), raw.data(), digest.bytes.size());
    return digest;
}

Result<Digest> Digest::ofFile(int descriptor) {
    constexpr size_t blockSize = 256 * 1024;
    const auto block = std::make_unique<char[]>(blockSize);
    Sha256 hash;
    off_t offset = 0;
    while (true) {
        const ssize_t count = ::pread(descriptor, block.get(), blockSize, offset);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return Error{ErrorCode::FileFailed, {}, qt_error_string(errno)};
        if (count == 0)
            return hash.finish();
        hash.add(QByteArrayView(block.get(), count));
        offset += count;
    }
}

QByteArray Digest::raw() const {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

QByteArray Digest::hex() const {
    return raw().toHex();
}

size_t qHash(const Digest& digest, size_t seed) {
    size_t prefix = 0;
    std::memcpy(&prefix, digest.bytes.data(), sizeof prefix);
    return prefix ^ seed;
}

} // namespace upkeep
