// SPDX-License-Identifier: Apache-2.0
// Which bytes of a framed package are missing, as few ranges: gaps up to 128 KiB are fetched along,
// and then the narrowest until 64 requests are enough (FORMATS section 4, Fetching).
#pragma once

#include "payload/package_index.h"

#include <QSet>

#include <functional>

namespace upkeep {

struct FrameRange {
    qint64 first = 0;     // byte of the framed package
    qint64 last = 0;      // inclusive
    QList<qint64> frames; // the ones in it that are needed, ascending; others lie between
};

struct FramePlan {
    QList<FrameRange> ranges;
    qint64 bytes = 0; // what the ranges cost
};

// The frames with the content of every entry that `has` does not know, ascending.
QList<qint64> framesMissing(const PackageIndex& index,
                            const std::function<bool(const FileEntry&)>& has);
FramePlan planFrames(const PackageIndex& index, const QList<qint64>& frames);

// Takes the bytes of one fetched range as they come and hands on each frame that is needed once it
// is whole and checked against the index, before anything is decoded. Memory: one packed frame.
class RangeSplitter {
public:
    using Keep = std::function<Result<void>(qint64 frame, QByteArrayView packed)>;

    // `index` must outlive it.
    RangeSplitter(const PackageIndex& index, const FrameRange& range, Keep keep);

    // payload.hash-mismatch: a frame is not the one that was signed.
    Result<void> add(QByteArrayView piece);

private:
    bool isWanted() const;
    Result<void> close();

    const PackageIndex& m_index;
    FrameRange m_range;
    Keep m_keep;
    qint64 m_frame = 0;  // the one that is coming
    qint64 m_passed = 0; // bytes of it
    QByteArray m_packed; // and what of them is kept
};

} // namespace upkeep
