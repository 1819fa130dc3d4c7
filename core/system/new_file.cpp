// SPDX-License-Identifier: Apache-2.0
#include "system/new_file.h"

#include "system/errno_error.h"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace upkeep {

namespace {

class LocalNewFile final : public NewFile {
public:
    LocalNewFile(Descriptor descriptor, LocalPath path, qint64 reserved)
        : m_descriptor(std::move(descriptor)), m_path(std::move(path)), m_reserved(reserved) {}

    Result<void> write(QByteArrayView bytes) override {
        while (!bytes.isEmpty()) {
            const ssize_t done =
                ::write(m_descriptor.get(), bytes.data(), static_cast<size_t>(bytes.size()));
            if (done < 0 && errno == EINTR)
                continue;
            if (done < 0)
                return errnoError("write", m_path);
            bytes = bytes.sliced(done);
            m_written += done;
        }
        startWriting();
        return {};
    }

    Result<void> skip(qint64 bytes) override {
        if (::lseek(m_descriptor.get(), bytes, SEEK_CUR) < 0)
            return errnoError("lseek", m_path);
        m_written += bytes;
        m_hasHoles = true;
        return {};
    }

    Result<void> close(bool sync) override {
        const Descriptor descriptor = std::move(m_descriptor);
        // A hole at the end is none until the file is told to reach that far.
        if ((m_hasHoles || m_written < m_reserved) && ::ftruncate(descriptor.get(), m_written) != 0)
            return errnoError("ftruncate", m_path);
        if (sync && ::fsync(descriptor.get()) != 0)
            return errnoError("fsync", m_path);
        return {};
    }

private:
    // A large file goes to the disk while the rest of it is made, so that the sync at its end has
    // little left to wait for. Only a hint.
    void startWriting() {
        if (m_written - m_started < writtenAtOnce)
            return;
        ::sync_file_range(m_descriptor.get(), 0, 0, SYNC_FILE_RANGE_WRITE);
        m_started = m_written;
    }

    static constexpr qint64 writtenAtOnce = 8 * 1024 * 1024;

    Descriptor m_descriptor;
    LocalPath m_path;
    qint64 m_reserved = 0;
    qint64 m_written = 0;
    qint64 m_started = 0;
    bool m_hasHoles = false;
};

} // namespace

std::unique_ptr<NewFile> newFileOn(Descriptor descriptor, LocalPath path, qint64 reserved) {
    return std::make_unique<LocalNewFile>(std::move(descriptor), std::move(path), reserved);
}

} // namespace upkeep
