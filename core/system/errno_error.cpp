// SPDX-License-Identifier: Apache-2.0
#include "system/errno_error.h"

#include <cerrno>

namespace upkeep {

namespace {

ErrorCode codeOf(int number) {
    switch (number) {
    case ENOENT:
    case ENOTDIR:
        return ErrorCode::FileNotFound;
    case EEXIST:
    case ENOTEMPTY:
        return ErrorCode::FileExists;
    case EACCES:
    case EPERM:
        return ErrorCode::FileAccess;
    case EROFS:
        return ErrorCode::FileReadOnly;
    case ENOSPC:
    case EDQUOT:
        return ErrorCode::FileNoSpace;
    case EXDEV:
        return ErrorCode::FileCrossDevice;
    case EBUSY:
    case ETXTBSY:
        return ErrorCode::FileLocked;
    case EOPNOTSUPP:
    case ENOSYS:
        return ErrorCode::FileUnsupported;
    default:
        return ErrorCode::FileFailed;
    }
}

} // namespace

Error errnoError(const char* call, const LocalPath& subject) {
    return errnoError(call, subject, errno);
}

Error errnoError(const char* call, const LocalPath& subject, int number) {
    return Error{codeOf(number),
                 subject.display(),
                 QLatin1String(call) + QStringLiteral(": ") + qt_error_string(number)};
}

} // namespace upkeep
