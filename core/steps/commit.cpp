// SPDX-License-Identifier: Apache-2.0
#include "steps/commit.h"

namespace upkeep {

LocalPath oldTreeOf(FileSystem& files, const InstallRoot& root, const TreeSwitch& application) {
    return files.exists(application.staged) ? application.staged : root.previous();
}

Result<void> keepPrevious(FileSystem& files,
                          Processes& processes,
                          const InstallRoot& root,
                          const TreeSwitch& application,
                          const QString& transaction) {
    if (application.staged == root.previous() || !files.exists(application.staged))
        return {};
    if (files.exists(root.previous())) {
        UPKEEP_TRY_AS(const auto users, processes.using_(root.previous()));
        if (users.isEmpty()) {
            UPKEEP_TRY(files.removeTree(root.previous()));
        } else {
            UPKEEP_TRY(files.makeFolders(root.trash(), 0700));
            UPKEEP_TRY(
                files.rename(root.previous(), root.trash() / transaction.toLatin1().constData()));
        }
    }
    UPKEEP_TRY(files.rename(application.staged, root.previous()));
    return files.syncFolder(root.work);
}

Result<void>
dropOldCopies(FileSystem& files, const QList<TreeSwitch>& trees, const InstallRoot& root) {
    for (const TreeSwitch& tree : trees) {
        if (tree.live == root.live)
            continue;
        UPKEEP_TRY(files.removeTree(tree.staged));
        UPKEEP_TRY(files.removeTree(tree.aside));
    }
    return {};
}

Result<void> emptyTrash(FileSystem& files, Processes& processes, const InstallRoot& root) {
    if (!files.exists(root.trash()))
        return {};
    UPKEEP_TRY_AS(const QList<FolderEntry> entries, files.list(root.trash()));
    for (const FolderEntry& entry : entries) {
        UPKEEP_TRY_AS(const auto users, processes.using_(root.trash() / entry.name));
        if (users.isEmpty())
            UPKEEP_TRY(files.removeTree(root.trash() / entry.name));
    }
    return {};
}

} // namespace upkeep
