// SPDX-License-Identifier: Apache-2.0
#include "publish/old_parts.h"

#include <algorithm>
#include <cstring>

namespace upkeep {

qsizetype OldParts::partAt(qint64 position) const {
    return std::upper_bound(m_starts.begin(), m_starts.end(), position) - m_starts.begin() - 1;
}

qint64 OldParts::endOf(qsizetype part) const {
    return part + 1 < m_starts.size() ? m_starts[part + 1] : m_old.size();
}

QByteArrayView OldParts::bytesOf(qsizetype part) const {
    return m_old.sliced(m_starts[part], endOf(part) - m_starts[part]);
}

QList<MatchStep> OldParts::cutAtBorders(const QList<MatchStep>& steps) const {
    QList<MatchStep> cut;
    for (MatchStep step : steps) {
        while (step.copy > 0) {
            const qint64 fits = endOf(partAt(step.old)) - step.old;
            if (step.copy <= fits)
                break;
            cut.append({step.old, fits, 0});
            step.old += fits;
            step.copy -= fits;
        }
        cut.append(step);
    }
    return cut;
}

void OldParts::use(const QList<MatchStep>& steps) {
    QList<bool> used(m_starts.size(), false);
    for (const MatchStep& step : steps) {
        if (step.copy > 0)
            used[partAt(step.old)] = true;
    }
    qint64 at = 0;
    for (qsizetype part = 0; part < m_starts.size(); ++part) {
        m_places.append(at);
        if (!used[part])
            continue;
        m_used.append(part);
        at += (endOf(part) - m_starts[part] + 4095) / 4096 * 4096;
    }
}

qint64 OldParts::placeOf(qint64 position) const {
    const qsizetype part = partAt(position);
    return m_places[part] + position - m_starts[part];
}

Result<void> OldParts::read(qint64 place, std::span<char> into) const {
    const auto next = std::upper_bound(
        m_used.begin(), m_used.end(), place, [this](qint64 wanted, qsizetype part) {
            return wanted < m_places[part];
        });
    if (next != m_used.begin()) {
        const qsizetype part = *(next - 1);
        const qint64 offset = place - m_places[part];
        const QByteArrayView bytes = bytesOf(part);
        if (offset + static_cast<qint64>(into.size()) <= bytes.size()) {
            std::memcpy(into.data(), bytes.data() + offset, into.size());
            return {};
        }
    }
    return Error{ErrorCode::Internal, {}, QStringLiteral("a copy from outside of the old files")};
}

} // namespace upkeep
