// SPDX-License-Identifier: Apache-2.0
#include "steps/download.h"

#include "payload/frame_folder.h"

#include <algorithm>
#include <vector>

namespace upkeep {

namespace {

Result<bool> isWhole(FileSystem& files, const LocalPath& path, const Payload& payload) {
    UPKEEP_TRY_AS(const auto stat, files.statIfThere(path));
    if (!stat || stat->size != payload.length)
        return false;
    UPKEEP_TRY_AS(const Descriptor file, files.open(path));
    UPKEEP_TRY_AS(const Digest digest, Digest::ofFile(file.get()));
    return digest == payload.sha256;
}

// The ranges of a plan as they are asked for: without what an earlier try left of the first frame
// of each.
struct RangesToCome {
    QList<ByteRange> ranges;
    std::vector<RangeSplitter> splitters;
    qint64 begun = 0; // bytes that need not come
};

Result<RangesToCome>
rangesToCome(const PackageIndex& index, const FramePlan& plan, FrameFolder& folder) {
    RangesToCome come;
    come.splitters.reserve(static_cast<size_t>(plan.ranges.size()));
    for (const FrameRange& range : plan.ranges) {
        UPKEEP_TRY_AS(const QByteArray begun, folder.begun(index, range.frames.constFirst()));
        come.splitters.emplace_back(index, range, folder).goOnFrom(begun);
        come.ranges.append({range.first + begun.size(), range.last});
        come.begun += begun.size();
    }
    return come;
}

// Sent whole though only parts were asked for, it is kept where most of it is wanted. Frames beside
// a solid package weigh more than that: it is fetched in their place.
bool isWorthWhole(const Payload& package, const FramePlan& plan) {
    return package.kind == Payload::Kind::Package && plan.bytes > package.length / 2;
}

} // namespace

Downloads::Downloads(ReleaseSource& source,
                     FileSystem& files,
                     LocalPath folder,
                     ProgressSink progress,
                     std::stop_token stop)
    : m_source(source), m_files(files), m_folder(std::move(folder)),
      m_progress(std::move(progress)), m_stop(std::move(stop)) {}

ProgressSink Downloads::reporting(const QString& component) {
    return [this, component, before = m_done](const Progress& inner) {
        if (!m_progress)
            return;
        Progress outer = inner;
        outer.phase = Phase::Download;
        outer.component = component;
        outer.overallDone = before + inner.done;
        outer.overallTotal = std::max(m_total, outer.overallDone);
        m_progress(outer);
    };
}

Result<LocalPath> Downloads::fetch(const Payload& payload, const QString& component) {
    UPKEEP_TRY(m_files.makeFolders(m_folder, 0700));
    const LocalPath path = m_folder / payload.sha256.hex().constData();
    UPKEEP_TRY_AS(const bool whole, isWhole(m_files, path, payload));
    if (whole) {
        m_done += payload.length;
        return path;
    }
    if (m_files.exists(path))
        UPKEEP_TRY(m_files.removeFile(path));
    const auto part = m_files.statIfThere(path.withSuffix(".part"));
    const qint64 before = part && *part ? (*part)->size : 0;
    const auto begin = std::chrono::steady_clock::now();
    UPKEEP_TRY(m_source.download(
        payload.url, payload.length, payload.sha256, path, m_files, reporting(component), m_stop));
    m_time += std::chrono::steady_clock::now() - begin;
    m_bytes += qMax<qint64>(payload.length - before, 0);
    m_done += payload.length;
    return path;
}

Result<FetchedParts> Downloads::fetchFrames(const Payload& package,
                                            const PackageIndex& index,
                                            const FramePlan& plan,
                                            const QString& component) {
    FrameFolder folder(m_files, frameFolder(package));
    UPKEEP_TRY(m_files.makeFolders(folder.path(), 0700));
    UPKEEP_TRY_AS(const SpaceReport space, m_files.space(folder.path()));
    if (plan.bytes > space.free)
        return Error{ErrorCode::FileNoSpace, folder.path().display(), {}};
    UPKEEP_TRY_AS(RangesToCome come, rangesToCome(index, plan, folder));
    RangesJob job;
    job.url = package.url;
    job.length = package.length;
    job.ranges = come.ranges;
    job.progress = reporting(component);
    if (isWorthWhole(package, plan)) {
        job.whole = m_folder / package.sha256.hex().constData();
        job.sha256 = package.sha256;
    }
    Progress progress{Phase::Download, {}, {}, come.begun, plan.bytes, 0, 0};
    const RangesSink sink = [&](qsizetype range, QByteArrayView piece) -> Result<void> {
        UPKEEP_TRY(come.splitters[static_cast<size_t>(range)].add(piece));
        progress.done += piece.size();
        job.progress(progress);
        return {};
    };
    const auto begin = std::chrono::steady_clock::now();
    const auto outcome = m_source.downloadRanges(job, m_files, sink, m_stop);
    m_time += std::chrono::steady_clock::now() - begin;
    const bool isWhole = outcome && *outcome == RangesOutcome::Whole;
    m_bytes += isWhole ? package.length : progress.done - come.begun;
    // A power cut may have spoilt what was begun. Once more without any of it: whoever sends wrong
    // bytes then has had his second chance.
    if (!outcome && outcome.error().code == ErrorCode::PayloadHash && come.begun > 0) {
        for (const FrameRange& range : plan.ranges)
            UPKEEP_TRY(folder.drop(range.frames.constFirst()));
        return fetchFrames(package, index, plan, component);
    }
    m_done += isWhole ? package.length : progress.done;
    UPKEEP_TRY(outcome);
    if (isWhole)
        return FetchedParts{{}, job.whole};
    return FetchedParts{folder.path(), {}};
}

LocalPath Downloads::frameFolder(const Payload& package) const {
    return m_folder / (package.sha256.hex() + ".frames").constData();
}

Result<QSet<qint64>> Downloads::framesHere(const Payload& package,
                                           const PackageIndex& index,
                                           const QList<qint64>& frames) const {
    return FrameFolder(m_files, frameFolder(package)).whole(index, frames);
}

double Downloads::bytesPerSecond() const {
    constexpr qint64 enough = 512 * 1024; // less is mostly the way there and back
    const double seconds = m_time.count();
    return m_bytes >= enough && seconds > 0 ? double(m_bytes) / seconds : 0;
}

} // namespace upkeep
