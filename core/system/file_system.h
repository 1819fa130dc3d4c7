// SPDX-License-Identifier: Apache-2.0
// The narrow seam to the disk: the operations whose failure or loss must be survivable. The
// journal, the trust store, staging, the switch, snapshots, settings and history write through it
// and nothing else, so that a test can cut, fail or forget any one of them. Bulk reading of payload
// bytes uses the plain descriptor that open() gives.
//
// No operation follows a symbolic link in the last component of a path unless it says so.
// Durable points are named per operation; "durable" = survives a power cut once the call has
// returned.
#pragma once

#include "base/names.h"
#include "base/result.h"

#include <QByteArray>
#include <QList>
#include <QMap>

#include <memory>
#include <optional>
#include <span>

namespace upkeep {

enum class FileType { Regular, Folder, Symlink, Other };

struct FileTime {
    qint64 seconds = 0;
    qint64 nanoseconds = 0;
    friend auto operator<=>(const FileTime&, const FileTime&) = default;
};

// Who a file is, across renames: never trusted by its name. `birth` is zero where the file system
// has none.
struct FileIdentity {
    quint64 device = 0;
    quint64 inode = 0;
    FileTime birth;
    friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

struct FileStat {
    FileType type = FileType::Other;
    FileIdentity identity;
    quint32 mode = 0; // permission bits only (07777)
    quint32 uid = 0;
    quint32 gid = 0;
    quint64 links = 1;
    qint64 size = 0;
    qint64 blocks = 0; // of 512 bytes
    FileTime modified;
    FileTime changed;
};

struct FolderEntry {
    LocalName name; // one component
    FileType type = FileType::Other;
};

struct SpaceReport {
    qint64 free = 0; // bytes this user may still write
    qint64 total = 0;
};

// An open file; closes itself.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor();
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    int get() const { return m_fd; }
    bool isOpen() const { return m_fd >= 0; }

private:
    int m_fd = -1;
};

// A file being written for the first time. Destroyed without close(): the file stays, unfinished
// and not durable.
class NewFile {
public:
    virtual ~NewFile() = default;
    virtual Result<void> write(QByteArrayView bytes) = 0;
    // A hole of so many zero bytes; only in a file of create() without `reserve`.
    virtual Result<void> skip(qint64 bytes) = 0;
    // Closes it. Durable only after a later syncFs()/sync of this file: pass `sync` for one that
    // must be durable now (its folder entry needs syncFolder besides).
    virtual Result<void> close(bool sync) = 0;
};

// Holds an exclusive flock; released when destroyed or when the process dies.
class FileLock {
public:
    virtual ~FileLock() = default;
};

using XattrMap = QMap<QByteArray, QByteArray>;

class FileSystem {
public:
    virtual ~FileSystem() = default;

    // Reading. lstat semantics; a missing file is file.not-found.
    virtual Result<FileStat> stat(const LocalPath& path) = 0;
    // nullopt where nothing is there.
    Result<std::optional<FileStat>> statIfThere(const LocalPath& path);
    bool exists(const LocalPath& path);
    // Sorted by name bytes, without "." and "..".
    virtual Result<QList<FolderEntry>> list(const LocalPath& folder) = 0;
    // At most `limit` bytes; a larger file is parse.too-large.
    virtual Result<QByteArray> read(const LocalPath& path, qint64 limit) = 0;
    virtual Result<Descriptor> open(const LocalPath& path) = 0; // O_RDONLY|O_NOFOLLOW
    virtual Result<QByteArray> readLink(const LocalPath& path) = 0;
    virtual Result<XattrMap> xattrs(const LocalPath& path) = 0;
    virtual Result<SpaceReport> space(const LocalPath& path) = 0;

    // Whole small files. Durable: on return the file has wholly the new bytes, before it wholly the
    // old (or none). Temporary name beside it, fsync, rename, fsync of the folder. A link at `path`
    // is replaced, not followed.
    virtual Result<void>
    writeAndSync(const LocalPath& path, QByteArrayView bytes, quint32 mode = 0644) = 0;
    // Durable on return. A cut may leave a torn last record: readers must expect one.
    virtual Result<void> appendAndSync(const LocalPath& path, QByteArrayView bytes) = 0;

    // New files of any size, O_EXCL|O_NOFOLLOW. `reserve` > 0 asks for the space first
    // (file.no-space if it is not there).
    virtual Result<std::unique_ptr<NewFile>>
    create(const LocalPath& path, quint32 mode, qint64 reserve = 0) = 0;
    // O_APPEND to a partial file of ours (a download that goes on), or creates it.
    virtual Result<std::unique_ptr<NewFile>> resume(const LocalPath& path, quint32 mode) = 0;
    // A new file that shares the blocks of the old one; file.unsupported where the file system
    // cannot.
    virtual Result<void> clone(const LocalPath& from, const LocalPath& to, quint32 mode) = 0;
    // clone(), else a copy byte by byte.
    Result<void> cloneOrCopy(const LocalPath& from, const LocalPath& to, quint32 mode);
    virtual Result<void> link(const LocalPath& from, const LocalPath& to) = 0;
    virtual Result<void> symlink(QByteArrayView target, const LocalPath& path) = 0;
    virtual Result<void> makeFolder(const LocalPath& path,
                                    quint32 mode = 0755) = 0; // file.exists if it is there
    Result<void> makeFolders(const LocalPath& path, quint32 mode = 0755); // as mkdir -p

    // Names. None is durable before syncFolder() of each parent.
    virtual Result<void> rename(const LocalPath& from,
                                const LocalPath& to) = 0; // refuses to replace: file.exists
    virtual Result<void> replace(const LocalPath& from,
                                 const LocalPath& to) = 0; // rename(2): replaces a file
    // renameat2(RENAME_EXCHANGE): both names change hands in one step; file.unsupported where it
    // cannot.
    virtual Result<void> exchange(const LocalPath& a, const LocalPath& b) = 0;
    virtual Result<void> removeFile(const LocalPath& path) = 0;
    // Everything below and the folder itself; never crosses a mount point or a link. Nothing there
    // = done.
    virtual Result<void> removeTree(const LocalPath& path) = 0;

    // Attributes.
    virtual Result<void> setMode(const LocalPath& path, quint32 mode) = 0;
    virtual Result<void> setOwner(const LocalPath& path, quint32 uid, quint32 gid) = 0;
    virtual Result<void> setModified(const LocalPath& path, FileTime time) = 0;
    // Sets these; other attributes of the file stay.
    virtual Result<void> setXattrs(const LocalPath& path, const XattrMap& values) = 0;

    // Durability.
    virtual Result<void> syncFolder(const LocalPath& path) = 0;
    virtual Result<void> syncFile(const LocalPath& path) = 0;
    virtual Result<void> syncFs(const LocalPath& anyPathOnIt) = 0;

    // flock on a file that is made if needed; lock.held at once when another process has it.
    virtual Result<std::unique_ptr<FileLock>> lock(const LocalPath& path) = 0;
};

// The real disk.
std::unique_ptr<FileSystem> makeLocalFileSystem();

} // namespace upkeep
