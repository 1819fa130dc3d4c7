// SPDX-License-Identifier: Apache-2.0
// Which bytes of a framed package are missing, as few ranges: gaps up to 128 KiB are fetched along,
// then the gap allowed grows until 64 requests are enough (FORMATS section 4, Fetching).
#pragma once

#include "payload/package_index.h"

#include <QSet>

#include <functional>

namespace upkeep {

struct FrameRange {
    qint64 first = 0; // byte of the framed package
    qint64 last = 0;  // inclusive
    qint64 firstFrame = 0;
    qint64 lastFrame = 0;
};

struct FramePlan {
    QList<FrameRange> ranges;
    QList<qint64> frames; // the ones that are needed, ascending
    qint64 bytes = 0;     // what the ranges cost
};

// The frames with the content of every entry that `has` does not know, ascending.
QList<qint64> framesMissing(const PackageIndex& index,
                            const std::function<bool(const FileEntry&)>& has);
FramePlan planFrames(const PackageIndex& index, const QList<qint64>& frames);

// The frames of a fetched range, checked against the index before anything is decoded, each into
// "<folder>/<number>.frame". Fails with payload.hash-mismatch.
Result<void>
splitRange(const PackageIndex& index,
           const FrameRange& range,
           QByteArrayView fetched,
           const std::function<Result<void>(qint64 frame, QByteArrayView packed)>& keep);

} // namespace upkeep
