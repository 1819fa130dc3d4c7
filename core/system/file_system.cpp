// SPDX-License-Identifier: Apache-2.0
// What every FileSystem can do with the operations it already has.
#include "system/file_system.h"

#include "system/errno_error.h"

#include <array>
#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

namespace upkeep {

namespace {

constexpr size_t copyPiece = 256 * 1024;

// As with mkdir -p, a link to a folder is as good as a folder.
bool isFolderOrLinkToOne(const LocalPath& path) {
    struct stat found = {};
    return ::stat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode);
}

Result<void> copyBytes(int from, const LocalPath& fromPath, NewFile& to) {
    const auto buffer = std::make_unique<std::array<char, copyPiece>>();
    for (;;) {
        const ssize_t got = ::read(from, buffer->data(), buffer->size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errnoError("read", fromPath);
        if (got == 0)
            return {};
        UPKEEP_TRY(to.write(QByteArrayView(buffer->data(), got)));
    }
}

} // namespace

Descriptor::~Descriptor() {
    if (m_fd >= 0)
        ::close(m_fd);
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    std::swap(m_fd, other.m_fd);
    return *this;
}

Result<std::optional<FileStat>> FileSystem::statIfThere(const LocalPath& path) {
    auto found = stat(path);
    if (found.has_value())
        return std::optional<FileStat>(found.value());
    if (found.error().code == ErrorCode::FileNotFound)
        return std::optional<FileStat>();
    return std::move(found).error();
}

bool FileSystem::exists(const LocalPath& path) {
    return stat(path).has_value();
}

Result<void> FileSystem::cloneOrCopy(const LocalPath& from, const LocalPath& to, quint32 mode) {
    auto cloned = clone(from, to, mode);
    if (cloned.has_value() || (cloned.error().code != ErrorCode::FileUnsupported &&
                               cloned.error().code != ErrorCode::FileCrossDevice))
        return cloned;
    UPKEEP_TRY_AS(const FileStat source, stat(from));
    UPKEEP_TRY_AS(const Descriptor descriptor, open(from));
    UPKEEP_TRY_AS(const std::unique_ptr<NewFile> file, create(to, mode, source.size));
    UPKEEP_TRY(copyBytes(descriptor.get(), from, *file));
    return file->close(false);
}

Result<void> FileSystem::makeFolders(const LocalPath& path, quint32 mode) {
    const auto made = makeFolder(path, mode);
    if (made.has_value() || isFolderOrLinkToOne(path))
        return {};
    if (made.error().code != ErrorCode::FileNotFound || path.bytes() == "/")
        return made.error();
    UPKEEP_TRY(makeFolders(path.parent(), mode));
    return makeFolder(path, mode);
}

} // namespace upkeep
