// SPDX-License-Identifier: Apache-2.0
#include "snapshots/entry_metadata.h"

namespace upkeep {

namespace {

constexpr quint32 setIdBits = 06000;

// Whether the file now belongs to whom it belonged.
Result<bool> setOwner(FileSystem& files, const SnapshotEntry& entry, const LocalPath& path) {
    UPKEEP_TRY_AS(const FileStat stat, files.stat(path));
    if (stat.uid == entry.uid && stat.gid == entry.gid)
        return true;
    const auto done = files.setOwner(path, entry.uid, entry.gid);
    if (!done.has_value() && done.error().code != ErrorCode::FileAccess)
        return done.error();
    return done.has_value();
}

// Whether all of them were set.
Result<bool> setXattrs(FileSystem& files, const SnapshotEntry& entry, const LocalPath& path) {
    bool all = true;
    for (auto it = entry.xattrs.cbegin(); it != entry.xattrs.cend(); ++it) {
        if (it.key() == "security.capability") {
            all = false;
            continue;
        }
        const auto done = files.setXattrs(path, {{it.key(), it.value()}});
        if (!done.has_value() && done.error().code != ErrorCode::FileAccess &&
            done.error().code != ErrorCode::FileUnsupported)
            return done.error();
        all = all && done.has_value();
    }
    return all;
}

} // namespace

Result<MetadataGaps>
setMetadata(FileSystem& files, const SnapshotEntry& entry, const LocalPath& path) {
    UPKEEP_TRY_AS(const bool allXattrs, setXattrs(files, entry, path));
    UPKEEP_TRY_AS(const bool ownerSet, setOwner(files, entry, path));
    // Links have no mode of their own.
    if (entry.type != SnapshotEntryType::Symlink)
        UPKEEP_TRY(files.setMode(path, ownerSet ? entry.mode : entry.mode & ~setIdBits));
    UPKEEP_TRY(files.setModified(path, entry.modified));
    return MetadataGaps{!ownerSet, !allXattrs};
}

} // namespace upkeep
