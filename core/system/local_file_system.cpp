// SPDX-License-Identifier: Apache-2.0
// The real disk.
#include "system/errno_error.h"
#include "system/file_system.h"
#include "system/new_file.h"
#include "system/open_file.h"
#include "system/remove_tree.h"

#include <QRandomGenerator>

#include <cerrno>
#include <cstdio>

#include <dirent.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace upkeep {

namespace {

Result<void> syncDescriptor(const Descriptor& descriptor, const LocalPath& path) {
    if (::fsync(descriptor.get()) != 0)
        return errnoError("fsync", path);
    return {};
}

LocalPath temporaryBeside(const LocalPath& path) {
    const QByteArray random =
        QByteArray::number(QRandomGenerator::system()->generate64(), 16).rightJustified(16, '0');
    return path.parent() / (".upkeep-" + random + ".tmp").constData();
}

// Some file systems say so in the listing, which saves a look at each file.
std::optional<FileType> listedType(unsigned char kind) {
    switch (kind) {
    case DT_REG:
        return FileType::Regular;
    case DT_DIR:
        return FileType::Folder;
    case DT_LNK:
        return FileType::Symlink;
    case DT_UNKNOWN:
        return std::nullopt;
    default:
        return FileType::Other;
    }
}

class Flock final : public FileLock {
public:
    explicit Flock(Descriptor descriptor) : m_descriptor(std::move(descriptor)) {}

private:
    Descriptor m_descriptor;
};

class LocalFileSystem final : public FileSystem {
public:
    Result<FileStat> stat(const LocalPath& path) override {
        return statAt(AT_FDCWD, path.c_str(), path);
    }
    Result<QList<FolderEntry>> list(const LocalPath& folder) override;
    Result<QByteArray> read(const LocalPath& path, qint64 limit) override;
    Result<Descriptor> open(const LocalPath& path) override { return openAs(path, O_RDONLY); }
    Result<QByteArray> readLink(const LocalPath& path) override;
    Result<XattrMap> xattrs(const LocalPath& path) override;
    Result<SpaceReport> space(const LocalPath& path) override;

    Result<void> writeAndSync(const LocalPath& path, QByteArrayView bytes, quint32 mode) override;
    Result<void> appendAndSync(const LocalPath& path, QByteArrayView bytes) override;

    Result<std::unique_ptr<NewFile>>
    create(const LocalPath& path, quint32 mode, qint64 reserve) override;
    Result<std::unique_ptr<NewFile>> resume(const LocalPath& path, quint32 mode) override;
    Result<void> clone(const LocalPath& from, const LocalPath& to, quint32 mode) override;
    Result<void> link(const LocalPath& from, const LocalPath& to) override;
    Result<void> symlink(QByteArrayView target, const LocalPath& path) override;
    Result<void> makeFolder(const LocalPath& path, quint32 mode) override;

    Result<void> rename(const LocalPath& from, const LocalPath& to) override;
    Result<void> replace(const LocalPath& from, const LocalPath& to) override;
    Result<void> exchange(const LocalPath& a, const LocalPath& b) override;
    Result<void> removeFile(const LocalPath& path) override;
    Result<void> removeTree(const LocalPath& path) override { return removeTreeOnDisk(path); }

    Result<void> setMode(const LocalPath& path, quint32 mode) override;
    Result<void> setOwner(const LocalPath& path, quint32 uid, quint32 gid) override;
    Result<void> setModified(const LocalPath& path, FileTime time) override;
    Result<void> setXattrs(const LocalPath& path, const XattrMap& values) override;

    Result<void> syncFolder(const LocalPath& path) override;
    Result<void> syncFile(const LocalPath& path) override;
    Result<void> syncFs(const LocalPath& anyPathOnIt) override;

    Result<std::unique_ptr<FileLock>> lock(const LocalPath& path) override;
};

// --- reading

Result<QList<FolderEntry>> LocalFileSystem::list(const LocalPath& folder) {
    UPKEEP_TRY_AS(const Descriptor descriptor, openAs(folder, O_RDONLY | O_DIRECTORY));
    DIR* stream = ::fdopendir(::fcntl(descriptor.get(), F_DUPFD_CLOEXEC, 0));
    if (!stream)
        return errnoError("fdopendir", folder);
    std::vector<std::pair<QByteArray, unsigned char>> names;
    errno = 0;
    while (const dirent* entry = ::readdir(stream)) {
        if (qstrcmp(entry->d_name, ".") != 0 && qstrcmp(entry->d_name, "..") != 0)
            names.emplace_back(entry->d_name, entry->d_type);
    }
    const int failure = errno;
    ::closedir(stream);
    if (failure != 0)
        return errnoError("readdir", folder, failure);
    std::sort(names.begin(), names.end());

    QList<FolderEntry> entries;
    entries.reserve(static_cast<qsizetype>(names.size()));
    for (const auto& [name, kind] : names) {
        std::optional<FileType> type = listedType(kind);
        if (!type) {
            const auto found =
                statAt(descriptor.get(), name.constData(), folder / name.constData());
            if (!found.has_value() && found.error().code == ErrorCode::FileNotFound)
                continue; // removed meanwhile
            UPKEEP_TRY(found);
            type = found->type;
        }
        UPKEEP_TRY_AS(LocalName parsed, LocalName::parse(name));
        entries.append({std::move(parsed), *type});
    }
    return entries;
}

Result<QByteArray> LocalFileSystem::read(const LocalPath& path, qint64 limit) {
    UPKEEP_TRY_AS(const Descriptor descriptor, openAs(path, O_RDONLY));
    UPKEEP_TRY_AS(const FileStat stat, regularStat(descriptor, path));
    QByteArray bytes;
    for (qint64 wanted = stat.size; stat.size <= limit;) {
        // One byte more than the size: a file that grows while it is read is noticed.
        const qint64 start = bytes.size();
        bytes.resize(start + qMin(wanted, limit - start) + 1);
        const ssize_t got = ::read(descriptor.get(), bytes.data() + start, bytes.size() - start);
        bytes.resize(start + qMax<ssize_t>(got, 0));
        if (got < 0 && errno != EINTR)
            return errnoError("read", path);
        if (got == 0)
            return bytes;
        if (bytes.size() > limit)
            break;
        wanted = 64 * 1024;
    }
    return Error{
        ErrorCode::ParseTooLarge, path.display(), QStringLiteral("has over %1 bytes").arg(limit)};
}

Result<QByteArray> LocalFileSystem::readLink(const LocalPath& path) {
    QByteArray target(PATH_MAX, Qt::Uninitialized);
    const ssize_t length = ::readlink(path.c_str(), target.data(), target.size());
    if (length < 0)
        return errnoError("readlink", path);
    target.resize(length);
    return target;
}

Result<XattrMap> LocalFileSystem::xattrs(const LocalPath& path) {
    QByteArray names(XATTR_LIST_MAX, Qt::Uninitialized);
    const ssize_t length = ::llistxattr(path.c_str(), names.data(), names.size());
    if (length < 0 && errno == EOPNOTSUPP)
        return XattrMap();
    if (length < 0)
        return errnoError("llistxattr", path);
    names.resize(length);
    XattrMap values;
    QByteArray value(XATTR_SIZE_MAX, Qt::Uninitialized);
    for (const QByteArray& name : names.split('\0')) {
        if (name.isEmpty())
            continue;
        const ssize_t size =
            ::lgetxattr(path.c_str(), name.constData(), value.data(), XATTR_SIZE_MAX);
        if (size >= 0)
            values.insert(name, QByteArray(value.constData(), size));
        else if (errno != ENODATA)
            return errnoError("lgetxattr", path);
    }
    return values;
}

Result<SpaceReport> LocalFileSystem::space(const LocalPath& path) {
    struct statvfs found = {};
    if (::statvfs(path.c_str(), &found) != 0)
        return errnoError("statvfs", path);
    const auto block = static_cast<qint64>(found.f_frsize);
    return SpaceReport{static_cast<qint64>(found.f_bavail) * block,
                       static_cast<qint64>(found.f_blocks) * block};
}

// --- whole small files

Result<void>
LocalFileSystem::writeAndSync(const LocalPath& path, QByteArrayView bytes, quint32 mode) {
    const LocalPath temporary = temporaryBeside(path);
    UPKEEP_TRY_AS(Descriptor descriptor, createExactly(temporary, mode));
    const std::unique_ptr<NewFile> file = newFileOn(std::move(descriptor), temporary, 0);
    auto written = file->write(bytes);
    if (written.has_value())
        written = file->close(true);
    if (written.has_value())
        written = replace(temporary, path);
    if (!written.has_value()) {
        ::unlink(temporary.c_str());
        return written;
    }
    return syncFolder(path.parent());
}

Result<void> LocalFileSystem::appendAndSync(const LocalPath& path, QByteArrayView bytes) {
    const bool isNew = !exists(path);
    UPKEEP_TRY_AS(Descriptor descriptor, openAs(path, O_WRONLY | O_APPEND | O_CREAT, 0644));
    UPKEEP_TRY_AS(const FileStat before, regularStat(descriptor, path));
    const int fd = descriptor.get();
    const std::unique_ptr<NewFile> file = newFileOn(std::move(descriptor), path, 0);
    auto written = file->write(bytes);
    if (!written.has_value()) {
        // Half a record would be glued to the next one.
        static_cast<void>(::ftruncate(fd, before.size) == 0);
        return written;
    }
    UPKEEP_TRY(file->close(true));
    return isNew ? syncFolder(path.parent()) : Result<void>();
}

// --- new files

Result<std::unique_ptr<NewFile>>
LocalFileSystem::create(const LocalPath& path, quint32 mode, qint64 reserve) {
    UPKEEP_TRY_AS(Descriptor descriptor, createExactly(path, mode));
    const auto reserved = reserve > 0 ? reserveSpace(descriptor, path, reserve) : Result<void>();
    if (!reserved.has_value()) {
        ::unlink(path.c_str());
        return reserved.error();
    }
    return newFileOn(std::move(descriptor), path, reserve);
}

Result<std::unique_ptr<NewFile>> LocalFileSystem::resume(const LocalPath& path, quint32 mode) {
    UPKEEP_TRY_AS(Descriptor descriptor, openAs(path, O_WRONLY | O_APPEND | O_CREAT, mode));
    UPKEEP_TRY(regularStat(descriptor, path));
    return newFileOn(std::move(descriptor), path, 0);
}

Result<void> LocalFileSystem::clone(const LocalPath& from, const LocalPath& to, quint32 mode) {
    UPKEEP_TRY_AS(const Descriptor source, openAs(from, O_RDONLY));
    UPKEEP_TRY(regularStat(source, from));
    UPKEEP_TRY_AS(const Descriptor target, createExactly(to, mode));
    if (::ioctl(target.get(), FICLONE, source.get()) == 0)
        return {};
    // What "cannot share blocks" is called depends on the file system.
    const bool cannot = errno == EINVAL || errno == ENOTTY || errno == EXDEV || errno == EPERM;
    const Error failure = errnoError("FICLONE", to, cannot ? EOPNOTSUPP : errno);
    ::unlink(to.c_str());
    return failure;
}

Result<void> LocalFileSystem::link(const LocalPath& from, const LocalPath& to) {
    if (::link(from.c_str(), to.c_str()) != 0)
        return errnoError("link", to);
    return {};
}

Result<void> LocalFileSystem::symlink(QByteArrayView target, const LocalPath& path) {
    if (::symlink(target.toByteArray().constData(), path.c_str()) != 0)
        return errnoError("symlink", path);
    return {};
}

Result<void> LocalFileSystem::makeFolder(const LocalPath& path, quint32 mode) {
    if (::mkdir(path.c_str(), mode) != 0)
        return errnoError("mkdir", path);
    return setMode(path, mode); // whatever the umask says
}

// --- names

Result<void> LocalFileSystem::rename(const LocalPath& from, const LocalPath& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0)
        return {};
    if (errno != EINVAL && errno != ENOSYS)
        return errnoError("renameat2", from);
    // A file system without NOREPLACE: we hold the lock, so only a stranger could come between.
    if (exists(to))
        return errnoError("renameat2", to, EEXIST);
    return replace(from, to);
}

Result<void> LocalFileSystem::replace(const LocalPath& from, const LocalPath& to) {
    if (::rename(from.c_str(), to.c_str()) != 0)
        return errnoError("rename", from);
    return {};
}

Result<void> LocalFileSystem::exchange(const LocalPath& a, const LocalPath& b) {
    if (::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0)
        return {};
    return errnoError("renameat2", a, errno == EINVAL ? EOPNOTSUPP : errno);
}

Result<void> LocalFileSystem::removeFile(const LocalPath& path) {
    if (::unlink(path.c_str()) != 0)
        return errnoError("unlink", path);
    return {};
}

// --- attributes

Result<void> LocalFileSystem::setMode(const LocalPath& path, quint32 mode) {
    // The C library does without the newer call, by way of /proc and four others.
    constexpr long fchmodat2 = 452; // Linux 6.6, the same number on every machine
    long done = ::syscall(fchmodat2, AT_FDCWD, path.c_str(), mode, AT_SYMLINK_NOFOLLOW);
    if (done != 0 && (errno == ENOSYS || errno == EPERM))
        done = ::fchmodat(AT_FDCWD, path.c_str(), mode, AT_SYMLINK_NOFOLLOW);
    if (done != 0)
        return errnoError("fchmodat", path);
    return {};
}

Result<void> LocalFileSystem::setOwner(const LocalPath& path, quint32 uid, quint32 gid) {
    if (::lchown(path.c_str(), uid, gid) != 0)
        return errnoError("lchown", path);
    return {};
}

Result<void> LocalFileSystem::setModified(const LocalPath& path, FileTime time) {
    const struct timespec times[2] = {{0, UTIME_OMIT}, {time.seconds, time.nanoseconds}};
    if (::utimensat(AT_FDCWD, path.c_str(), times, AT_SYMLINK_NOFOLLOW) != 0)
        return errnoError("utimensat", path);
    return {};
}

Result<void> LocalFileSystem::setXattrs(const LocalPath& path, const XattrMap& values) {
    for (auto it = values.cbegin(); it != values.cend(); ++it) {
        if (::lsetxattr(
                path.c_str(), it.key().constData(), it->constData(), size_t(it->size()), 0) != 0)
            return errnoError("lsetxattr", path);
    }
    return {};
}

// --- durability

Result<void> LocalFileSystem::syncFolder(const LocalPath& path) {
    UPKEEP_TRY_AS(const Descriptor descriptor, openAs(path, O_RDONLY | O_DIRECTORY));
    return syncDescriptor(descriptor, path);
}

Result<void> LocalFileSystem::syncFile(const LocalPath& path) {
    UPKEEP_TRY_AS(const Descriptor descriptor, openAs(path, O_RDONLY));
    return syncDescriptor(descriptor, path);
}

Result<void> LocalFileSystem::syncFs(const LocalPath& anyPathOnIt) {
    UPKEEP_TRY_AS(const Descriptor descriptor, openAs(anyPathOnIt, O_RDONLY));
    if (::syncfs(descriptor.get()) != 0)
        return errnoError("syncfs", anyPathOnIt);
    return {};
}

Result<std::unique_ptr<FileLock>> LocalFileSystem::lock(const LocalPath& path) {
    UPKEEP_TRY_AS(Descriptor descriptor, openAs(path, O_RDWR | O_CREAT, 0644));
    if (::flock(descriptor.get(), LOCK_EX | LOCK_NB) == 0)
        return std::unique_ptr<FileLock>(std::make_unique<Flock>(std::move(descriptor)));
    if (errno == EWOULDBLOCK)
        return Error{ErrorCode::Locked, path.display(), QStringLiteral("another process holds it")};
    return errnoError("flock", path);
}

} // namespace

std::unique_ptr<FileSystem> makeLocalFileSystem() {
    return std::make_unique<LocalFileSystem>();
}

} // namespace upkeep
