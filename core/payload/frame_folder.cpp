// SPDX-License-Identifier: Apache-2.0
#include "payload/frame_folder.h"

namespace upkeep {

LocalPath FrameFolder::wholeFile(qint64 frame) const {
    return m_path / (QByteArray::number(frame) + ".frame").constData();
}

LocalPath FrameFolder::partFile(qint64 frame) const {
    return m_path / (QByteArray::number(frame) + ".part").constData();
}

Result<QSet<qint64>> FrameFolder::whole(const PackageIndex& index,
                                        const QList<qint64>& frames) const {
    QSet<qint64> here;
    if (!m_files.exists(m_path))
        return here;
    for (const qint64 number : frames) {
        const Frame& frame = index.frames[number];
        UPKEEP_TRY_AS(const auto stat, m_files.statIfThere(wholeFile(number)));
        if (!stat || stat->type != FileType::Regular || stat->size != frame.packed)
            continue;
        UPKEEP_TRY_AS(const Descriptor file, m_files.open(wholeFile(number)));
        UPKEEP_TRY_AS(const Digest digest, Digest::ofFile(file.get()));
        if (digest == frame.packedDigest)
            here.insert(number);
    }
    return here;
}

Result<QByteArray> FrameFolder::begun(const PackageIndex& index, qint64 frame) {
    const qint64 size = index.frames[frame].packed;
    UPKEEP_TRY_AS(const auto stat, m_files.statIfThere(partFile(frame)));
    if (!stat || stat->type != FileType::Regular || stat->size >= size)
        return QByteArray();
    m_begun.insert(frame);
    return m_files.read(partFile(frame), size);
}

Result<void> FrameFolder::add(qint64 frame, QByteArrayView piece) {
    std::unique_ptr<NewFile>& file = m_coming[frame];
    if (!file) {
        if (!m_begun.contains(frame) && m_files.exists(partFile(frame)))
            UPKEEP_TRY(m_files.removeFile(partFile(frame)));
        UPKEEP_TRY_AS(file, m_files.resume(partFile(frame), 0600));
    }
    return file->write(piece);
}

Result<void> FrameFolder::keep(qint64 frame) {
    const auto coming = m_coming.extract(frame);
    if (!coming.empty())
        UPKEEP_TRY(coming.mapped()->close(false));
    return m_files.rename(partFile(frame), wholeFile(frame));
}

Result<void> FrameFolder::drop(qint64 frame) {
    m_coming.erase(frame);
    m_begun.remove(frame);
    return m_files.exists(partFile(frame)) ? m_files.removeFile(partFile(frame)) : Result<void>();
}

} // namespace upkeep
