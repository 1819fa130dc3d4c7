// SPDX-License-Identifier: Apache-2.0
// Turns matches into the three packed streams of a patch segment (payload/delta decodes them).
#pragma once

#include "payload/patch_format.h"
#include "publish/byte_matcher.h"

#include <QByteArray>

#include <array>

namespace upkeep {

// Old and new files laid end to end.
struct SegmentInput {
    QByteArrayView old;
    QList<qint64> oldStarts; // the first at 0
    QByteArrayView fresh;
    QList<qint64> freshStarts;
    QList<qsizetype> mains; // per new file its old one, or -1
    ContentClass contentClass = ContentClass::Other;
};

struct EncodedSegment {
    quint8 predictor = 0;
    quint8 predictorVersion = 0;
    qint64 steps = 0;
    std::array<PatchStream, patchStreamCount> streams;
    std::array<QByteArray, patchStreamCount> packed;
    QList<qsizetype> used; // which of the old parts are really read, ascending
};

// A copy is cut at the borders of the old files, and files that nothing was copied from are left
// out. The predicted form is taken unless it is larger or too slow to apply; each stream is packed
// with whatever is smallest.
Result<EncodedSegment> encodeSegment(const SegmentInput& input,
                                     const QList<MatchStep>& steps,
                                     const std::stop_token& stop);

} // namespace upkeep
