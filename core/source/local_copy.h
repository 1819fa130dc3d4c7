// SPDX-License-Identifier: Apache-2.0
// Payloads that lie on this machine already, in a folder or in a bundle: read and copied with the
// same checks as what comes over the network.
#pragma once

#include "source/release_source.h"

namespace upkeep {

// Hands bytes first..last to the sink; fewer there are is source.missing.
Result<void> readPieces(
    const Descriptor& from, qint64 first, qint64 last, const RangeSink& sink, std::stop_token stop);

struct LocalPayload {
    QString url; // for errors
    qint64 offset = 0;
    qint64 length = 0;
    Digest sha256;
};

// Durable on return; download.hash-mismatch where other bytes lie there than signed.
Result<void> copyVerified(const Descriptor& from,
                          const LocalPayload& payload,
                          const LocalPath& to,
                          FileSystem& files,
                          const ProgressSink& progress,
                          std::stop_token stop);

} // namespace upkeep
