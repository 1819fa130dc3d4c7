// SPDX-License-Identifier: Apache-2.0
// Makes the predicted form of a segment (payload/delta/predicted_walk.h).
#pragma once

#include "publish/old_parts.h"
#include "publish/segment_encoder.h"

#include <optional>

namespace upkeep {

// Nothing where the form does not fit (too many steps) or would be too slow to apply.
Result<std::optional<EncodedSegment>> encodePredicted(const SegmentInput& input,
                                                      const QList<MatchStep>& steps,
                                                      const std::stop_token& stop);

} // namespace upkeep
