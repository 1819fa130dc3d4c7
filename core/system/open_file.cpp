// SPDX-License-Identifier: Apache-2.0
#include "system/open_file.h"

#include "system/errno_error.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace upkeep {

namespace {

constexpr int safeFlags = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;

FileTime fileTime(const struct statx_timestamp& stamp) {
    return FileTime{stamp.tv_sec, stamp.tv_nsec};
}

FileType fileType(quint32 mode) {
    switch (mode & S_IFMT) {
    case S_IFREG:
        return FileType::Regular;
    case S_IFDIR:
        return FileType::Folder;
    case S_IFLNK:
        return FileType::Symlink;
    default:
        return FileType::Other;
    }
}

FileStat fileStat(const struct statx& found) {
    FileStat stat;
    stat.type = fileType(found.stx_mode);
    stat.identity.device = makedev(found.stx_dev_major, found.stx_dev_minor);
    stat.identity.inode = found.stx_ino;
    if (found.stx_mask & STATX_BTIME)
        stat.identity.birth = fileTime(found.stx_btime);
    stat.mode = found.stx_mode & 07777;
    stat.uid = found.stx_uid;
    stat.gid = found.stx_gid;
    stat.links = found.stx_nlink;
    stat.size = static_cast<qint64>(found.stx_size);
    stat.blocks = static_cast<qint64>(found.stx_blocks);
    stat.modified = fileTime(found.stx_mtime);
    stat.changed = fileTime(found.stx_ctime);
    return stat;
}

} // namespace

Result<FileStat> statAt(int folder, const char* name, const LocalPath& path) {
    struct statx found = {};
    constexpr int flags = AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH | AT_NO_AUTOMOUNT;
    if (::statx(folder, name, flags, STATX_BASIC_STATS | STATX_BTIME, &found) != 0)
        return errnoError("statx", path);
    return fileStat(found);
}

Result<Descriptor> openAs(const LocalPath& path, int flags, mode_t mode) {
    Descriptor descriptor(::open(path.c_str(), flags | safeFlags, mode));
    if (!descriptor.isOpen())
        return errnoError("open", path);
    return descriptor;
}

Result<FileStat> regularStat(const Descriptor& descriptor, const LocalPath& path) {
    UPKEEP_TRY_AS(const FileStat stat, statAt(descriptor.get(), "", path));
    if (stat.type != FileType::Regular)
        return Error{
            ErrorCode::FileFailed, path.display(), QStringLiteral("is not a regular file")};
    return stat;
}

Result<Descriptor> createExactly(const LocalPath& path, quint32 mode) {
    UPKEEP_TRY_AS(Descriptor descriptor, openAs(path, O_WRONLY | O_CREAT | O_EXCL, 0600));
    if (::fchmod(descriptor.get(), mode) == 0)
        return descriptor;
    const Error failure = errnoError("fchmod", path);
    ::unlink(path.c_str());
    return failure;
}

// Asked beforehand: a file system may take minutes to find out that it cannot, and fill itself up
// for everybody meanwhile.
Result<void> reserveSpace(const Descriptor& file, const LocalPath& path, qint64 size) {
    struct statvfs found = {};
    if (::fstatvfs(file.get(), &found) == 0 &&
        size / static_cast<qint64>(found.f_frsize) > static_cast<qint64>(found.f_bavail))
        return errnoError("fallocate", path, ENOSPC);
    if (::fallocate(file.get(), FALLOC_FL_KEEP_SIZE, 0, size) != 0 && errno != EOPNOTSUPP)
        return errnoError("fallocate", path);
    return {};
}

} // namespace upkeep
