// SPDX-License-Identifier: Apache-2.0
// Codes bytes by mixing what several contexts say of each bit (after Matt Mahoney, "Adaptive
// weighing of context models for lossless data compression", 2005, and lpaq1; written anew).
// Integers only. Memory: 2^tableLog counters of 2 bytes, shared by all contexts.
#pragma once

#include "payload/delta/bit_models.h"
#include "payload/delta/eight_lanes.h"
#include "payload/delta/logistic.h"

#include <vector>

namespace upkeep::delta {

struct CounterTables {
    // How fast a counter follows, by how often it was seen; in 1/65,536.
    std::array<qint32, 16> rates{32768,
                                 21845,
                                 16384,
                                 13107,
                                 10922,
                                 9362,
                                 8192,
                                 7281,
                                 6553,
                                 5461,
                                 4681,
                                 4096,
                                 3640,
                                 3276,
                                 2978,
                                 2730};
    // How much it is believed, in 1/16.
    std::array<qint32, 16> beliefs{0, 8, 11, 13, 14, 15, 16, 16, 17, 17, 18, 18, 18, 19, 19, 20};
    std::array<quint8, 16> after{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15};
};
inline constexpr CounterTables counterTables;

// A chance of a one in 12 bits, and in 4 how often it was seen.
class Counter {
public:
    // How surely it says what, as a logit.
    qint16 opinion() const {
        return static_cast<qint16>(stretch(m_state >> 4) * counterTables.beliefs[m_state & 15] >>
                                   4);
    }
    void follow(bool bit) {
        const int seen = m_state & 15;
        const int chance = m_state >> 4;
        const int target = bit ? 4095 : 0;
        const int moved =
            chance + (((target - chance) * counterTables.rates[size_t(seen)] + 32768) >> 16);
        m_state = static_cast<quint16>(std::clamp(moved, 1, 4094) << 4 |
                                       counterTables.after[size_t(seen)]);
    }

private:
    quint16 m_state = 2048 << 4;
};

class ByteMixer {
public:
    static constexpr size_t contextCount = 6;
    using Contexts = std::array<quint32, contextCount>;
    // What a longer match says comes next; length 0 = nothing, else below 32.
    struct Expected {
        quint8 byte = 0;
        int length = 0;
    };

    explicit ByteMixer(int tableLog);

    // `selector` < 16 names the kind of place: it picks the weights.
    template <typename Coder>
    quint8
    code(Coder& coder, quint8 byte, const Contexts& contexts, Expected expected, int selector) {
        std::array<Counter*, contextCount> slots{};
        quint32 node = 1;
        for (int bit = 7; bit >= 0; --bit) {
            if (bit == 7 || bit == 3)
                placeSlots(slots, contexts, node);
            if (expected.length > 0 && ((expected.byte | 256U) >> (bit + 1)) != node)
                expected.length = 0;
            const bool guess = (expected.byte >> bit) & 1;
            const quint32 inHalf = bit > 3 ? node : (node & ((8U >> bit) - 1)) | 8U >> bit;
            const size_t place = size_t(selector) << 8 | node;
            node = node << 1 |
                   quint32(codeBit(
                       coder, (byte >> bit) & 1, {slots, inHalf, place, guess, expected.length}));
        }
        return static_cast<quint8>(node);
    }

private:
    struct Bit {
        const std::array<Counter*, contextCount>& slots;
        quint32 inHalf; // the place inside a half byte: 1..15
        size_t place;   // selector and bits before
        bool guess;
        int length;
    };

    static quint32 mixed(quint32 value) {
        value *= 0x9E3779B1U;
        value ^= value >> 15;
        value *= 0x85EBCA77U;
        return value ^ value >> 13;
    }
    void
    placeSlots(std::array<Counter*, contextCount>& slots, const Contexts& contexts, quint32 node) {
        for (size_t i = 0; i < contextCount; ++i) {
            const quint32 value = contexts[i] + node * 0x2F0B4C47U + quint32(i) * 0x632BE5ABU;
            slots[i] = &m_counters[mixed(value) & m_mask];
            __builtin_prefetch(slots[i]);
        }
    }

    template <typename Coder> bool codeBit(Coder& coder, bool bit, const Bit& at) {
        Counter& direct = m_direct[at.place];
        BitModel& match = m_matchModels[size_t(at.length)];
        const int right = at.length > 0 ? stretch(int(match.one() >> 4)) : 0;
        const Lanes inputs{at.slots[0][at.inHalf].opinion(),
                           at.slots[1][at.inHalf].opinion(),
                           at.slots[2][at.inHalf].opinion(),
                           at.slots[3][at.inHalf].opinion(),
                           at.slots[4][at.inHalf].opinion(),
                           at.slots[5][at.inHalf].opinion(),
                           direct.opinion(),
                           static_cast<qint16>(at.guess ? right : -right)};
        Lanes& weights = m_weights[at.place << 1 | size_t(at.length > 0)];
        const int logit = std::clamp(dot(inputs, weights) >> weightLog, -certain, certain);
        const int chance = squash(logit);
        // What really came of such a chance.
        const int part = (logit + 2048) & 127;
        quint16* const finals = &m_final[(at.place >> 8) * 33 + size_t((logit + 2048) >> 7)];
        const int seen = (finals[0] * (128 - part) + finals[1] * part) >> 11;
        const int said = std::clamp((chance + seen + 1) >> 1, 1, 4095);

        bit = coder.code(bit, static_cast<Chance>(said) << 4);

        pull(weights, inputs, (bit ? 4095 : 0) - chance);
        for (size_t i = 0; i < contextCount; ++i)
            at.slots[i][at.inHalf].follow(bit);
        direct.follow(bit);
        if (at.length > 0)
            match.learn(bit == at.guess, 200);
        quint16& final = finals[part >> 6];
        final = static_cast<quint16>(final + ((bit ? 65535 : 0) - final) / 64);
        return bit;
    }

    static constexpr int weightLog = 13; // 1.0

    std::vector<Counter> m_counters;
    quint32 m_mask;
    std::array<Counter, 256 * 16> m_direct; // by selector and node alone
    std::array<BitModel, 32> m_matchModels;
    std::vector<Lanes> m_weights;
    std::vector<quint16> m_final; // by selector and chance
};

} // namespace upkeep::delta
