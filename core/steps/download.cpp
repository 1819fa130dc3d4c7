// SPDX-License-Identifier: Apache-2.0
#include "steps/download.h"

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

LocalPath frameIn(const LocalPath& folder, qint64 frame) {
    return folder / (QByteArray::number(frame) + ".frame").constData();
}

Result<void> keepFrame(FileSystem& files, const LocalPath& path, QByteArrayView packed) {
    if (files.exists(path))
        UPKEEP_TRY(files.removeFile(path));
    UPKEEP_TRY_AS(const auto file, files.create(path, 0600));
    UPKEEP_TRY(file->write(packed));
    return file->close(false);
}

// Of a range that broke off, so that they need not come again.
void keepWholeFrames(FileSystem& files,
                     const LocalPath& folder,
                     const PackageIndex& index,
                     FrameRange range,
                     const QByteArray& fetched) {
    const auto end = [&](qint64 frame) {
        return index.frames[frame].offset + index.frames[frame].packed - range.first;
    };
    while (range.lastFrame >= range.firstFrame && end(range.lastFrame) > fetched.size())
        --range.lastFrame;
    (void)splitRange(index, range, fetched, [&](qint64 frame, QByteArrayView packed) {
        return keepFrame(files, frameIn(folder, frame), packed);
    });
}

} // namespace

Downloads::Downloads(ReleaseSource& source,
                     FileSystem& files,
                     LocalPath folder,
                     ProgressSink progress,
                     std::stop_token stop)
    : m_source(source), m_files(files), m_folder(std::move(folder)),
      m_progress(std::move(progress)), m_stop(std::move(stop)) {}

ProgressSink Downloads::reporting(const QString& component, qint64 before) {
    return [this, component, before](const Progress& inner) {
        if (!m_progress)
            return;
        Progress outer = inner;
        outer.phase = Phase::Download;
        outer.component = component;
        outer.overallDone = before + inner.done;
        outer.overallTotal = m_total;
        m_progress(outer);
    };
}

Result<LocalPath> Downloads::fetch(const Payload& payload, const QString& component) {
    UPKEEP_TRY(m_files.makeFolders(m_folder, 0700));
    const LocalPath path = m_folder / payload.sha256.hex().constData();
    UPKEEP_TRY_AS(const bool whole, isWhole(m_files, path, payload));
    if (whole)
        return path;
    if (m_files.exists(path))
        UPKEEP_TRY(m_files.removeFile(path));
    const auto part = m_files.statIfThere(path.withSuffix(".part"));
    const qint64 before = part && *part ? (*part)->size : 0;
    const auto begin = std::chrono::steady_clock::now();
    UPKEEP_TRY(m_source.download(payload.url,
                                 payload.length,
                                 payload.sha256,
                                 path,
                                 m_files,
                                 reporting(component, m_bytes),
                                 m_stop));
    m_time += std::chrono::steady_clock::now() - begin;
    m_timedBytes += qMax<qint64>(payload.length - before, 0);
    m_bytes += payload.length;
    return path;
}

Result<LocalPath> Downloads::fetchFrames(const Payload& package,
                                         const PackageIndex& index,
                                         const FramePlan& plan,
                                         const QString& component) {
    const LocalPath folder = frameFolder(package);
    UPKEEP_TRY(m_files.makeFolders(folder, 0700));
    for (const FrameRange& range : plan.ranges) {
        QByteArray fetched;
        const ProgressSink report = reporting(component, m_bytes);
        const RangeSink sink = [&](QByteArrayView piece) -> Result<void> {
            fetched.append(piece.data(), piece.size());
            report(Progress{Phase::Download, {}, {}, fetched.size(), plan.bytes, 0, 0});
            return {};
        };
        const auto begin = std::chrono::steady_clock::now();
        const auto came =
            m_source.downloadRange(package.url, range.first, range.last, sink, m_stop);
        m_time += std::chrono::steady_clock::now() - begin;
        m_timedBytes += fetched.size();
        if (!came && came.error().code == ErrorCode::FileUnsupported)
            return LocalPath();
        if (!came) {
            keepWholeFrames(m_files, folder, index, range, fetched);
            return came.error();
        }
        UPKEEP_TRY(splitRange(index, range, fetched, [&](qint64 frame, QByteArrayView packed) {
            return keepFrame(m_files, frameIn(folder, frame), packed);
        }));
        m_bytes += fetched.size();
    }
    return folder;
}

LocalPath Downloads::frameFolder(const Payload& package) const {
    return m_folder / (package.sha256.hex() + ".frames").constData();
}

Result<QSet<qint64>> Downloads::framesHere(const Payload& package,
                                           const PackageIndex& index,
                                           const QList<qint64>& frames) const {
    QSet<qint64> here;
    const LocalPath folder = frameFolder(package);
    if (!m_files.exists(folder))
        return here;
    for (const qint64 number : frames) {
        const Frame& frame = index.frames[number];
        UPKEEP_TRY_AS(const auto stat, m_files.statIfThere(frameIn(folder, number)));
        if (!stat || stat->type != FileType::Regular || stat->size != frame.packed)
            continue;
        UPKEEP_TRY_AS(const Descriptor file, m_files.open(frameIn(folder, number)));
        UPKEEP_TRY_AS(const Digest digest, Digest::ofFile(file.get()));
        if (digest == frame.packedDigest)
            here.insert(number);
    }
    return here;
}

double Downloads::bytesPerSecond() const {
    constexpr qint64 enough = 512 * 1024; // less is mostly the way there and back
    const double seconds = m_time.count();
    return m_timedBytes >= enough && seconds > 0 ? double(m_timedBytes) / seconds : 0;
}

} // namespace upkeep
