// SPDX-License-Identifier: Apache-2.0
#include "publish/segment_encoder.h"

#include "payload/delta/zero_runs.h"
#include "payload/wire.h"
#include "publish/old_parts.h"
#include "publish/predicted_encoder.h"
#include "publish/stream_packer.h"

namespace upkeep {

namespace {

constexpr int largestControlLog = 20;
constexpr int largestContentLog = 23;
// A patch this small is made in both forms: constant tables do not pay for a few bytes.
constexpr qsizetype smallPatch = 16 * 1024;

quint64 toZigzag(qint64 value) {
    return static_cast<quint64>(value << 1) ^ static_cast<quint64>(value >> 63);
}

struct RawStreams {
    WireWriter control;
    QByteArray residual;
    QByteArray fresh;
};

void appendResidual(QByteArray& residual, QByteArrayView old, QByteArrayView fresh) {
    const qsizetype begin = residual.size();
    residual.resize(begin + fresh.size());
    for (qsizetype i = 0; i < fresh.size(); ++i)
        residual[begin + i] = static_cast<char>(fresh[i] - old[i]);
}

RawStreams writeStreams(QByteArrayView old,
                        QByteArrayView fresh,
                        const QList<MatchStep>& steps,
                        const OldParts& parts) {
    RawStreams streams;
    qint64 at = 0;
    qint64 position = 0;
    for (const MatchStep& step : steps) {
        const qint64 place = step.copy > 0 ? parts.placeOf(step.old) : position;
        streams.control.varint(toZigzag(place - position));
        streams.control.varint(static_cast<quint64>(step.copy));
        streams.control.varint(static_cast<quint64>(step.extra));
        appendResidual(
            streams.residual, old.sliced(step.old, step.copy), fresh.sliced(at, step.copy));
        streams.fresh += fresh.sliced(at + step.copy, step.extra);
        at += step.copy + step.extra;
        position = place + step.copy + step.extra;
    }
    return streams;
}

Result<EncodedSegment> encodePlainly(const SegmentInput& input, const QList<MatchStep>& steps) {
    OldParts parts(input.old, input.oldStarts);
    const QList<MatchStep> cut = parts.cutAtBorders(steps);
    parts.use(cut);
    const RawStreams raw = writeStreams(input.old, input.fresh, cut, parts);
    const QByteArray contents[] = {encodeZeroRuns(raw.control.result()),
                                   encodeZeroRuns(raw.residual),
                                   encodeZeroRuns(raw.fresh)};
    EncodedSegment segment;
    segment.used = parts.used();
    for (size_t kind = 0; kind < patchStreamCount; ++kind) {
        const int largestLog = kind == ControlStream ? largestControlLog : largestContentLog;
        UPKEEP_TRY_AS(Packed packed, packBest(contents[kind], input.contentClass, largestLog));
        segment.streams[kind] = packed.stream;
        segment.packed[kind] = std::move(packed.bytes);
    }
    return segment;
}

qsizetype sizeOf(const EncodedSegment& segment) {
    qsizetype size = 0;
    for (const QByteArray& packed : segment.packed)
        size += packed.size();
    return size;
}

} // namespace

Result<EncodedSegment> encodeSegment(const SegmentInput& input,
                                     const QList<MatchStep>& steps,
                                     const std::stop_token& stop) {
    UPKEEP_TRY_AS(std::optional<EncodedSegment> predicted, encodePredicted(input, steps, stop));
    if (predicted && sizeOf(*predicted) > smallPatch)
        return std::move(*predicted);
    UPKEEP_TRY_AS(EncodedSegment plain, encodePlainly(input, steps));
    if (predicted && sizeOf(*predicted) < sizeOf(plain))
        return std::move(*predicted);
    return plain;
}

} // namespace upkeep
