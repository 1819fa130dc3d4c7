// SPDX-License-Identifier: Apache-2.0
#include "steps/commit.h"
#include "system/is_there.h"

namespace upkeep {

Result<LocalPath>
oldTreeOf(FileSystem& files, const InstallRoot& root, const TreeSwitch& application) {
    UPKEEP_TRY_AS(const bool isStaged, isThere(files, application.staged));
    return isStaged ? application.staged : root.previous();
}

Result<void> dropTree(FileSystem& files,
                      Processes& processes,
                      const InstallRoot& root,
                      const LocalPath& tree,
                      const QString& transaction) {
    UPKEEP_TRY_AS(const bool there, isThere(files, tree));
    if (!there)
        return {};
    UPKEEP_TRY_AS(const auto users, processes.using_(tree));
    if (users.isEmpty())
        return files.removeTree(tree);
    UPKEEP_TRY(files.makeFolders(root.trash(), 0700));
    return files.rename(tree, root.trash() / transaction.toLatin1().constData());
}

Result<void> keepPrevious(FileSystem& files,
                          Processes& processes,
                          const InstallRoot& root,
                          const TreeSwitch& application,
                          const QString& transaction) {
    UPKEEP_TRY_AS(const bool there, isThere(files, application.staged));
    if (application.staged == root.previous() || !there)
        return {};
    UPKEEP_TRY(dropTree(files, processes, root, root.previous(), transaction));
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
    UPKEEP_TRY_AS(const bool there, isThere(files, root.trash()));
    if (!there)
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
