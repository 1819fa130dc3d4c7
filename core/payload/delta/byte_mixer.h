// SPDX-License-Identifier: Apache-2.0
// Codes bytes by mixing what several contexts say of each bit (after Matt Mahoney, "Adaptive
// weighing of context models for lossless data compression", 2005, and lpaq1; written anew).
// Integers only. Memory: 2^tableLog counters of 2 bytes, shared by all contexts.
#pragma once

#include "payload/delta/bit_models.h"
#include "payload/delta/logistic.h"

#include <vector>

namespace upkeep::delta {

class ByteMixer {
public:
    static constexpr size_t contextCount = 6;
    using Contexts = std::array<quint32, contextCount>;
    // What a longer match says comes next; length 0 = nothing.
    struct Expected {
        quint8 byte = 0;
        int length = 0;
    };

    explicit ByteMixer(int tableLog);

    // `selector` < 16 names the kind of place: it picks the weights.
    template <typename Coder>
    quint8
    code(Coder& coder, quint8 byte, const Contexts& contexts, Expected expected, int selector) {
        quint32 node = 1;
        for (int bit = 7; bit >= 0; --bit) {
            if (bit == 7 || bit == 3)
                placeSlots(contexts, node);
            const bool guess = (expected.byte >> bit) & 1;
            if (expected.length > 0 && ((expected.byte | 256U) >> (bit + 1)) != node)
                expected.length = 0;
            const Chance one = predict(node, bit, guess, expected.length, selector);
            const bool made = coder.code((byte >> bit) & 1, one);
            learn(made, guess, expected.length);
            node = node << 1 | quint32(made);
        }
        return static_cast<quint8>(node);
    }

private:
    static constexpr size_t inputCount = contextCount + 2;
    using Inputs = std::array<qint16, inputCount>;

    void placeSlots(const Contexts& contexts, quint32 node);
    Chance predict(quint32 node, int bit, bool guess, int length, int selector);
    void learn(bool bit, bool guess, int length);

    std::vector<quint16> m_counters; // chance (12 bits) and how often it was seen (4 bits)
    quint32 m_mask;
    std::array<quint16, 256 * 16> m_direct; // by selector and node alone
    std::array<BitModel, 32> m_matchModels;
    std::vector<Inputs> m_weights;
    std::array<quint16*, contextCount> m_slots{};
    std::array<quint16*, contextCount + 1> m_used{};
    Inputs m_inputs{};
    Inputs* m_set = nullptr;
    std::vector<quint16> m_final; // by chance and selector: what really came of it
    size_t m_finalAt = 0;
    int m_mixed = 2048;
};

} // namespace upkeep::delta
