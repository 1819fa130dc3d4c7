// SPDX-License-Identifier: Apache-2.0
// Adaptive models of bits and numbers for bit_coder.h. Integers only: both sides must come to the
// same chances on every machine.
#pragma once

#include "payload/delta/bit_coder.h"

#include <array>
#include <bit>

namespace upkeep::delta {

// How far a chance moves that saw so many bits: 1 / (n + 1.5), in 1/32,768.
struct PaceTable {
    std::array<quint16, 256> paces{};
    constexpr PaceTable() {
        for (size_t seen = 0; seen < paces.size(); ++seen)
            paces[seen] = static_cast<quint16>(65536 / (2 * seen + 3));
    }
};
inline constexpr PaceTable paceTable;

// A chance that follows what it saw: fast at first, then by 1/`slowest` (< 256) of the way.
class BitModel {
public:
    Chance one() const { return m_one; }
    void learn(bool bit, int slowest = 60) {
        const int target = bit ? 65535 : 0;
        const int change = ((target - int(m_one)) * paceTable.paces[m_seen]) >> 15;
        m_one = static_cast<quint16>(std::clamp(int(m_one) + change, 24, 65535 - 24));
        m_seen = static_cast<quint16>(m_seen + (m_seen < slowest));
    }
    template <typename Coder> bool code(Coder& coder, bool bit, int slowest = 60) {
        bit = coder.code(bit, m_one);
        learn(bit, slowest);
        return bit;
    }

private:
    quint16 m_one = evenChance;
    quint16 m_seen = 0;
};

// A whole number from 0 to 2^40: its bit length as a tree of bits, then the bits, the first three
// modelled.
class NumberModel {
public:
    template <typename Coder> quint64 code(Coder& coder, quint64 number) {
        const int length = codeLength(coder, static_cast<int>(std::bit_width(number + 1)) - 1);
        quint64 made = 1;
        for (int i = length - 1; i >= 0; --i) {
            const bool bit = ((number + 1) >> i) & 1;
            const int known = length - 1 - i;
            if (known < 3)
                made = made << 1 | quint64(m_first[size_t(length)][(size_t(1) << known) - 1 +
                                                                   (made & ((1U << known) - 1))]
                                               .code(coder, bit));
            else
                made = made << 1 | quint64(coder.code(bit, evenChance));
        }
        return made - 1;
    }

private:
    template <typename Coder> int codeLength(Coder& coder, int length) {
        size_t node = 1;
        for (int i = 5; i >= 0; --i)
            node = node << 1 | size_t(m_length[node].code(coder, (length >> i) & 1));
        return std::min(static_cast<int>(node & 63), 40);
    }

    std::array<BitModel, 64> m_length;
    std::array<std::array<BitModel, 7>, 41> m_first;
};

inline quint64 toZigzag(qint64 value) {
    return static_cast<quint64>(value) << 1 ^ static_cast<quint64>(value >> 63);
}
inline qint64 fromZigzag(quint64 value) {
    return static_cast<qint64>(value >> 1) ^ -static_cast<qint64>(value & 1);
}

} // namespace upkeep::delta
