// SPDX-License-Identifier: Apache-2.0
#include "command_line/exit_code.h"

namespace upkeep {

ExitCode exitCodeOf(const Error& error) {
    const QLatin1String id = errorId(error.code);
    if (id.startsWith(QLatin1String("trust.")) || id.endsWith(QLatin1String(".hash-mismatch")))
        return ExitCode::Untrusted;
    if (id.startsWith(QLatin1String("network.")))
        return ExitCode::Network;
    switch (error.code) {
    case ErrorCode::Cancelled:
        return ExitCode::Cancelled;
    case ErrorCode::UsageInvalid:
    case ErrorCode::VersionInvalid:
        return ExitCode::Usage;
    case ErrorCode::ProductUnknown:
    case ErrorCode::SnapshotUnknown:
    case ErrorCode::ReleaseUnknown:
    case ErrorCode::FileNotFound:
    case ErrorCode::SourceMissing:
        return ExitCode::NotFound;
    case ErrorCode::SnapshotDamaged:
        return ExitCode::Untrusted;
    case ErrorCode::Locked:
        return ExitCode::Locked;
    case ErrorCode::PreflightBlocked:
    case ErrorCode::FileNoSpace:
    case ErrorCode::SwitchUnsupported:
        return ExitCode::PreCheckFailed;
    case ErrorCode::RolledBack:
    case ErrorCode::ProbeFailed:
    case ErrorCode::ProbeTimeout:
        return ExitCode::RolledBack;
    case ErrorCode::RollbackFailed:
    case ErrorCode::NeedsHelp:
        return ExitCode::RollbackFailed;
    case ErrorCode::PolicyForbids:
    case ErrorCode::RollbackRefused:
    case ErrorCode::ReleaseRevoked:
        return ExitCode::Forbidden;
    case ErrorCode::SecretUnavailable:
    case ErrorCode::TokenRefused:
        return ExitCode::Unauthorized;
    case ErrorCode::Held:
        return ExitCode::Held;
    case ErrorCode::DownloadFailed:
        return ExitCode::Network;
    default:
        return ExitCode::Failed;
    }
}

QString exitCodeTable() {
    return QStringLiteral(
        "Exit codes:\n"
        "    0  done, or up to date          13  pre-check failed, nothing changed\n"
        "    1  failed                       14  failed, rolled back successfully\n"
        "    2  usage error                  15  rollback failed: manual action needed\n"
        "    3  nothing to do (--exit-code)  16  forbidden by policy, or pinned\n"
        "    4  not found                    17  authorisation refused\n"
        "   10  update available (check --exit-code)\n"
        "   11  locked by another operation  18  held\n"
        "   12  signature or checksum failure  19  network or rate limit\n"
        "  130  cancelled\n");
}

} // namespace upkeep
