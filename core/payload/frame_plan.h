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

// Where fetched frames go, packed as they are.
class FrameKeeper {
public:
    virtual ~FrameKeeper() = default;
    virtual Result<void> add(qint64 frame, QByteArrayView piece) = 0;
    // All of it came, and it is the one that was signed.
    virtual Result<void> keep(qint64 frame) = 0;
    // It is not, or is not wanted any more; nothing of it need be there.
    virtual Result<void> drop(qint64 frame) = 0;
};

// Takes the bytes of one fetched range as they come and hands on those of the frames that are
// needed; each is checked against the index when it is whole, before anything is decoded.
class RangeSplitter {
public:
    // Both must outlive it.
    RangeSplitter(const PackageIndex& index, const FrameRange& range, FrameKeeper& keeper);

    // Of the range's first frame an earlier try left this beginning: what comes goes on behind it.
    void goOnFrom(QByteArrayView begun);
    // payload.hash-mismatch: a frame is not the one that was signed.
    Result<void> add(QByteArrayView piece);

private:
    bool isWanted() const;
    Result<void> close();

    const PackageIndex& m_index;
    FrameRange m_range;
    FrameKeeper& m_keeper;
    qint64 m_frame = 0;  // the one that is coming
    qint64 m_passed = 0; // bytes of it
    Sha256 m_hash;       // and over them
};

} // namespace upkeep
