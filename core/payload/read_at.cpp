// SPDX-License-Identifier: Apache-2.0
#include "payload/read_at.h"

#include <unistd.h>

#include <cerrno>

namespace upkeep {

Result<void> readAt(int descriptor, qint64 offset, std::span<char> into) {
    while (!into.empty()) {
        const ssize_t count = ::pread(descriptor, into.data(), into.size(), offset);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return Error{ErrorCode::FileFailed,
                         {},
                         count < 0 ? qt_error_string(errno) : QStringLiteral("ends early")};
        into = into.subspan(static_cast<size_t>(count));
        offset += count;
    }
    return {};
}

} // namespace upkeep
