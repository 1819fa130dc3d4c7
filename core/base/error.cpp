// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

#include "base/redact.h"

namespace upkeep {

QLatin1String errorId(ErrorCode code) {
    switch (code) {
#define UPKEEP_ERROR_CASE(name, id)                                                                \
    case ErrorCode::name:                                                                          \
        return QLatin1String(id);
        UPKEEP_ERROR_CODES(UPKEEP_ERROR_CASE)
#undef UPKEEP_ERROR_CASE
    }
    return QLatin1String("internal");
}

std::optional<ErrorCode> errorCodeFromId(QStringView id) {
#define UPKEEP_ERROR_ID(name, text)                                                                \
    if (id == QLatin1String(text))                                                                 \
        return ErrorCode::name;
    UPKEEP_ERROR_CODES(UPKEEP_ERROR_ID)
#undef UPKEEP_ERROR_ID
    return {};
}

QString Error::toString() const {
    QString text = errorId(code);
    for (const QString& part : {subject, cause}) {
        if (!part.isEmpty())
            text += QStringLiteral(": ") + part;
    }
    return redacted(text);
}

Error Error::within(const QString& context) const {
    return Error{code, subject, cause.isEmpty() ? context : context + QStringLiteral(": ") + cause};
}

bool isPassing(const Error& error) {
    switch (error.code) {
    case ErrorCode::Cancelled:
    case ErrorCode::NetworkFailed:
    case ErrorCode::NetworkTimeout:
    case ErrorCode::NetworkTls:
    case ErrorCode::NetworkStatus:
    case ErrorCode::NetworkRedirect:
    case ErrorCode::NetworkRateLimited:
    case ErrorCode::NetworkProxy:
    case ErrorCode::NetworkPortal:
    case ErrorCode::SourceMissing:
    case ErrorCode::DownloadFailed:
    case ErrorCode::TrustExpired:
    case ErrorCode::TrustMissing:
    case ErrorCode::FileLocked:
    case ErrorCode::Locked:
    case ErrorCode::Held:
        return true;
    default:
        return false;
    }
}

} // namespace upkeep
