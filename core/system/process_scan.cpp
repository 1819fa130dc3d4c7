// SPDX-License-Identifier: Apache-2.0
#include "system/process_scan.h"

#include "system/errno_error.h"
#include "system/file_system.h"

#include <QFile>
#include <QSet>

#include <cerrno>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace upkeep {

namespace {

using FileKey = std::pair<quint64, quint64>; // device, inode

FileKey keyOf(const struct stat& found) {
    return {found.st_dev, found.st_ino};
}

QByteArrayList namesIn(int fd) {
    QByteArrayList names;
    DIR* stream = ::fdopendir(fd);
    if (!stream) {
        ::close(fd);
        return names;
    }
    while (const dirent* entry = ::readdir(stream)) {
        if (qstrcmp(entry->d_name, ".") != 0 && qstrcmp(entry->d_name, "..") != 0)
            names.append(entry->d_name);
    }
    ::closedir(stream);
    return names;
}

void addKeysBelow(int folder, QSet<FileKey>& keys) {
    for (const QByteArray& name : namesIn(::fcntl(folder, F_DUPFD_CLOEXEC, 0))) {
        struct stat found = {};
        if (::fstatat(folder, name.constData(), &found, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (S_ISREG(found.st_mode) || S_ISDIR(found.st_mode))
            keys.insert(keyOf(found));
        if (!S_ISDIR(found.st_mode))
            continue;
        const Descriptor inner(
            ::openat(folder, name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (inner.isOpen())
            addKeysBelow(inner.get(), keys);
    }
}

struct Tree {
    LocalPath path; // as the kernel writes it: links in the folders above resolved
    QSet<FileKey> keys;

    bool hasPath(QByteArrayView link) const {
        const QByteArray& root = path.bytes();
        return link.startsWith(root) && (link.size() == root.size() || link[root.size()] == '/' ||
                                         link.sliced(root.size()) == QByteArrayView(" (deleted)"));
    }
    bool hasLink(const QByteArray& procLink) const {
        QByteArray target(PATH_MAX, Qt::Uninitialized);
        const ssize_t length = ::readlink(procLink.constData(), target.data(), target.size());
        if (length <= 0)
            return false;
        struct stat found = {};
        return hasPath(QByteArrayView(target).first(length)) ||
               (::stat(procLink.constData(), &found) == 0 && keys.contains(keyOf(found)));
    }
};

Result<Tree> readTree(const LocalPath& path) {
    const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.isOpen())
        return errnoError("open", path);
    const std::unique_ptr<char, decltype(&::free)> real(::realpath(path.c_str(), nullptr), ::free);
    if (!real)
        return errnoError("realpath", path);
    UPKEEP_TRY_AS(LocalPath resolved, LocalPath::parse(real.get()));
    Tree tree{std::move(resolved), {}};
    struct stat found = {};
    if (::fstat(folder.get(), &found) == 0)
        tree.keys.insert(keyOf(found));
    addKeysBelow(folder.get(), tree.keys);
    return tree;
}

QByteArray procFile(const QByteArray& path) {
    QFile file(QString::fromLatin1(path)); // /proc names are digits and ASCII words
    return file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) ? file.readAll() : QByteArray();
}

// "7f..-7f.. r-xp 00000000 fd:01 123   /path": device in hex, inode in decimal.
bool mappingIsIn(const QByteArray& line, const Tree& tree) {
    const QByteArrayList fields = line.simplified().split(' ');
    if (fields.size() < 6 || fields[4] == "0")
        return false;
    const QByteArrayList device = fields[3].split(':');
    if (device.size() == 2) {
        const FileKey key(makedev(device[0].toUInt(nullptr, 16), device[1].toUInt(nullptr, 16)),
                          fields[4].toULongLong());
        if (tree.keys.contains(key))
            return true;
    }
    const qsizetype start = line.indexOf('/');
    return start >= 0 && tree.hasPath(QByteArrayView(line).sliced(start));
}

bool uses(const QByteArray& process, const Tree& tree) {
    if (tree.hasLink(process + "/exe") || tree.hasLink(process + "/cwd"))
        return true;
    const QByteArrayList mappings = procFile(process + "/maps").split('\n');
    for (const QByteArray& mapping : mappings) {
        if (mappingIsIn(mapping, tree))
            return true;
    }
    const QByteArray links = process + "/fd";
    const int fd = ::open(links.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (const QByteArray& link : fd >= 0 ? namesIn(fd) : QByteArrayList()) {
        if (tree.hasLink(links + '/' + link))
            return true;
    }
    return false;
}

// comm is cut at 15 bytes; the executable's name is whole, but an interpreter's says little.
QString nameOf(const QByteArray& process) {
    const QByteArray comm = procFile(process + "/comm").trimmed();
    QByteArray target(PATH_MAX, Qt::Uninitialized);
    const ssize_t length = ::readlink((process + "/exe").constData(), target.data(), target.size());
    target.resize(qMax<ssize_t>(length, 0));
    if (target.endsWith(" (deleted)"))
        target.chop(10);
    const QByteArray program = target.mid(target.lastIndexOf('/') + 1);
    return QString::fromUtf8(program.startsWith(comm) ? program : comm);
}

bool mayLookInto(const QByteArray& process) {
    struct stat found = {};
    return ::geteuid() == 0 ||
           (::stat(process.constData(), &found) == 0 && found.st_uid == ::geteuid());
}

} // namespace

Result<QList<RunningProcess>> processesUsing(const LocalPath& path) {
    UPKEEP_TRY_AS(const Tree tree, readTree(path));
    const int proc = ::open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (proc < 0)
        return Error{ErrorCode::ProcessFailed, QStringLiteral("/proc"), qt_error_string(errno)};
    QList<RunningProcess> found;
    for (const QByteArray& name : namesIn(proc)) {
        bool isNumber = false;
        const qint64 pid = name.toLongLong(&isNumber);
        const QByteArray process = "/proc/" + name;
        if (!isNumber || !mayLookInto(process))
            continue;
        const auto startTime = processStartTime(pid);
        if (startTime.has_value() && uses(process, tree))
            found.append({pid, *startTime, nameOf(process), pid == ::getpid()});
    }
    return found;
}

std::optional<quint64> processStartTime(qint64 pid) {
    const QByteArray stat = procFile("/proc/" + QByteArray::number(pid) + "/stat");
    // The name in parentheses may hold anything; what follows the last one is regular.
    const QByteArrayList fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    constexpr int startTimeField = 22 - 3; // counted from the third field
    if (fields.size() <= startTimeField)
        return std::nullopt;
    return fields[startTimeField].toULongLong();
}

} // namespace upkeep
