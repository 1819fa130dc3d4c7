// SPDX-License-Identifier: Apache-2.0
#include "system/durable_folders.h"

namespace upkeep {

Result<void> makeFoldersDurably(FileSystem& files, const LocalPath& path, quint32 mode) {
    // A disk that does not answer is no missing folder: going up would find no end.
    UPKEEP_TRY_AS(const std::optional<FileStat> found, files.statIfThere(path));
    if (found)
        return {};
    UPKEEP_TRY(makeFoldersDurably(files, path.parent(), mode));
    UPKEEP_TRY(files.makeFolder(path, mode));
    return files.syncFolder(path.parent());
}

} // namespace upkeep
