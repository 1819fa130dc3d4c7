// SPDX-License-Identifier: Apache-2.0
#include "publish/byte_matcher.h"

#include "publish/suffix_index.h"

#include <cstring>

namespace upkeep {

namespace {

// Where the present place goes on exactly for so long, no other one is looked for.
constexpr qint64 goesOn = 48;
// Around a small change only this much of the old bytes on each side is searched.
constexpr qint64 nearby = qint64(4) << 20;
constexpr qint64 smallChange = 64 * 1024;

qint64 equalStart(QByteArrayView a, QByteArrayView b, qint64 limit) {
    qint64 count = 0;
    while (count + 8 <= limit && std::memcmp(a.data() + count, b.data() + count, 8) == 0)
        count += 8;
    while (count < limit && a[count] == b[count])
        ++count;
    return count;
}

qint64 equalEnd(QByteArrayView a, QByteArrayView b, qint64 limit) {
    qint64 count = 0;
    while (count < limit && a[a.size() - 1 - count] == b[b.size() - 1 - count])
        ++count;
    return count;
}

class Matcher {
public:
    Matcher(QByteArrayView old, QByteArrayView fresh, const SuffixIndex& index, qint64 betterBy)
        : m_old(old), m_fresh(fresh), m_index(index), m_betterBy(betterBy) {}

    Result<QList<MatchStep>> run(const std::stop_token& stop) {
        while (m_scan < m_fresh.size()) {
            if (stop.stop_requested())
                return Error{ErrorCode::Cancelled, {}, {}};
            findNext();
            if (m_found.length != m_sameHere || m_scan == m_fresh.size())
                closeStep();
        }
        return m_steps;
    }

private:
    // What the present place says the byte at `at` should be.
    bool isSameHere(qint64 at) const {
        const qint64 old = at + m_shift;
        return old >= 0 && old < m_old.size() && m_old[old] == m_fresh[at];
    }

    TextMatch look() const {
        const qint64 expected = m_scan + m_shift;
        if (expected >= 0 && expected < m_old.size()) {
            const qint64 limit = qMin(m_fresh.size() - m_scan, m_old.size() - expected);
            const qint64 same = equalStart(m_old.sliced(expected), m_fresh.sliced(m_scan), limit);
            if (same >= goesOn)
                return {same, expected};
        }
        return m_index.longest(m_fresh.sliced(m_scan), expected);
    }

    // Moves on to the next byte where a match begins that is worth leaving the present place, or
    // that only confirms it.
    void findNext() {
        m_sameHere = 0;
        m_scan += m_found.length;
        qint64 counted = m_scan;
        for (; m_scan < m_fresh.size(); ++m_scan) {
            m_found = look();
            for (; counted < m_scan + m_found.length; ++counted)
                m_sameHere += isSameHere(counted);
            const bool confirms = m_found.length == m_sameHere && m_found.length != 0;
            if (confirms || m_found.length > m_sameHere + m_betterBy)
                return;
            m_sameHere -= isSameHere(m_scan);
        }
    }

    // How far the last place still explains more than half of the bytes.
    qint64 forwards() const {
        qint64 same = 0;
        qint64 best = 0;
        qint64 length = 0;
        const qint64 end = qMin(m_scan - m_lastScan, m_old.size() - m_lastOld);
        for (qint64 i = 0; i < end; ++i) {
            same += m_old[m_lastOld + i] == m_fresh[m_lastScan + i];
            if (same * 2 - (i + 1) > best) {
                best = same * 2 - (i + 1);
                length = i + 1;
            }
        }
        return length;
    }

    // How far before the new match its place already does.
    qint64 backwards() const {
        if (m_scan == m_fresh.size())
            return 0;
        qint64 same = 0;
        qint64 best = 0;
        qint64 length = 0;
        const qint64 end = qMin(m_scan - m_lastScan, m_found.position);
        for (qint64 i = 1; i <= end; ++i) {
            same += m_old[m_found.position - i] == m_fresh[m_scan - i];
            if (same * 2 - i > best) {
                best = same * 2 - i;
                length = i;
            }
        }
        return length;
    }

    // Bytes both would take go where they fit better: how many of the overlap stay with the last
    // place.
    qint64 share(qint64 ahead, qint64 back) const {
        const qint64 overlap = m_lastScan + ahead - (m_scan - back);
        qint64 score = 0;
        qint64 best = 0;
        qint64 kept = 0;
        for (qint64 i = 0; i < overlap; ++i) {
            const char byte = m_fresh[m_scan - back + i];
            score += byte == m_old[m_lastOld + ahead - overlap + i];
            score -= byte == m_old[m_found.position - back + i];
            if (score > best) {
                best = score;
                kept = i + 1;
            }
        }
        return kept;
    }

    void closeStep() {
        qint64 ahead = forwards();
        qint64 back = backwards();
        const qint64 overlap = m_lastScan + ahead - (m_scan - back);
        if (overlap > 0) {
            const qint64 kept = share(ahead, back);
            ahead += kept - overlap;
            back -= kept;
        }
        m_steps.append({m_lastOld, ahead, m_scan - back - (m_lastScan + ahead)});
        m_lastScan = m_scan - back;
        m_lastOld = m_found.position - back;
        m_shift = m_found.position - m_scan;
    }

    QByteArrayView m_old;
    QByteArrayView m_fresh;
    const SuffixIndex& m_index;
    qint64 m_betterBy;
    QList<MatchStep> m_steps;
    TextMatch m_found;
    qint64 m_scan = 0;
    qint64 m_sameHere = 0; // bytes of the found match that the present place explains, too
    qint64 m_lastScan = 0;
    qint64 m_lastOld = 0;
    qint64 m_shift = 0; // old position - new position at the present place
};

// Joins steps that go on where the one before ended, and drops empty ones.
QList<MatchStep> tidied(const QList<MatchStep>& steps) {
    QList<MatchStep> tidy;
    for (const MatchStep& step : steps) {
        if (step.copy == 0 && step.extra == 0)
            continue;
        if (!tidy.isEmpty() && tidy.last().extra == 0 &&
            tidy.last().old + tidy.last().copy == step.old) {
            tidy.last().copy += step.copy;
            tidy.last().extra = step.extra;
        } else if (!tidy.isEmpty() && step.copy == 0) {
            tidy.last().extra += step.extra;
        } else {
            tidy.append(step);
        }
    }
    return tidy;
}

Result<QList<MatchStep>> matchMiddle(QByteArrayView old,
                                     QByteArrayView fresh,
                                     qint64 betterBy,
                                     const std::stop_token& stop) {
    if (fresh.isEmpty())
        return QList<MatchStep>();
    UPKEEP_TRY_AS(const SuffixIndex index, SuffixIndex::build(old));
    return Matcher(old, fresh, index, betterBy).run(stop);
}

} // namespace

Result<QList<MatchStep>>
matchBytes(QByteArrayView old, QByteArrayView fresh, qint64 betterBy, const std::stop_token& stop) {
    const qint64 start = equalStart(old, fresh, qMin(old.size(), fresh.size()));
    const qint64 end = equalEnd(old, fresh, qMin(old.size(), fresh.size()) - start);
    const QByteArrayView middle = fresh.sliced(start, fresh.size() - start - end);
    qint64 from = 0;
    qint64 to = old.size();
    if (middle.size() <= smallChange) {
        from = qMax<qint64>(0, start - nearby);
        to = qMin(to, old.size() - end + nearby);
    }
    UPKEEP_TRY_AS(QList<MatchStep> found,
                  matchMiddle(old.sliced(from, to - from), middle, betterBy, stop));
    QList<MatchStep> steps{{0, start, 0}};
    for (MatchStep step : std::as_const(found)) {
        step.old += from;
        steps.append(step);
    }
    steps.append({old.size() - end, end, 0});
    return tidied(steps);
}

} // namespace upkeep
