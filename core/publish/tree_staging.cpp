// SPDX-License-Identifier: Apache-2.0
#include "publish/tree_staging.h"

namespace upkeep {

namespace {

enum class Modes { AsTheyAre, AsStaged };

// Walks a folder; `copyTo` empty = only lists.
class Staging {
public:
    Staging(FileSystem& files, LocalPath copyTo, Modes modes)
        : m_files(files), m_copyTo(std::move(copyTo)), m_modes(modes) {}

    Result<void> addFolder(const LocalPath& folder, const QByteArray& prefix) {
        UPKEEP_TRY_AS(const QList<FolderEntry> entries, m_files.list(folder));
        for (const FolderEntry& entry : entries) {
            UPKEEP_TRY_AS(const RelativePath path,
                          RelativePath::parse(prefix + entry.name.bytes()));
            UPKEEP_TRY(addEntry(folder / entry.name, path));
        }
        return {};
    }

    Result<void> addPrefix(const RelativePath& prefix) {
        const QByteArrayList parts = prefix.bytes().split('/');
        for (qsizetype n = 1; n <= parts.size(); ++n) {
            UPKEEP_TRY_AS(const RelativePath folder, RelativePath::parse(parts.first(n).join('/')));
            UPKEEP_TRY(addFolderEntry(folder));
        }
        return {};
    }

    Result<FileList> list() { return FileList::fromEntries(std::move(m_entries)); }

private:
    Result<void> addEntry(const LocalPath& from, const RelativePath& path) {
        UPKEEP_TRY_AS(const FileStat stat, m_files.stat(from));
        switch (stat.type) {
        case FileType::Folder:
            UPKEEP_TRY(addFolderEntry(path));
            return addFolder(from, path.bytes() + '/');
        case FileType::Symlink:
            return addLink(from, path);
        case FileType::Regular:
            return addFile(from, path, stat);
        case FileType::Other:
            break;
        }
        return Error{ErrorCode::TreeInvalid,
                     from.display(),
                     QStringLiteral("is neither a file, a folder nor a link")};
    }

    Result<void> addFolderEntry(const RelativePath& path) {
        m_entries += FileEntry{EntryType::Folder, 0755, 0, {}, path, {}};
        return m_copyTo.isEmpty() ? Result<void>() : m_files.makeFolder(m_copyTo / path, 0755);
    }

    Result<void> addLink(const LocalPath& from, const RelativePath& path) {
        UPKEEP_TRY_AS(const QByteArray target, m_files.readLink(from));
        m_entries += FileEntry{EntryType::Symlink, 0777, 0, {}, path, target};
        return m_copyTo.isEmpty() ? Result<void>() : m_files.symlink(target, m_copyTo / path);
    }

    Result<void> addFile(const LocalPath& from, const RelativePath& path, const FileStat& stat) {
        const quint32 normal = stat.mode & 0111 ? 0755 : 0644;
        LocalPath hashed = from;
        if (!m_copyTo.isEmpty()) {
            hashed = m_copyTo / path;
            UPKEEP_TRY(m_files.cloneOrCopy(from, hashed, normal));
        }
        UPKEEP_TRY_AS(const Descriptor file, m_files.open(hashed));
        UPKEEP_TRY_AS(const Digest digest, Digest::ofFile(file.get()));
        UPKEEP_TRY_AS(const FileStat now, m_files.stat(hashed));
        const quint32 mode = m_modes == Modes::AsStaged ? normal : stat.mode;
        m_entries += FileEntry{EntryType::File, mode, now.size, digest, path, {}};
        return {};
    }

    FileSystem& m_files;
    LocalPath m_copyTo;
    Modes m_modes;
    QList<FileEntry> m_entries;
};

} // namespace

Result<StagedTree> stageTree(FileSystem& files,
                             const LocalPath& from,
                             const std::optional<RelativePath>& prefix,
                             const LocalPath& into) {
    UPKEEP_TRY(files.makeFolders(into));
    Staging staging(files, into, Modes::AsStaged);
    if (prefix)
        UPKEEP_TRY(staging.addPrefix(*prefix));
    UPKEEP_TRY(staging.addFolder(from, prefix ? prefix->bytes() + '/' : QByteArray()));
    UPKEEP_TRY_AS(FileList list, staging.list());
    return StagedTree{into, std::move(list)};
}

Result<FileList> listFolder(FileSystem& files, const LocalPath& folder) {
    Staging staging(files, {}, Modes::AsTheyAre);
    UPKEEP_TRY(staging.addFolder(folder, {}));
    return staging.list();
}

Result<FileList> listAsStaged(FileSystem& files, const LocalPath& folder) {
    Staging staging(files, {}, Modes::AsStaged);
    UPKEEP_TRY(staging.addFolder(folder, {}));
    return staging.list();
}

} // namespace upkeep
