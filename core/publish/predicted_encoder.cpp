// SPDX-License-Identifier: Apache-2.0
#include "publish/predicted_encoder.h"

#include "payload/delta/predicted_walk.h"
#include "publish/executable_layout.h"
#include "publish/row_matcher.h"
#include "publish/stream_packer.h"

namespace upkeep {

using delta::WalkPlan;

namespace {

// Fresh bytes have a stream of their own unless they are few: modelled by context they are 1 to 2 %
// of a patch smaller, but each takes a microsecond (libvips: 28.7 instead of 12.7 ms/MB).
constexpr qint64 fewFresh = 16 * 1024;
// A coded bit takes about a tenth of a microsecond.
constexpr qint64 mostBitsPerByte = 1;
constexpr qint64 fewBits = qint64(8) << 20;

// A copy costs three to five bytes of control, a fresh byte about half a one: measured, dropping
// copies up to this makes patches of executables 2 to 4 % smaller, from 20 on they grow again.
constexpr qint64 shortCopy = 12;

std::vector<delta::Region> regionsOnly(const std::vector<NamedRegion>& named) {
    std::vector<delta::Region> regions;
    regions.reserve(named.size());
    for (const NamedRegion& each : named)
        regions.push_back(each.region);
    return regions;
}

// The regions of all files, each file's addresses behind those of the one before.
class RegionCollector {
public:
    // Returns the number of the file's first region.
    size_t add(qint64 start, std::vector<NamedRegion> regions) {

        const size_t first = m_regions.size();
        for (NamedRegion& each : regions) {
            if (each.region.kind != delta::RegionKind::Nothing)
                each.region.position += start;
            m_end = std::max(m_end, (each.region.address + each.region.size + 0xFFFU) & ~0xFFFU);
            m_regions.push_back(std::move(each));
        }
        return first;
    }
    quint32 endAddress() const { return m_end; }
    const std::vector<NamedRegion>& regions() const { return m_regions; }

private:
    std::vector<NamedRegion> m_regions;
    quint32 m_end = 4096;
};

WalkPlan planOf(const SegmentInput& input, const OldParts& parts, const QList<MatchStep>& steps) {
    RegionCollector old;
    QList<size_t> firsts;
    for (qsizetype part = 0; part < parts.count(); ++part)
        firsts.append(
            old.add(parts.startOf(part), executableRegions(parts.bytesOf(part), old.endAddress())));
    firsts.append(old.regions().size());
    RegionCollector fresh;
    for (qsizetype i = 0; i < input.freshStarts.size(); ++i) {
        const qint64 end =
            i + 1 < input.freshStarts.size() ? input.freshStarts[i + 1] : input.fresh.size();
        const QByteArrayView file =
            input.fresh.sliced(input.freshStarts[i], end - input.freshStarts[i]);
        std::vector<NamedRegion> regions = executableRegions(file, fresh.endAddress());
        if (input.mains[i] >= 0)
            findPartners(
                old.regions(), firsts[input.mains[i]], firsts[input.mains[i] + 1], regions);
        fresh.add(input.freshStarts[i], std::move(regions));
    }
    WalkPlan plan{regionsOnly(old.regions()), regionsOnly(fresh.regions()), {}};
    for (const MatchStep& step : steps)
        plan.steps.push_back({step.old, step.copy, step.extra});
    return plan;
}

QList<MatchStep> stepsOf(const WalkPlan& plan) {
    QList<MatchStep> steps;
    for (const delta::WalkStep& step : plan.steps)
        steps.append({step.old, step.copy, step.extra});
    return steps;
}

// From positions while matching to places in the patch; regions of files that are not read go.
void layOut(WalkPlan& plan, const OldParts& parts, const QList<MatchStep>& steps) {
    std::vector<delta::Region> kept;
    std::vector<qint32> numbers;
    for (delta::Region region : plan.oldRegions) {
        const bool bytes = region.kind != delta::RegionKind::Nothing;
        const bool used = !bytes || parts.isUsed(parts.partAt(region.position));
        numbers.push_back(used ? qint32(kept.size()) : -1);
        if (!used)
            continue;
        if (bytes)
            region.position = parts.placeOf(region.position);
        kept.push_back(region);
    }
    plan.oldRegions = std::move(kept);
    for (delta::Region& region : plan.newRegions)
        region.partner = region.partner < 0 ? -1 : numbers[size_t(region.partner)];
    plan.steps.clear();
    qint64 expected = 0;
    for (const MatchStep& step : steps) {
        const qint64 place = step.copy > 0 ? parts.placeOf(step.old) : expected;
        plan.steps.push_back({place, step.copy, step.extra});
        expected = place + step.copy + step.extra;
    }
}

QByteArray freshBytesOf(QByteArrayView fresh, const WalkPlan& plan) {
    QByteArray bytes;
    qint64 at = 0;
    for (const delta::WalkStep& step : plan.steps) {
        const QByteArrayView extra = fresh.sliced(at + step.copy, step.extra);
        bytes.append(extra.data(), extra.size());
        at += step.copy + step.extra;
    }
    return bytes;
}

QList<MatchStep> withoutShortCopies(const QList<MatchStep>& steps) {
    QList<MatchStep> kept;
    for (const MatchStep& step : steps) {
        if (kept.isEmpty() || step.copy > shortCopy)
            kept.append(step);
        else
            kept.last().extra += step.copy + step.extra;
    }
    return kept;
}

// Codes the walk; `own` holds the fresh bytes if they are not coded with the rest. Nothing where
// decoding would take too long, or would not make the same bytes.
Result<std::optional<QByteArray>> codeWalk(const SegmentInput& input,
                                           WalkPlan& plan,
                                           const OldParts& parts,
                                           const QByteArray& own,
                                           const std::stop_token& stop) {
    delta::BitEncoder coder;
    UPKEEP_TRY(delta::codePlan(coder, plan, input.fresh.size()));
    const OldReader reader = [&parts](qint64 place, std::span<char> into) {
        return parts.read(place, into);
    };
    // What a decoder would make: another form takes over rather than a patch that is wrong.
    bool same = true;
    const NewSink compare = [&, at = qsizetype(0)](QByteArrayView piece) mutable {
        same = same && piece == input.fresh.sliced(at, piece.size());
        at += piece.size();
        return Result<void>();
    };
    delta::FreshSource source;
    if (!own.isEmpty())
        source = [&own, taken = qsizetype(0)](std::span<char> into) mutable -> Result<void> {
            std::copy_n(own.constData() + taken, into.size(), into.data());
            taken += static_cast<qsizetype>(into.size());
            return {};
        };
    const std::span fresh(reinterpret_cast<const quint8*>(input.fresh.data()),
                          static_cast<size_t>(input.fresh.size()));
    UPKEEP_TRY(
        delta::PredictedWalk(coder, plan, reader, fresh, compare, std::move(source)).run(stop));
    if (!same)
        return std::optional<QByteArray>();
    if (coder.count() > fewBits && coder.count() > input.fresh.size() * mostBitsPerByte)
        return std::optional<QByteArray>();
    return std::optional(coder.finish());
}

} // namespace

Result<std::optional<EncodedSegment>> encodePredicted(const SegmentInput& input,
                                                      const QList<MatchStep>& steps,
                                                      const std::stop_token& stop) {
    OldParts parts(input.old, input.oldStarts);
    WalkPlan plan = planOf(input, parts, withoutShortCopies(steps));
    matchRows(plan, input.old, input.fresh);
    const QList<MatchStep> cut = parts.cutAtBorders(stepsOf(plan));
    if (cut.size() > delta::mostSteps)
        return std::optional<EncodedSegment>();
    parts.use(cut);
    layOut(plan, parts, cut);

    QByteArray own = freshBytesOf(input.fresh, plan);
    if (own.size() <= fewFresh)
        own.clear();
    UPKEEP_TRY_AS(std::optional<QByteArray> walk, codeWalk(input, plan, parts, own, stop));
    if (!walk)
        return std::optional<EncodedSegment>();
    EncodedSegment segment;
    segment.predictor = 1;
    segment.predictorVersion = 1;
    segment.steps = cut.size();
    segment.used = parts.used();
    for (PatchStream& stream : segment.streams)
        stream.contentClass = input.contentClass;
    segment.streams[ResidualStream].packed = walk->size();
    segment.streams[ResidualStream].raw = walk->size();
    segment.packed[ResidualStream] = std::move(*walk);
    if (!own.isEmpty()) {
        UPKEEP_TRY_AS(Packed packed, packBest(own, input.contentClass, delta::freshDictionaryLog));
        segment.streams[NewStream] = packed.stream;
        segment.packed[NewStream] = std::move(packed.bytes);
    }
    return std::optional(std::move(segment));
}

} // namespace upkeep
