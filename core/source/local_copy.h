// SPDX-License-Identifier: Apache-2.0
// Payloads that lie on this machine already, in a folder or in a bundle: read and copied with the
// same checks as what comes over the network.
#pragma once

#include "source/release_source.h"

namespace upkeep {

using PieceSink = std::function<Result<void>(QByteArrayView)>;

// Hands bytes first..last of a file to the sink; fewer there are is source.missing.
Result<void> readPieces(const Descriptor& from,
                        qint64 first,
                        qint64 last,
                        const PieceSink& sink,
                        const std::stop_token& stop);
// Hands the ranges of a payload that begins at `offset` to the sink, one after the other; fewer
// bytes there are is source.missing.
Result<RangesOutcome> readRanges(const Descriptor& from,
                                 qint64 offset,
                                 const RangesJob& job,
                                 const RangesSink& sink,
                                 const std::stop_token& stop);

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
                          const std::stop_token& stop);

} // namespace upkeep
