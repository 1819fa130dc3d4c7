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

Result<void> keepFrame(FileSystem& files, const LocalPath& path, QByteArrayView packed) {
    if (files.exists(path))
        UPKEEP_TRY(files.removeFile(path));
    UPKEEP_TRY_AS(const auto file, files.create(path, 0600));
    UPKEEP_TRY(file->write(packed));
    return file->close(false);
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
    UPKEEP_TRY(m_source.download(payload.url,
                                 payload.length,
                                 payload.sha256,
                                 path,
                                 m_files,
                                 reporting(component, m_bytes),
                                 m_stop));
    m_bytes += payload.length;
    return path;
}

Result<LocalPath> Downloads::fetchFrames(const Payload& package,
                                         const PackageIndex& index,
                                         const FramePlan& plan,
                                         const QString& component) {
    const LocalPath folder = m_folder / (package.sha256.hex() + ".frames").constData();
    UPKEEP_TRY(m_files.makeFolders(folder, 0700));
    for (const FrameRange& range : plan.ranges) {
        QByteArray fetched;
        const RangeSink sink = [&](QByteArrayView piece) -> Result<void> {
            fetched.append(piece.data(), piece.size());
            return {};
        };
        const auto came =
            m_source.downloadRange(package.url, range.first, range.last, sink, m_stop);
        if (!came && came.error().code == ErrorCode::FileUnsupported)
            return LocalPath();
        if (!came)
            return came.error();
        UPKEEP_TRY(splitRange(index, range, fetched, [&](qint64 frame, QByteArrayView packed) {
            const QByteArray name = QByteArray::number(frame) + ".frame";
            return keepFrame(m_files, folder / name.constData(), packed);
        }));
        m_bytes += fetched.size();
        reporting(component, m_bytes)(Progress{});
    }
    return folder;
}

} // namespace upkeep
