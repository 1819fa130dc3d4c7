// SPDX-License-Identifier: Apache-2.0
#include "components/copy_tree.h"

namespace upkeep {

namespace {

// Attributes that not every file system can hold: what it refuses is not worth losing the copy.
Result<void> copyXattrs(FileSystem& files, const LocalPath& from, const LocalPath& to) {
    auto values = files.xattrs(from);
    if (!values || values->isEmpty())
        return {};
    // A copy in another hand must not gain powers.
    values->remove("security.capability");
    auto set = files.setXattrs(to, *values);
    if (!set && set.error().code != ErrorCode::FileUnsupported &&
        set.error().code != ErrorCode::FileAccess)
        return set;
    return {};
}

Result<void> copyAttributes(FileSystem& files,
                            const LocalPath& from,
                            const LocalPath& to,
                            const FileStat& stat) {
    UPKEEP_TRY_AS(const FileStat made, files.stat(to));
    if (made.uid != stat.uid || made.gid != stat.gid) {
        // Only an administrator can; for everybody else the copy is simply theirs.
        auto owned = files.setOwner(to, stat.uid, stat.gid);
        if (!owned && owned.error().code != ErrorCode::FileAccess)
            return owned;
    }
    if (stat.type != FileType::Symlink) {
        UPKEEP_TRY(copyXattrs(files, from, to));
        UPKEEP_TRY(files.setMode(to, stat.mode));
    }
    return files.setModified(to, stat.modified);
}

Result<void>
copyOne(FileSystem& files, const LocalPath& from, const LocalPath& to, const FileStat& stat) {
    if (stat.type == FileType::Symlink) {
        UPKEEP_TRY_AS(const QByteArray target, files.readLink(from));
        UPKEEP_TRY(files.symlink(target, to));
    } else {
        UPKEEP_TRY(files.cloneOrCopy(from, to, stat.mode));
    }
    return copyAttributes(files, from, to, stat);
}

class TreeCopy {
public:
    TreeCopy(FileSystem& files, const SkipName& skip, std::stop_token stop)
        : m_files(files), m_skip(skip), m_stop(std::move(stop)) {}

    Result<void> copyFolder(const LocalPath& from, const LocalPath& to, const QByteArray& prefix) {
        UPKEEP_TRY_AS(const FileStat stat, m_files.stat(from));
        UPKEEP_TRY(m_files.makeFolder(to, stat.mode | 0700));
        UPKEEP_TRY_AS(const QList<FolderEntry> entries, m_files.list(from));
        for (const FolderEntry& entry : entries)
            UPKEEP_TRY(copyChild(from, to, prefix, entry));
        return copyAttributes(m_files, from, to, stat);
    }

private:
    Result<void> copyChild(const LocalPath& from,
                           const LocalPath& to,
                           const QByteArray& prefix,
                           const FolderEntry& entry) {
        if (m_stop.stop_requested())
            return Error{ErrorCode::Cancelled, {}, {}};
        const QByteArray bytes = prefix + entry.name.bytes();
        UPKEEP_TRY_AS(const LocalName name, LocalName::parse(bytes));
        if (m_skip && m_skip(name))
            return {};
        if (entry.type == FileType::Folder)
            return copyFolder(from / entry.name, to / entry.name, bytes + '/');
        UPKEEP_TRY_AS(const FileStat stat, m_files.stat(from / entry.name));
        if (stat.type == FileType::Other)
            return {};
        return copyOne(m_files, from / entry.name, to / entry.name, stat);
    }

    FileSystem& m_files;
    const SkipName& m_skip;
    std::stop_token m_stop;
};

// The folders above `name`, made like those of the tree it comes from.
Result<void> makeFoldersLike(FileSystem& files,
                             const LocalPath& fromRoot,
                             const LocalPath& toRoot,
                             const QByteArray& name) {
    for (qsizetype slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
        UPKEEP_TRY_AS(const LocalName folder, LocalName::parse(name.first(slash)));
        UPKEEP_TRY_AS(const auto there, files.statIfThere(toRoot / folder));
        if (there)
            continue;
        UPKEEP_TRY_AS(const FileStat stat, files.stat(fromRoot / folder));
        UPKEEP_TRY(files.makeFolder(toRoot / folder, stat.mode | 0700));
    }
    return {};
}

} // namespace

Result<void> copyTree(FileSystem& files,
                      const LocalPath& from,
                      const LocalPath& to,
                      const SkipName& skip,
                      std::stop_token stop) {
    UPKEEP_TRY_AS(const FileStat stat, files.stat(from));
    if (stat.type != FileType::Folder)
        return copyOne(files, from, to, stat);
    return TreeCopy(files, skip, std::move(stop)).copyFolder(from, to, {});
}

Result<void> copyEntry(FileSystem& files,
                       const LocalPath& fromRoot,
                       const LocalPath& toRoot,
                       const LocalName& name) {
    UPKEEP_TRY(makeFoldersLike(files, fromRoot, toRoot, name.bytes()));
    UPKEEP_TRY_AS(const FileStat stat, files.stat(fromRoot / name));
    UPKEEP_TRY_AS(const auto there, files.statIfThere(toRoot / name));
    if (there && there->type != FileType::Folder)
        UPKEEP_TRY(files.removeFile(toRoot / name));
    if (stat.type == FileType::Folder)
        return there ? Result<void>() : files.makeFolder(toRoot / name, stat.mode | 0700);
    return copyOne(files, fromRoot / name, toRoot / name, stat);
}

} // namespace upkeep
