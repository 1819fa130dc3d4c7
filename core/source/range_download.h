// SPDX-License-Identifier: Apache-2.0
// Several ranges of one payload: the first alone, which shows where the payload lies and whether
// its host serves ranges, then up to four at a time. Each is tried again from where it broke.
// Nothing here says that the bytes are right: hashes do, later.
#pragma once

#include "source/payload_link.h"
#include "source/release_source.h"
#include "source/resumable_download.h"

namespace upkeep {

// Errors: see ReleaseSource::downloadRanges.
Result<RangesOutcome> fetchRanges(PayloadLink& link,
                                  const RangesJob& job,
                                  const RetryPolicy& retry,
                                  FileSystem& files,
                                  const RangesSink& sink,
                                  const std::stop_token& stop);

} // namespace upkeep
