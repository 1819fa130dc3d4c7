// SPDX-License-Identifier: Apache-2.0
#include "tree/hash_tree.h"

namespace upkeep {

namespace {

Error refused(const LocalName& name, const char* cause) {
    return Error{ErrorCode::TreeInvalid, name.display(), QLatin1String(cause)};
}

constexpr quint32 executeBits = 0111;

Result<FileEntry> listedEntry(const ScannedEntry& scanned, const TreeState& state) {
    if (scanned.unreadable || scanned.otherFileSystem)
        return refused(scanned.name, "cannot be read or lies on another file system");
    FileEntry entry;
    UPKEEP_TRY_AS(entry.path, RelativePath::parse(scanned.name.bytes()));
    switch (scanned.stat.type) {
    case FileType::Folder:
        entry.type = EntryType::Folder;
        entry.mode = 0755;
        return entry;
    case FileType::Symlink:
        entry.type = EntryType::Symlink;
        entry.mode = 0777;
        entry.target = scanned.target;
        return entry;
    case FileType::Other:
        return refused(scanned.name, "is neither a file, a folder nor a link");
    case FileType::Regular:
        break;
    }
    const Digest* digest = state.digestOf(scanned.name);
    if (!digest)
        return refused(scanned.name, "cannot be read");
    entry.mode = scanned.stat.mode & executeBits ? 0755 : 0644;
    entry.size = scanned.stat.size;
    entry.digest = *digest;
    return entry;
}

} // namespace

Result<FileList> listFolder(FileSystem& files,
                            const LocalPath& folder,
                            const ProgressSink& progress,
                            std::stop_token stop) {
    UPKEEP_TRY_AS(const TreeState state, readTree(files, folder, {}, nullptr, progress, stop));
    QList<FileEntry> entries;
    entries.reserve(state.entries.size());
    for (const ScannedEntry& scanned : state.entries) {
        UPKEEP_TRY_AS(FileEntry entry, listedEntry(scanned, state));
        entries.append(std::move(entry));
    }
    return FileList::fromEntries(std::move(entries));
}

} // namespace upkeep
