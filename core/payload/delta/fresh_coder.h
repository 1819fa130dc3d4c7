// SPDX-License-Identifier: Apache-2.0
// Codes the bytes that no old ones resemble: contexts of one to six bytes, and the longest repeat
// among the new bytes before. Memory: 2 bytes << tableLog, 5 << historyLog at most.
#pragma once

#include "payload/delta/byte_mixer.h"

namespace upkeep::delta {

class FreshCoder {
public:
    FreshCoder(int tableLog, int historyLog)
        : m_mixer(tableLog), m_history(size_t(1) << historyLog),
          m_places(size_t(1) << (historyLog - 2)), m_mask((1U << historyLog) - 1) {}

    // `before`: the eight bytes before this one, the last one lowest; `selector` < 8.
    template <typename Coder> quint8 code(Coder& coder, quint8 byte, quint64 before, int selector) {
        ByteMixer::Contexts contexts;
        const auto last = [before](int count) {
            return before & ((quint64(1) << (8 * count)) - 1);
        };
        const auto hash = [](quint64 value, quint32 order) {
            return static_cast<quint32>((value * 0x9E3779B97F4A7C15ULL) >> 32) +
                   order * 0x3D4D51CBU;
        };
        contexts[0] = hash(last(1), 1);
        contexts[1] = hash(last(2), 2);
        contexts[2] = hash(last(3), 3);
        contexts[3] = hash(last(4), 4);
        contexts[4] = hash(last(6), 6);
        contexts[5] = hash(last(3) >> 8 << 8, 7);
        ByteMixer::Expected expected;
        if (m_length > 0)
            expected = {m_history[m_match & m_mask], std::min(m_length, 31)};
        byte = m_mixer.code(coder, byte, contexts, expected, selector);
        remember(byte, before);
        return byte;
    }

private:
    void remember(quint8 byte, quint64 before) {
        if (m_length > 0 && m_history[m_match & m_mask] == byte) {
            ++m_length;
            ++m_match;
        } else {
            m_length = 0;
        }
        m_history[m_at & m_mask] = byte;
        ++m_at;
        const quint64 five = (before << 8 | byte) & 0xFFFFFFFFFF;
        quint32& place = m_places[(five * 0x9E3779B97F4A7C15ULL) >> 32 & (m_places.size() - 1)];
        if (m_length == 0 && place > 0 && m_at - place < m_history.size()) {
            m_match = place;
            while (m_length < 24 && m_length + 1 < int(place) &&
                   m_history[(m_match - 1 - quint32(m_length)) & m_mask] ==
                       m_history[(m_at - 1 - quint32(m_length)) & m_mask])
                ++m_length;
        }
        place = m_at;
    }

    ByteMixer m_mixer;
    std::vector<quint8> m_history;
    std::vector<quint32> m_places; // by the last five bytes
    quint32 m_mask;
    quint32 m_at = 0;
    quint32 m_match = 0;
    int m_length = 0;
};

} // namespace upkeep::delta
