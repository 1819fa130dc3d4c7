// SPDX-License-Identifier: Apache-2.0
#include "publish/suffix_index.h"

#include <divsufsort.h>

#include <algorithm>
#include <cstring>
#include <limits>

namespace upkeep {

namespace {

constexpr size_t bucketCount = 65536;
// How many equally good places are looked at on each side for one that is near.
constexpr int neighbours = 24;

size_t bucketOf(const char* bytes) {
    return static_cast<size_t>(static_cast<unsigned char>(bytes[0])) << 8 |
           static_cast<unsigned char>(bytes[1]);
}

qint64 equalBytes(QByteArrayView a, QByteArrayView b, qint64 from) {
    const qint64 end = qMin(a.size(), b.size());
    qint64 at = from;
    while (at + 8 <= end && std::memcmp(a.data() + at, b.data() + at, 8) == 0)
        at += 8;
    while (at < end && a[at] == b[at])
        ++at;
    return at;
}

} // namespace

Result<SuffixIndex> SuffixIndex::build(QByteArrayView text) {
    if (text.size() >= std::numeric_limits<qint32>::max())
        return Error{ErrorCode::PublishInvalid,
                     {},
                     QStringLiteral("2 GiB and more cannot be matched at once")};
    SuffixIndex index(text);
    index.m_order.resize(static_cast<size_t>(text.size()));
    if (!text.isEmpty() && ::divsufsort(reinterpret_cast<const unsigned char*>(text.data()),
                                        index.m_order.data(),
                                        static_cast<qint32>(text.size())) != 0)
        return Error{ErrorCode::PublishFailed, {}, QStringLiteral("no memory to sort suffixes")};
    index.fillBuckets();
    return index;
}

// The last suffix has one byte only and sorts right before the first bucket of that byte.
void SuffixIndex::fillBuckets() {
    m_buckets.assign(bucketCount + 1, 0);
    for (qint64 i = 0; i + 1 < m_text.size(); ++i)
        ++m_buckets[bucketOf(m_text.data() + i) + 1];
    if (!m_text.isEmpty())
        m_afterLast = static_cast<unsigned char>(m_text.back()) * size_t(256);
    for (size_t i = 0; i <= bucketCount; ++i) {
        if (i > 0)
            m_buckets[i] += m_buckets[i - 1];
        if (i == m_afterLast)
            ++m_buckets[i];
    }
}

SuffixIndex::Bounds SuffixIndex::bisect(QByteArrayView pattern, qint64 first, qint64 end) const {
    // What both ends share with the pattern, everything between shares, too.
    Bounds bounds{end, 2, 2};
    qint64 low = first;
    qint64 high = end;
    while (low < high) {
        const qint64 middle = low + (high - low) / 2;
        const QByteArrayView suffix = m_text.sliced(m_order[static_cast<size_t>(middle)]);
        const qint64 equal =
            equalBytes(suffix, pattern, qMin(bounds.lengthBelow, bounds.lengthAbove));
        const bool below =
            equal < pattern.size() &&
            (equal == suffix.size() || static_cast<unsigned char>(suffix[equal]) <
                                           static_cast<unsigned char>(pattern[equal]));
        if (below) {
            low = middle + 1;
            bounds.lengthBelow = equal;
        } else {
            high = middle;
            bounds.lengthAbove = equal;
        }
    }
    bounds.below = low;
    return bounds;
}

bool SuffixIndex::matches(qint64 slot, QByteArrayView prefix) const {
    const QByteArrayView suffix = m_text.sliced(m_order[static_cast<size_t>(slot)]);
    return suffix.size() >= prefix.size() &&
           std::memcmp(suffix.data(), prefix.data(), static_cast<size_t>(prefix.size())) == 0;
}

TextMatch SuffixIndex::nearest(
    qint64 slot, qint64 step, TextMatch found, QByteArrayView pattern, qint64 expected) const {
    const auto size = static_cast<qint64>(m_order.size());
    const QByteArrayView prefix = pattern.first(found.length);
    for (int i = 0; i < neighbours; ++i) {
        slot += step;
        if (slot < 0 || slot >= size || !matches(slot, prefix))
            break;
        const qint64 position = m_order[static_cast<size_t>(slot)];
        if (qAbs(position - expected) < qAbs(found.position - expected))
            found.position = position;
    }
    return found;
}

TextMatch SuffixIndex::longest(QByteArrayView pattern, qint64 expected) const {
    if (pattern.size() < 2)
        return {};
    const size_t bucket = bucketOf(pattern.data());
    const qint64 first = m_buckets[bucket];
    const qint64 end = m_buckets[bucket + 1] - (bucket + 1 == m_afterLast ? 1 : 0);
    if (first >= end)
        return {};
    const Bounds bounds = bisect(pattern, first, end);
    const bool hasBelow = bounds.below > first;
    const bool hasAbove = bounds.below < end;
    const bool takeAbove = hasAbove && (!hasBelow || bounds.lengthAbove >= bounds.lengthBelow);
    const qint64 slot = takeAbove ? bounds.below : bounds.below - 1;
    const TextMatch found{takeAbove ? bounds.lengthAbove : bounds.lengthBelow,
                          m_order[static_cast<size_t>(slot)]};
    return nearest(slot, -1, nearest(slot, 1, found, pattern, expected), pattern, expected);
}

} // namespace upkeep
