// SPDX-License-Identifier: Apache-2.0
#include "steps/choose.h"

#include <algorithm>
#include <limits>

namespace upkeep {

namespace {

constexpr qint64 requestCost = 96 * 1024;
constexpr qint64 pieceSize = 4 << 20; // FORMATS section 4, D frames
// Measured on two cores; only their order matters.
constexpr double patchBytesPerSecond = 60e6;
constexpr double framesBytesPerSecond = 250e6;
constexpr double packageBytesPerSecond = 200e6;
// A chain is worth its trouble only where it saves this much (FORMATS section 6).
constexpr double chainWorth = 0.8;
constexpr qsizetype mostPatches = 3;

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

// Seconds of applying in bytes of the line. Bytes cost the publisher, too, and lines that others
// share: a faster line than this does not make them cheap.
qint64 costOfApplying(double seconds, double bytesPerSecond) {
    constexpr double fastestCounted = 2'000'000;
    return qint64(seconds * std::min(bytesPerSecond, fastestCounted));
}

void price(PlanWay& way, const ReleaseDocument& release, double rate, const ChooseInput& input) {
    way.applySeconds = double(release.unpackedSize) / rate;
    way.score =
        fetchCost(way.bytes, way.requests) + costOfApplying(way.applySeconds, input.bytesPerSecond);
    // The new tree stands beside the old one, the download beside both.
    if (input.diskFree > 0 && release.unpackedSize + way.bytes > input.diskFree) {
        way.possible = false;
        way.reason = QStringLiteral("disk");
    }
}

// Empty: this machine can apply it.
const char* refuse(const Payload& patch, const ChooseInput& input) {
    if (!understands(patch))
        return "needs";
    if (input.memory > 0 && qint64(patch.heapKib) * 1024 > input.memory)
        return "heap";
    return "";
}

PlanWay patchAlone(const ReleaseDocument& release, const ChooseInput& input) {
    const Payload* const patch = release.patchFrom(input.installedTree);
    if (!patch)
        return impossible(WayKind::Patch, "none-published");
    if (const char* const refusal = refuse(*patch, input); *refusal)
        return impossible(WayKind::Patch, refusal);
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
    if (!input.ranges)
        return impossible(WayKind::Frames, "no-ranges");
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
    const Payload* const index = release.payload(Payload::Kind::Index);
    if (index) {
        way.bytes += index->length;
        way.requests = 2;
    }
    price(way, release, packageBytesPerSecond, input);
    return way;
}

// Patches that lead from tree to tree, cheapest first found: a search from the end, as patches are
// listed where they lead to.
class ChainSearch {
public:
    explicit ChainSearch(const ChooseInput& input) : m_input(input) {}

    std::optional<PlanWay> run(const ReleaseDocument& release) {
        step(release, {}, PlanWay());
        return m_best;
    }

private:
    void step(const ReleaseDocument& release, const QStringList& via, PlanWay way) {
        way.requests += 1;
        way.applySeconds += double(release.unpackedSize) / patchBytesPerSecond;
        for (const Payload& patch : release.payloads) {
            if (patch.kind != Payload::Kind::Patch || *refuse(patch, m_input))
                continue;
            PlanWay longer = way;
            longer.bytes += patch.length;
            if (patch.fromTree == m_input.installedTree)
                end(via, longer);
            else if (way.requests < mostPatches)
                goOn(patch.fromTree, via, longer);
        }
    }

    void goOn(const Digest& tree, const QStringList& via, const PlanWay& way) {
        for (const ReleaseDocument& before : m_input.releases) {
            const QString version = before.version.toString();
            if (before.toTree == tree && !via.contains(version))
                step(before, QStringList(version) + via, way);
        }
    }

    void end(const QStringList& via, PlanWay way) {
        if (via.isEmpty())
            return; // one patch is no chain
        way.kind = WayKind::PatchChain;
        way.via = via;
        way.score = fetchCost(way.bytes, way.requests) +
                    costOfApplying(way.applySeconds, m_input.bytesPerSecond);
        if (!m_best || way.score < m_best->score)
            m_best = way;
    }

    const ChooseInput& m_input;
    std::optional<PlanWay> m_best;
};

// Added where there is one; possible only where it is clearly cheaper than every single way.
void addChain(QList<PlanWay>& ways, const ReleaseDocument& release, const ChooseInput& input) {
    auto chain = ChainSearch(input).run(release);
    if (!chain)
        return;
    qint64 best = std::numeric_limits<qint64>::max();
    for (const PlanWay& way : std::as_const(ways))
        best = way.possible ? std::min(best, way.score) : best;
    const char* refusal = "";
    if (input.changedFiles > 0)
        refusal = "source-missing";
    else if (double(chain->score) >= chainWorth * double(best))
        refusal = "not-worth-it";
    else if (input.diskFree > 0 && 2 * release.unpackedSize + chain->bytes > input.diskFree)
        refusal = "disk";
    chain->possible = *refusal == '\0';
    chain->reason = QLatin1String(refusal);
    ways.append(*chain);
}

// The first one is taken: it costs least, or there is no other.
void sayWhy(QList<PlanWay>& ways) {
    const bool isOnly = ways.size() < 2 || !ways[1].possible;
    for (qsizetype i = 0; i < ways.size() && ways[i].possible; ++i) {
        const char* const taken = isOnly ? "only-way" : "cheapest";
        ways[i].reason = QLatin1String(i == 0 ? taken : "costs-more");
    }
}

} // namespace

qint64 fetchCost(qint64 bytes, qint64 requests) {
    return bytes + requestCost * requests;
}

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
    addChain(ways, release, input);
    std::stable_sort(ways.begin(), ways.end(), [](const PlanWay& a, const PlanWay& b) {
        return a.possible != b.possible ? a.possible : (a.possible && a.score < b.score);
    });
    sayWhy(ways);
    return ways;
}

} // namespace upkeep
