// SPDX-License-Identifier: Apache-2.0
// Half-signed metadata of a ceremony that is not finished: <site>/.ceremony/<role>.json, each a
// metadata file with too few signatures yet. Never uploaded; clients see nothing of it.
#pragma once

#include "system/file_system.h"

#include <QMap>

namespace upkeep {

class CeremonyFolder {
public:
    CeremonyFolder(FileSystem& files, const LocalPath& site)
        : m_files(files), m_folder(site / ".ceremony") {}

    // By role; none where no ceremony is under way.
    Result<QMap<QByteArray, QByteArray>> drafts() const;
    // Durable; those of other roles stay.
    Result<void> save(const QMap<QByteArray, QByteArray>& drafts) const;
    Result<void> remove(const QList<QByteArray>& roles) const;
    // The whole ceremony is given up.
    Result<void> clear() const;

private:
    FileSystem& m_files;
    LocalPath m_folder;
};

} // namespace upkeep
