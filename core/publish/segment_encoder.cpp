// SPDX-License-Identifier: Apache-2.0
#include "publish/segment_encoder.h"

#include "payload/delta/zero_runs.h"
#include "payload/wire.h"

#include <algorithm>
#include <bit>

namespace upkeep {

namespace {

constexpr int largestControlLog = 20;
constexpr int largestContentLog = 23;
constexpr qsizetype shortStream = 256 * 1024;

quint64 toZigzag(qint64 value) {
    return static_cast<quint64>(value << 1) ^ static_cast<quint64>(value >> 63);
}

// Old files by position, and where the patch lays them once the unused ones are gone.
class OldParts {
public:
    OldParts(const QList<qint64>& starts, qint64 size) : m_starts(starts), m_size(size) {}

    qsizetype partAt(qint64 position) const {
        return std::upper_bound(m_starts.begin(), m_starts.end(), position) - m_starts.begin() - 1;
    }
    qint64 endOf(qsizetype part) const {
        return part + 1 < m_starts.size() ? m_starts[part + 1] : m_size;
    }

    void use(const QList<MatchStep>& steps) {
        QList<bool> used(m_starts.size(), false);
        for (const MatchStep& step : steps) {
            if (step.copy > 0)
                used[partAt(step.old)] = true;
        }
        qint64 at = 0;
        for (qsizetype part = 0; part < m_starts.size(); ++part) {
            m_places.append(at);
            if (!used[part])
                continue;
            m_used.append(part);
            at += (endOf(part) - m_starts[part] + 4095) / 4096 * 4096;
        }
    }
    const QList<qsizetype>& used() const { return m_used; }
    qint64 placeOf(qint64 position) const {
        const qsizetype part = partAt(position);
        return m_places[part] + position - m_starts[part];
    }

private:
    const QList<qint64>& m_starts;
    qint64 m_size;
    QList<qsizetype> m_used;
    QList<qint64> m_places;
};

// The same steps with no copy across the border of two old files.
QList<MatchStep> cutAtBorders(const QList<MatchStep>& steps, const OldParts& parts) {
    QList<MatchStep> cut;
    for (MatchStep step : steps) {
        while (step.copy > 0) {
            const qint64 fits = parts.endOf(parts.partAt(step.old)) - step.old;
            if (step.copy <= fits)
                break;
            cut.append({step.old, fits, 0});
            step.old += fits;
            step.copy -= fits;
        }
        cut.append(step);
    }
    return cut;
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

int dictionaryLogFor(qsizetype size, int largest) {
    const auto needed =
        static_cast<int>(std::bit_width(static_cast<quint64>(qMax<qsizetype>(size, 1) - 1)));
    return std::clamp(needed, 12, largest);
}

struct Packed {
    PatchStream stream;
    QByteArray bytes;
};

Result<Packed> packBest(QByteArrayView content, ContentClass contentClass, int largestLog) {
    const int log = dictionaryLogFor(content.size(), largestLog);
    // LZMA with contexts for bytes and for aligned words; zstd, and LZMA without contexts, win on
    // short streams only.
    QList<std::pair<Codec, CodecSettings>> tries = {
        {Codec::Lzma, {9, log, 3, 2}},
        {Codec::Lzma, {9, log, 4, 0}},
    };
    if (content.size() <= shortStream)
        tries += {{Codec::Zstd, {19, log, 3, 2}}, {Codec::Lzma, {9, log, 0, 0}}};
    Packed best{{contentClass, Codec::Raw, 0, content.size(), content.size(), 0},
                content.toByteArray()};
    for (const auto& [codec, settings] : std::as_const(tries)) {
        UPKEEP_TRY_AS(const QByteArray packed, compress(codec, content, settings));
        if (packed.size() >= best.bytes.size())
            continue;
        best = {{contentClass, codec, log, packed.size(), content.size(), 0}, packed};
    }
    return best;
}

} // namespace

Result<EncodedSegment> encodeSegment(QByteArrayView old,
                                     const QList<qint64>& oldStarts,
                                     QByteArrayView fresh,
                                     const QList<MatchStep>& steps,
                                     ContentClass contentClass) {
    OldParts parts(oldStarts, old.size());
    const QList<MatchStep> cut = cutAtBorders(steps, parts);
    parts.use(cut);
    const RawStreams raw = writeStreams(old, fresh, cut, parts);
    const QByteArray contents[] = {encodeZeroRuns(raw.control.result()),
                                   encodeZeroRuns(raw.residual),
                                   encodeZeroRuns(raw.fresh)};
    EncodedSegment segment;
    segment.used = parts.used();
    for (size_t kind = 0; kind < patchStreamCount; ++kind) {
        const int largestLog = kind == ControlStream ? largestControlLog : largestContentLog;
        UPKEEP_TRY_AS(Packed packed, packBest(contents[kind], contentClass, largestLog));
        segment.streams[kind] = packed.stream;
        segment.packed[kind] = std::move(packed.bytes);
    }
    return segment;
}

} // namespace upkeep
