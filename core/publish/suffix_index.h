// SPDX-License-Identifier: Apache-2.0
// All suffixes of a text in order (libdivsufsort), to find the longest match of a pattern anywhere
// in it. Memory: 4 bytes per byte of the text, which must outlive it.
#pragma once

#include "base/result.h"

#include <QByteArrayView>

#include <vector>

namespace upkeep {

struct TextMatch {
    qint64 length = 0;
    qint64 position = 0;
};

class SuffixIndex {
public:
    // publish.invalid for a text of 2 GiB and more.
    static Result<SuffixIndex> build(QByteArrayView text);

    // The longest prefix of `pattern` that occurs in the text; of several places one near
    // `expected`. Matches under two bytes are not looked for.
    TextMatch longest(QByteArrayView pattern, qint64 expected) const;

private:
    struct Bounds {
        qint64 below = 0; // suffixes before this one sort below the pattern
        qint64 lengthBelow = 0;
        qint64 lengthAbove = 0;
    };

    explicit SuffixIndex(QByteArrayView text) : m_text(text) {}
    void fillBuckets();
    Bounds bisect(QByteArrayView pattern, qint64 first, qint64 end) const;
    TextMatch nearest(
        qint64 slot, qint64 step, TextMatch found, QByteArrayView pattern, qint64 expected) const;
    bool matches(qint64 slot, QByteArrayView prefix) const;

    QByteArrayView m_text;
    std::vector<qint32> m_order;
    std::vector<qint32> m_buckets;   // by the first two bytes
    size_t m_afterLast = ~size_t(0); // the bucket behind the suffix of the last byte alone
};

} // namespace upkeep
