// SPDX-License-Identifier: Apache-2.0
#include "system/remove_tree.h"

#include "system/errno_error.h"
#include "system/file_system.h"

#include <cerrno>

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace upkeep {

namespace {

constexpr int folderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

// Before Linux 5.6 only the device tells: a bind mount of the same file system is then not seen.
int openOnSameDevice(int parent, const char* name) {
    struct stat outer = {};
    struct stat inner = {};
    const int fd = ::openat(parent, name, folderFlags);
    if (fd < 0 || ::fstat(parent, &outer) != 0 || ::fstat(fd, &inner) != 0 ||
        outer.st_dev == inner.st_dev)
        return fd;
    ::close(fd);
    errno = EXDEV;
    return -1;
}

int openWithoutMountsOrLinks(int parent, const char* name) {
    struct open_how how = {};
    how.flags = folderFlags;
    how.resolve = RESOLVE_NO_XDEV | RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH;
    const auto fd = static_cast<int>(::syscall(SYS_openat2, parent, name, &how, sizeof how));
    return fd < 0 && errno == ENOSYS ? openOnSameDevice(parent, name) : fd;
}

Descriptor openFolder(int parent, const char* name) {
    int fd = openWithoutMountsOrLinks(parent, name);
    // A folder of ours without read permission; fchmodat on our own entry cannot reach a link's
    // target, because the opening that follows would refuse the link.
    if (fd < 0 && errno == EACCES && ::fchmodat(parent, name, S_IRWXU, AT_SYMLINK_NOFOLLOW) == 0)
        fd = openWithoutMountsOrLinks(parent, name);
    return Descriptor(fd);
}

void openUpForRemoval(int fd) {
    struct stat found = {};
    if (::fstat(fd, &found) == 0 && (found.st_mode & S_IRWXU) != S_IRWXU)
        ::fchmod(fd, S_IRWXU); // if it fails, unlinkat tells
}

Result<QByteArrayList> namesIn(int fd, const LocalPath& path) {
    DIR* stream = ::fdopendir(::fcntl(fd, F_DUPFD_CLOEXEC, 0));
    if (!stream)
        return errnoError("fdopendir", path);
    QByteArrayList names;
    errno = 0;
    while (const dirent* entry = ::readdir(stream)) {
        const QByteArray name(entry->d_name);
        if (name != "." && name != "..")
            names.append(name);
    }
    const int failure = errno;
    ::closedir(stream);
    if (failure != 0)
        return errnoError("readdir", path, failure);
    return names;
}

Result<void> removeEntry(int parent, const char* name, const LocalPath& path);

Result<void> emptyFolder(int fd, const LocalPath& path) {
    openUpForRemoval(fd);
    UPKEEP_TRY_AS(const QByteArrayList names, namesIn(fd, path));
    for (const QByteArray& name : names)
        UPKEEP_TRY(removeEntry(fd, name.constData(), path / name.constData()));
    return {};
}

Result<void> removeEntry(int parent, const char* name, const LocalPath& path) {
    struct stat found = {};
    if (::fstatat(parent, name, &found, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? Result<void>() : errnoError("fstatat", path);
    const bool isFolder = S_ISDIR(found.st_mode);
    if (isFolder) {
        const Descriptor folder = openFolder(parent, name);
        if (!folder.isOpen())
            return errnoError("openat2", path);
        UPKEEP_TRY(emptyFolder(folder.get(), path));
    }
    if (::unlinkat(parent, name, isFolder ? AT_REMOVEDIR : 0) != 0 && errno != ENOENT)
        return errnoError("unlinkat", path);
    return {};
}

} // namespace

Result<void> removeTreeOnDisk(const LocalPath& path) {
    if (path.bytes() == "/")
        return Error{ErrorCode::FileAccess, path.display(), QStringLiteral("is the root folder")};
    const Descriptor parent(::open(path.parent().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!parent.isOpen())
        return errno == ENOENT ? Result<void>() : errnoError("open", path.parent());
    return removeEntry(parent.get(), path.basename().constData(), path);
}

} // namespace upkeep
