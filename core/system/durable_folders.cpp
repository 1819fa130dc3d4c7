// SPDX-License-Identifier: Apache-2.0
#include "system/durable_folders.h"

namespace upkeep {

Result<void> makeFoldersDurably(FileSystem& files, const LocalPath& path, quint32 mode) {
    if (files.exists(path))
        return {};
    UPKEEP_TRY(makeFoldersDurably(files, path.parent(), mode));
    UPKEEP_TRY(files.makeFolder(path, mode));
    return files.syncFolder(path.parent());
}

} // namespace upkeep
