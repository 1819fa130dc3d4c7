// SPDX-License-Identifier: Apache-2.0
#include "steps/choose.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 requestCost = 96 * 1024;
constexpr qint64 pieceSize = 4 << 20; // FORMATS section 4, D frames
// Measured on two cores; only their order matters.
constexpr double patchBytesPerSecond = 60e6;
constexpr double framesBytesPerSecond = 250e6;
constexpr double packageBytesPerSecond = 200e6;

PlanWay impossible(WayKind kind, const char* reason) {
    PlanWay way;
    way.kind = kind;
    way.possible = false;
    way.reason = QLatin1String(reason);
    return way;
}

bool understands(const Payload& payload) {
    const QStringList features = supportedFeatures();
    return std::all_of(payload.needs.begin(), payload.needs.end(), [&](const QString& need) {
        return features.contains(need);
    });
}

void price(PlanWay& way, const ReleaseDocument& release, double rate, const ChooseInput& input) {
    way.applySeconds = double(release.unpackedSize) / rate;
    way.score =
        way.bytes + requestCost * way.requests + qint64(way.applySeconds * input.bytesPerSecond);
    // The new tree stands beside the old one, the download beside both.
    if (input.diskFree > 0 && release.unpackedSize + way.bytes > input.diskFree) {
        way.possible = false;
        way.reason = QStringLiteral("disk");
    }
}

PlanWay patchAlone(const ReleaseDocument& release, const ChooseInput& input) {
    const Payload* const patch = release.patchFrom(input.installedTree);
    if (!patch)
        return impossible(WayKind::Patch, "none-published");
    if (!understands(*patch))
        return impossible(WayKind::Patch, "needs");
    if (input.memory > 0 && qint64(patch->heapKib) * 1024 > input.memory)
        return impossible(WayKind::Patch, "heap");
    PlanWay way;
    way.kind = WayKind::Patch;
    way.bytes = patch->length;
    way.requests = 1;
    price(way, release, patchBytesPerSecond, input);
    return way;
}

PlanWay patchWay(const ReleaseDocument& release, const ChooseInput& input) {
    return input.changedFiles == 0 ? patchAlone(release, input)
                                   : impossible(WayKind::Patch, "source-missing");
}

// Only where files were changed here: the old package's frames stand in for lost sources.
PlanWay patchAndFramesWay(const ReleaseDocument& release, const ChooseInput& input) {
    if (input.changedFiles == 0)
        return impossible(WayKind::PatchAndFrames, "not-needed");
    PlanWay way = patchAlone(release, input);
    way.kind = WayKind::PatchAndFrames;
    if (!way.possible)
        return way;
    way.bytes += input.changedBytes / 3; // compressed, as a rule
    way.requests += 1 + input.changedFiles;
    price(way, release, patchBytesPerSecond, input);
    return way;
}

PlanWay framesWay(const ReleaseDocument& release, const ChooseInput& input) {
    const Payload* const index = release.payload(Payload::Kind::Index);
    const FramesFrom* const known = release.framesFromTree(input.installedTree);
    if (!index)
        return impossible(WayKind::Frames, "none-published");
    if (!known)
        return impossible(WayKind::Frames, "tree-unknown");
    PlanWay way;
    way.kind = WayKind::Frames;
    way.bytes = known->bytes + index->length + input.changedBytes / 3;
    way.requests = known->requests + 1 + input.changedFiles;
    price(way, release, framesBytesPerSecond, input);
    return way;
}

PlanWay packageWay(const ReleaseDocument& release, const ChooseInput& input) {
    const Payload* const package = release.payload(Payload::Kind::Package);
    if (!package)
        return impossible(WayKind::Package, "none-published");
    if (!understands(*package))
        return impossible(WayKind::Package, "needs");
    PlanWay way;
    way.kind = WayKind::Package;
    way.bytes = package->length;
    way.requests = 1;
    if (const Payload* const index = release.payload(Payload::Kind::Index)) {
        way.bytes += index->length;
        way.requests = 2;
    }
    price(way, release, packageBytesPerSecond, input);
    return way;
}

} // namespace

qint64 likelyLost(const FileEntry& entry) {
    return std::min(entry.size, pieceSize);
}

QStringList supportedFeatures() {
    return {QStringLiteral("patch-1"), QStringLiteral("frames-1"), QStringLiteral("evolutions-1")};
}

QList<PlanWay> chooseWays(const ReleaseDocument& release, const ChooseInput& input) {
    QList<PlanWay> ways = {patchWay(release, input),
                           patchAndFramesWay(release, input),
                           framesWay(release, input),
                           packageWay(release, input)};
    std::stable_sort(ways.begin(), ways.end(), [](const PlanWay& a, const PlanWay& b) {
        return a.possible != b.possible ? a.possible : (a.possible && a.score < b.score);
    });
    return ways;
}

} // namespace upkeep
