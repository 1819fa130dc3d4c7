// SPDX-License-Identifier: Apache-2.0
// SHA-256, the one hash of the project. Digest is a value; Sha256 takes bytes piece by piece
// (memory: constant).
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <compare>
#include <cstddef>
#include <memory>

namespace upkeep {

struct Digest {
    std::array<std::byte, 32> bytes{};

    static Digest of(QByteArrayView content);
    // 64 lower-case hexadecimal digits, nothing else.
    static Result<Digest> fromHex(QByteArrayView hex);
    static Result<Digest> fromRaw(QByteArrayView raw);
    // Reads the open file from its start to its end; its offset is left at the end.
    static Result<Digest> ofFile(int descriptor);

    QByteArray hex() const;
    QByteArray raw() const;
    bool isNull() const { return *this == Digest{}; }

    friend auto operator<=>(const Digest&, const Digest&) = default;
};

size_t qHash(const Digest& digest, size_t seed = 0);

class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void add(QByteArrayView bytes);
    // Ends the computation; the object is then ready for a new one.
    Digest finish();

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

} // namespace upkeep
