// SPDX-License-Identifier: Apache-2.0
#include "payload/frame_plan.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 smallestGap = 128 * 1024;
constexpr qsizetype mostRequests = 64;

FrameRange rangeOf(const PackageIndex& index, qint64 number) {
    const Frame& frame = index.frames[number];
    return {frame.offset, frame.offset + frame.packed - 1, {number}};
}

QList<FrameRange> mergeRanges(const QList<FrameRange>& ranges,
                              const std::function<bool(qsizetype)>& splitsBefore) {
    QList<FrameRange> merged;
    for (qsizetype i = 0; i < ranges.size(); ++i) {
        if (i == 0 || splitsBefore(i)) {
            merged.append(ranges[i]);
            continue;
        }
        merged.last().last = ranges[i].last;
        merged.last().frames += ranges[i].frames;
    }
    return merged;
}

qint64 gapBefore(const QList<FrameRange>& ranges, qsizetype at) {
    return ranges[at].first - ranges[at - 1].last - 1;
}

// Only the widest gaps are left out.
QList<FrameRange> mergeToFew(const QList<FrameRange>& ranges) {
    QList<qsizetype> widest;
    for (qsizetype i = 1; i < ranges.size(); ++i)
        widest.append(i);
    std::stable_sort(widest.begin(), widest.end(), [&](qsizetype a, qsizetype b) {
        return gapBefore(ranges, a) > gapBefore(ranges, b);
    });
    const QSet<qsizetype> splits(widest.cbegin(), widest.cbegin() + mostRequests - 1);
    return mergeRanges(ranges, [&](qsizetype at) { return splits.contains(at); });
}

} // namespace

QList<qint64> framesMissing(const PackageIndex& index,
                            const std::function<bool(const FileEntry&)>& has) {
    QSet<qint64> needed;
    QSet<Digest> seen; // the same content again is a copy
    const QList<FileEntry>& entries = index.files.entries();
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const FileEntry& entry = entries[i];
        if (entry.type != EntryType::File || entry.size == 0 || has(entry) ||
            seen.contains(entry.digest))
            continue;
        seen.insert(entry.digest);
        for (const qint64 frame : index.framesOf(i))
            needed.insert(frame);
    }
    QList<qint64> frames = needed.values();
    std::sort(frames.begin(), frames.end());
    return frames;
}

FramePlan planFrames(const PackageIndex& index, const QList<qint64>& frames) {
    QList<FrameRange> single;
    for (const qint64 number : frames)
        single.append(rangeOf(index, number));
    FramePlan plan;
    plan.ranges =
        mergeRanges(single, [&](qsizetype at) { return gapBefore(single, at) > smallestGap; });
    if (plan.ranges.size() > mostRequests)
        plan.ranges = mergeToFew(plan.ranges);
    for (const FrameRange& range : std::as_const(plan.ranges))
        plan.bytes += range.last - range.first + 1;
    return plan;
}

RangeSplitter::RangeSplitter(const PackageIndex& index,
                             const FrameRange& range,
                             FrameKeeper& keeper)
    : m_index(index), m_range(range), m_keeper(keeper), m_frame(range.frames.constFirst()) {}

void RangeSplitter::goOnFrom(QByteArrayView begun) {
    m_hash.add(begun);
    m_passed = begun.size();
}

Result<void> RangeSplitter::add(QByteArrayView piece) {
    while (!piece.isEmpty()) {
        if (m_frame > m_range.frames.constLast())
            return Error{ErrorCode::PayloadInvalid,
                         QStringLiteral("frame %1").arg(m_frame),
                         QStringLiteral("was not asked for")};
        const qint64 size = m_index.frames[m_frame].packed;
        const qint64 count = qMin<qint64>(size - m_passed, piece.size());
        if (isWanted()) {
            m_hash.add(piece.first(count));
            UPKEEP_TRY(m_keeper.add(m_frame, piece.first(count)));
        }
        m_passed += count;
        piece = piece.sliced(count);
        if (m_passed == size)
            UPKEEP_TRY(close());
    }
    return {};
}

bool RangeSplitter::isWanted() const {
    return std::binary_search(m_range.frames.begin(), m_range.frames.end(), m_frame);
}

Result<void> RangeSplitter::close() {
    const qint64 frame = m_frame;
    const bool wanted = isWanted();
    const Digest digest = m_hash.finish();
    m_passed = 0;
    ++m_frame;
    if (!wanted)
        return {};
    if (digest == m_index.frames[frame].packedDigest)
        return m_keeper.keep(frame);
    UPKEEP_TRY(m_keeper.drop(frame));
    return Error{ErrorCode::PayloadHash,
                 QStringLiteral("frame %1").arg(frame),
                 QStringLiteral("is not the one that was signed")};
}

} // namespace upkeep
