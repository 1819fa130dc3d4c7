// SPDX-License-Identifier: Apache-2.0
#include "payload/delta/byte_mixer.h"

namespace upkeep::delta {

namespace {

constexpr int weightLog = 13; // 1.0
constexpr int learnLog = 14;
constexpr int heaviest = 32767;
constexpr quint16 fresh = 2048 << 4;

// How fast a counter follows, by how often it was seen; in 1/65,536.
constexpr std::array<int, 16> rates = {32768,
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
// How much a counter is believed, in 1/16.
constexpr std::array<int, 16> beliefs = {
    0, 8, 11, 13, 14, 15, 16, 16, 17, 17, 18, 18, 18, 19, 19, 20};

void follow(quint16& counter, bool bit) {
    const int seen = counter & 15;
    const int chance = counter >> 4;
    const int target = bit ? 4095 : 0;
    int moved = chance + (((target - chance) * rates[static_cast<size_t>(seen)] + 32768) >> 16);
    moved = std::clamp(moved, 1, 4094);
    counter = static_cast<quint16>(moved << 4 | std::min(seen + 1, 15));
}

quint32 mixed(quint32 value) {
    value *= 0x9E3779B1U;
    value ^= value >> 15;
    value *= 0x85EBCA77U;
    return value ^ value >> 13;
}

} // namespace

ByteMixer::ByteMixer(int tableLog)
    : m_counters(size_t(1) << tableLog, fresh), m_mask((1U << tableLog) - 16),
      m_weights(size_t(256) * 16 * 2) {
    m_direct.fill(fresh);
    for (auto& set : m_weights)
        set.fill((1 << weightLog) * 3 / 10);
    m_final.resize(size_t(33) * 16);
    for (size_t i = 0; i < m_final.size(); ++i)
        m_final[i] = static_cast<quint16>(squash(int(i % 33 - 16) * 128) << 4);
}

void ByteMixer::placeSlots(const Contexts& contexts, quint32 node) {
    for (size_t i = 0; i < contextCount; ++i) {
        m_slots[i] =
            &m_counters[mixed(contexts[i] + node * 0x2F0B4C47U + quint32(i) * 0x632BE5ABU) &
                        m_mask];
        __builtin_prefetch(m_slots[i]);
    }
}

Chance ByteMixer::predict(quint32 node, int bit, bool guess, int length, int selector) {
    // The place inside a half byte: 1..15.
    const quint32 inHalf = bit > 3 ? node : (node & ((1U << (3 - bit)) - 1)) | 1U << (3 - bit);
    for (size_t i = 0; i < contextCount; ++i)
        m_used[i] = m_slots[i] + inHalf;
    m_used[contextCount] = &m_direct[size_t(selector) << 8 | node];
    for (size_t i = 0; i <= contextCount; ++i) {
        const quint32 counter = *m_used[i];
        m_inputs[i] = static_cast<qint16>(stretch(int(counter >> 4)) * beliefs[counter & 15] >> 4);
    }
    const int right = length > 0 ? stretch(int(m_matchModels[size_t(length)].one() >> 4)) : 0;
    m_inputs[contextCount + 1] = static_cast<qint16>(guess ? right : -right);
    m_set = &m_weights[(size_t(selector) << 8 | node) << 1 | size_t(length > 0)];
    qint32 sum = 0;
    for (size_t i = 0; i < inputCount; ++i)
        sum += qint32(m_inputs[i]) * (*m_set)[i];
    const int logit = std::clamp(sum >> weightLog, -certain, certain);
    m_mixed = squash(logit);
    const int part = (logit + 2048) & 127;
    const size_t at = size_t(selector) * 33 + size_t((logit + 2048) >> 7);
    m_finalAt = at + size_t(part >> 6);
    const int seen = (m_final[at] * (128 - part) + m_final[at + 1] * part) >> 11;
    const int chance = (m_mixed + seen + 1) >> 1;
    return static_cast<Chance>(std::clamp(chance, 1, 4095)) << 4;
}

void ByteMixer::learn(bool bit, bool guess, int length) {
    const int error = (bit ? 4095 : 0) - m_mixed;
    for (size_t i = 0; i < inputCount; ++i) {
        const int moved = (*m_set)[i] + ((m_inputs[i] * error + (1 << (learnLog - 1))) >> learnLog);
        (*m_set)[i] = static_cast<qint16>(std::clamp(moved, -heaviest, heaviest));
    }
    for (quint16* counter : m_used)
        follow(*counter, bit);
    if (length > 0)
        m_matchModels[size_t(length)].learn(bit == guess, 200);
    quint16& seen = m_final[m_finalAt];
    seen = static_cast<quint16>(seen + ((bit ? 65535 : 0) - seen) / 64);
}

} // namespace upkeep::delta
