// SPDX-License-Identifier: Apache-2.0
// Turns matches into the three packed streams of a patch segment (payload/delta decodes them).
#pragma once

#include "payload/patch_format.h"
#include "publish/byte_matcher.h"

#include <QByteArray>

#include <array>

namespace upkeep {

struct EncodedSegment {
    std::array<PatchStream, patchStreamCount> streams;
    std::array<QByteArray, patchStreamCount> packed;
    QList<qsizetype> used; // which of the old parts are really read, ascending
};

// `oldStarts` are where the old files begin in `old` (the first at 0): a copy is cut at their
// borders, and files that nothing was copied from are left out. Each stream is packed with whatever
// is smallest.
Result<EncodedSegment> encodeSegment(QByteArrayView old,
                                     const QList<qint64>& oldStarts,
                                     QByteArrayView fresh,
                                     const QList<MatchStep>& steps,
                                     ContentClass contentClass);

} // namespace upkeep
