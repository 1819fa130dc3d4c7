// SPDX-License-Identifier: Apache-2.0
// The frames of one package as they are fetched, each in a file of its own: "<n>.part" while it
// comes, "<n>.frame" once it is whole and the one that was signed. Both stay after a cut, a kill of
// the process included; after a power cut a part may be spoilt, which its hash shows. Memory: one
// packed frame while what was begun is read, and one open file per range under way.
#pragma once

#include "payload/frame_plan.h"
#include "system/file_system.h"

#include <QSet>

#include <map>
#include <memory>

namespace upkeep {

class FrameFolder final : public FrameKeeper {
public:
    FrameFolder(FileSystem& files, LocalPath path) : m_files(files), m_path(std::move(path)) {}

    const LocalPath& path() const { return m_path; }
    // Which of these an earlier try left here, whole.
    Result<QSet<qint64>> whole(const PackageIndex& index, const QList<qint64>& frames) const;
    // How an earlier try left this frame begun: less than all of it, empty if not at all. What is
    // added then goes behind it; of a frame that was not asked for, such a part is thrown away.
    Result<QByteArray> begun(const PackageIndex& index, qint64 frame);

    Result<void> add(qint64 frame, QByteArrayView piece) override;
    Result<void> keep(qint64 frame) override;
    Result<void> drop(qint64 frame) override;

private:
    LocalPath wholeFile(qint64 frame) const;
    LocalPath partFile(qint64 frame) const;

    FileSystem& m_files;
    LocalPath m_path;
    QSet<qint64> m_begun;
    std::map<qint64, std::unique_ptr<NewFile>> m_coming;
};

} // namespace upkeep
