// SPDX-License-Identifier: Apache-2.0
// One yes or no, mixed from what several contexts say: flags that are almost always the same cost
// next to nothing. Integers only.
#pragma once

#include "payload/delta/byte_mixer.h"

namespace upkeep::delta {

template <size_t contexts> class FlagMixer {
public:
    using Contexts = std::array<quint32, contexts>;

    explicit FlagMixer(int tableLog, size_t selectors)
        : m_shift(32 - tableLog), m_models(contexts << tableLog), m_weights(selectors) {
        for (auto& set : m_weights)
            set.fill(static_cast<qint32>(65536 / contexts) * 5 / 4);
    }

    template <typename Coder>
    bool code(Coder& coder, bool flag, const Contexts& values, size_t selector) {
        std::array<BitModel*, contexts> used{};
        std::array<int, contexts> inputs{};
        auto& weights = m_weights[selector];
        qint64 sum = 0;
        for (size_t i = 0; i < contexts; ++i) {
            const quint32 hash = (values[i] + 1) * 0x9E3779B1U ^ (values[i] >> 15) * 0x85EBCA77U;
            used[i] = &m_models[(i << (32 - m_shift)) + ((hash * 0xC2B2AE3DU) >> m_shift)];
            inputs[i] = stretch(int(used[i]->one() >> 4));
            sum += qint64(inputs[i]) * weights[i];
        }
        const int mixed = squash(static_cast<int>(std::clamp<qint64>(sum >> 16, -2047, 2047)));
        // Beyond what 12 bits can say, the first context is asked itself.
        Chance one = static_cast<Chance>(std::clamp(mixed, 1, 4095)) << 4;
        if (mixed < 8 || mixed > 4087)
            one = (one + used[0]->one()) / 2;
        flag = coder.code(flag, one);
        const int error = ((flag ? 4095 : 0) - mixed) * 6;
        for (size_t i = 0; i < contexts; ++i) {
            weights[i] += (inputs[i] * error + 0x2000) >> 14;
            used[i]->learn(flag, 250);
        }
        return flag;
    }

private:
    int m_shift;
    std::vector<BitModel> m_models;
    std::vector<std::array<qint32, contexts>> m_weights;
};

} // namespace upkeep::delta
