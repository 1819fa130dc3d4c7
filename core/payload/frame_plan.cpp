// SPDX-License-Identifier: Apache-2.0
#include "payload/frame_plan.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 smallestGap = 128 * 1024;
constexpr qsizetype mostRequests = 64;

QList<FrameRange> mergeRanges(const PackageIndex& index, const QList<qint64>& needed, qint64 gap) {
    QList<FrameRange> ranges;
    for (const qint64 number : needed) {
        const Frame& frame = index.frames[number];
        const FrameRange own{frame.offset, frame.offset + frame.packed - 1, number, number};
        if (ranges.isEmpty() || own.first - ranges.constLast().last - 1 > gap) {
            ranges.append(own);
            continue;
        }
        ranges.last().last = own.last;
        ranges.last().lastFrame = number;
    }
    return ranges;
}

} // namespace

QList<qint64> framesMissing(const PackageIndex& index,
                            const std::function<bool(const FileEntry&)>& has) {
    QSet<qint64> needed;
    const QList<FileEntry>& entries = index.files.entries();
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (entries[i].type == EntryType::File && entries[i].size > 0 && !has(entries[i])) {
            for (const qint64 frame : index.framesOf(i))
                needed.insert(frame);
        }
    }
    QList<qint64> frames = needed.values();
    std::sort(frames.begin(), frames.end());
    return frames;
}

FramePlan planFrames(const PackageIndex& index, const QList<qint64>& frames) {
    FramePlan plan;
    plan.frames = frames;
    qint64 gap = smallestGap;
    plan.ranges = mergeRanges(index, plan.frames, gap);
    while (plan.ranges.size() > mostRequests) {
        gap *= 2;
        plan.ranges = mergeRanges(index, plan.frames, gap);
    }
    for (const FrameRange& range : std::as_const(plan.ranges))
        plan.bytes += range.last - range.first + 1;
    return plan;
}

Result<void> splitRange(const PackageIndex& index,
                        const FrameRange& range,
                        QByteArrayView fetched,
                        const std::function<Result<void>(qint64, QByteArrayView)>& keep) {
    for (qint64 number = range.firstFrame; number <= range.lastFrame; ++number) {
        const Frame& frame = index.frames[number];
        const qint64 at = frame.offset - range.first;
        if (at < 0 || at + frame.packed > fetched.size())
            return Error{ErrorCode::PayloadInvalid,
                         QStringLiteral("frame %1").arg(number),
                         QStringLiteral("was not fetched whole")};
        const QByteArrayView packed = fetched.sliced(at, frame.packed);
        if (Digest::of(packed) != frame.packedDigest)
            return Error{ErrorCode::PayloadHash,
                         QStringLiteral("frame %1").arg(number),
                         QStringLiteral("is not the one that was signed")};
        UPKEEP_TRY(keep(number, packed));
    }
    return {};
}

} // namespace upkeep
