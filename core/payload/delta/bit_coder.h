// SPDX-License-Identifier: Apache-2.0
// A binary arithmetic coder, 32 bits, integers only (the carryless form of Matt Mahoney's lpaq1).
// BitDecoder and BitEncoder have one interface, so that a model is written once and runs alike on
// both sides: code() takes the bit to write (a decoder ignores it) and returns the bit there is.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <span>
#include <vector>

namespace upkeep::delta {

// A probability of a one, of 65,536.
using Chance = quint32;
inline constexpr Chance evenChance = 32768;

class BitEncoder {
public:
    static constexpr bool encodes = true;

    bool code(bool bit, Chance one) {
        const quint32 middle = split(m_low, m_high, one);
        if (bit)
            m_high = middle;
        else
            m_low = middle + 1;
        while ((m_low ^ m_high) >> 24 == 0) {
            m_bytes.append(static_cast<char>(m_high >> 24));
            m_low <<= 8;
            m_high = m_high << 8 | 0xFF;
        }
        ++m_count;
        return bit;
    }
    // How many bits were coded: what decoding takes follows it.
    qint64 count() const { return m_count; }
    // Four bytes end the stream; call once.
    QByteArray finish() {
        for (int shift = 24; shift >= 0; shift -= 8)
            m_bytes.append(static_cast<char>(m_low >> shift));
        return std::move(m_bytes);
    }
    static bool isExhausted() { return false; }

    static quint32 split(quint32 low, quint32 high, Chance one) {
        return low + static_cast<quint32>((quint64(high - low) * one) >> 16);
    }

private:
    QByteArray m_bytes;
    qint64 m_count = 0;
    quint32 m_low = 0;
    quint32 m_high = 0xFFFFFFFF;
};

class BitDecoder {
public:
    static constexpr bool encodes = false;
    // Fills the span as far as there are bytes; returns how many.
    using Refill = std::function<qsizetype(std::span<char>)>;

    explicit BitDecoder(Refill refill) : m_refill(std::move(refill)) {
        for (int i = 0; i < 4; ++i)
            m_code = m_code << 8 | nextByte();
    }

    bool code(bool, Chance one) {
        const quint32 middle = BitEncoder::split(m_low, m_high, one);
        const bool bit = m_code <= middle;
        m_high = bit ? middle : m_high;
        m_low = bit ? m_low : middle + 1;
        while ((m_low ^ m_high) >> 24 == 0) {
            m_low <<= 8;
            m_high = m_high << 8 | 0xFF;
            m_code = m_code << 8 | nextByte();
        }
        return bit;
    }
    // More bytes were asked for than there are: what is decoded since is noise.
    bool isExhausted() const { return m_missing > 0; }

private:
    quint32 nextByte() {
        if (m_at == m_end && !refill())
            return 0;
        return static_cast<unsigned char>(m_buffer[size_t(m_at++)]);
    }
    bool refill() {
        m_at = 0;
        m_end = m_missing > 0 ? 0 : m_refill(std::span(m_buffer));
        m_missing += m_end == 0;
        return m_end > 0;
    }

    Refill m_refill;
    std::vector<char> m_buffer = std::vector<char>(64 * 1024);
    qsizetype m_at = 0;
    qsizetype m_end = 0;
    qint64 m_missing = 0;
    quint32 m_low = 0;
    quint32 m_high = 0xFFFFFFFF;
    quint32 m_code = 0;
};

} // namespace upkeep::delta
