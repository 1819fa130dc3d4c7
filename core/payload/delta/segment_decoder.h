// SPDX-License-Identifier: Apache-2.0
// Rebuilds the outputs of one segment in order: the byte engine of a patch, pure. Old bytes are
// read through windows, new ones handed on once; nothing is held but the codecs' dictionaries and
// some buffers of 256 KiB.
#pragma once

#include "payload/delta/zero_runs.h"

#include <QByteArrayView>

#include <functional>
#include <optional>
#include <stop_token>

namespace upkeep {

// Reads old bytes at a position of the segment's virtual concatenation; fails outside of it and
// inside gaps.
using OldReader = std::function<Result<void>(qint64 position, std::span<char> into)>;
// The next new bytes of the segment.
using NewSink = std::function<Result<void>(QByteArrayView piece)>;

struct SegmentStreams {
    StreamDecoder control;
    StreamDecoder residual;
    StreamDecoder fresh;
};

// `size` = sum of the segment's outputs. Fails with patch.invalid unless control makes exactly that
// many bytes.
Result<void> decodeSegment(SegmentStreams streams,
                           qint64 size,
                           const OldReader& old,
                           const NewSink& sink,
                           std::stop_token stop);

struct WalkSize {
    qint64 bytes = 0; // that are made
    qint64 steps = 0; // at most delta::mostSteps
};

// The predicted form (predicted_walk.h): `walk` is the coded stream, `fresh` the new bytes if they
// have a stream of their own. Memory: delta::walkKib().
Result<void> decodePredicted(StreamDecoder walk,
                             std::optional<StreamDecoder> fresh,
                             const WalkSize& size,
                             const OldReader& old,
                             const NewSink& sink,
                             std::stop_token stop);

} // namespace upkeep
