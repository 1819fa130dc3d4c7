// SPDX-License-Identifier: Apache-2.0
#include "payload/delta/byte_mixer.h"

namespace upkeep::delta {

ByteMixer::ByteMixer(int tableLog)
    : m_counters(size_t(1) << tableLog), m_mask((1U << tableLog) - 16),
      m_weights(size_t(256) * 16 * 2) {
    for (Lanes& set : m_weights)
        set.fill((1 << weightLog) * 3 / 10);
    m_final.resize(size_t(33) * 16);
    for (size_t i = 0; i < m_final.size(); ++i)
        m_final[i] = static_cast<quint16>(squash(int(i % 33 - 16) * 128) << 4);
}

} // namespace upkeep::delta
