// SPDX-License-Identifier: Apache-2.0
// The old files of a segment: laid end to end while matching, and where the patch lays them once
// the unused ones are gone (each start a multiple of 4,096).
#pragma once

#include "publish/byte_matcher.h"

namespace upkeep {

class OldParts {
public:
    // `old` and `starts` (the first at 0) must outlive this.
    OldParts(QByteArrayView old, const QList<qint64>& starts) : m_old(old), m_starts(starts) {}

    qsizetype partAt(qint64 position) const;
    qint64 startOf(qsizetype part) const { return m_starts[part]; }
    qint64 endOf(qsizetype part) const;
    QByteArrayView bytesOf(qsizetype part) const;
    qsizetype count() const { return m_starts.size(); }

    // The same steps with no copy across the border of two files.
    QList<MatchStep> cutAtBorders(const QList<MatchStep>& steps) const;
    // Lays out what the steps copy from.
    void use(const QList<MatchStep>& steps);

    const QList<qsizetype>& used() const { return m_used; }
    bool isUsed(qsizetype part) const { return m_used.contains(part); }
    qint64 placeOf(qint64 position) const;
    // What a patch finds at a place; fails outside of the files.
    Result<void> read(qint64 place, std::span<char> into) const;

private:
    QByteArrayView m_old;
    const QList<qint64>& m_starts;
    QList<qsizetype> m_used;
    QList<qint64> m_places; // per part
};

} // namespace upkeep
