// SPDX-License-Identifier: Apache-2.0
// Every error code, grouped by the stage that finds it, each with the stable text id that logs,
// `--json` and the documentation use. An id is never renamed or used again for something else.
#pragma once

#include <QLatin1String>
#include <QStringView>

#include <optional>
#include <string_view>

// clang-format off
#define UPKEEP_ERROR_CODES(X)                                                   \
    /* base */                                                                  \
    X(Internal,                 "internal")                                     \
    X(Cancelled,                "cancelled")                                    \
    X(TimeOver,                 "time-over")                                    \
    X(UsageInvalid,             "usage.invalid")                                \
    X(ParseInvalid,             "parse.invalid")                                \
    X(ParseTooLarge,            "parse.too-large")                              \
    X(VersionInvalid,           "version.invalid")                              \
    X(NameInvalid,              "name.invalid")                                 \
    X(CodecFailed,              "codec.failed")                                 \
    /* system */                                                                \
    X(FileNotFound,             "file.not-found")                               \
    X(FileExists,               "file.exists")                                  \
    X(FileFailed,               "file.failed")                                  \
    X(FileUnsupported,          "file.unsupported")                             \
    X(FileAccess,               "file.access-denied")                           \
    X(FileReadOnly,             "file.read-only")                               \
    X(FileNoSpace,              "file.no-space")                                \
    X(FileCrossDevice,          "file.cross-device")                            \
    X(FileLocked,               "file.locked")                                  \
    X(ProcessFailed,            "process.failed")                               \
    X(ProcessTimeout,           "process.timeout")                              \
    X(SecretUnavailable,        "secret.unavailable")                           \
    X(DesktopUnavailable,       "desktop.unavailable")                          \
    X(NetworkFailed,            "network.failed")                               \
    X(NetworkTimeout,           "network.timeout")                              \
    X(NetworkTls,               "network.tls")                                  \
    X(NetworkStatus,            "network.status")                               \
    X(NetworkRedirect,          "network.redirect")                             \
    X(NetworkTooLarge,          "network.too-large")                            \
    X(NetworkRateLimited,       "network.rate-limited")                         \
    X(NetworkProxy,             "network.proxy")                                \
    X(NetworkPortal,            "network.captive-portal")                       \
    /* trust */                                                                 \
    X(TrustJsonInvalid,         "trust.json-invalid")                           \
    X(TrustMetadataInvalid,     "trust.metadata-invalid")                       \
    X(TrustSignature,           "trust.signature")                              \
    X(TrustVersion,             "trust.version")                                \
    X(TrustRollback,            "trust.rollback")                               \
    X(TrustExpired,             "trust.expired")                                \
    X(TrustHash,                "trust.hash-mismatch")                          \
    X(TrustMissing,             "trust.missing")                                \
    X(TrustTargetMissing,       "trust.target-missing")                         \
    X(TrustLimit,               "trust.limit")                                  \
    X(TrustStoreFailed,         "trust.store-failed")                           \
    /* source, product, manifest */                                             \
    X(SourceInvalid,            "source.invalid")                               \
    X(SourceMissing,            "source.missing")                               \
    X(BundleInvalid,            "bundle.invalid")                               \
    X(BundleDamaged,            "bundle.damaged")                               \
    X(BundleOther,              "bundle.other-product")                         \
    X(SourceChanged,            "source.changed")                               \
    X(SourceUnverified,         "source.no-checksum")                           \
    X(ProductInvalid,           "product.invalid")                              \
    X(ProductUnknown,           "product.unknown")                              \
    X(ProductExists,            "product.exists")                               \
    X(ReleaseInvalid,           "release.invalid")                              \
    X(ReleaseMismatch,          "release.mismatch")                             \
    X(ReleaseRevoked,           "release.revoked")                              \
    X(ReleaseUnknown,           "release.unknown")                              \
    X(ManifestInvalid,          "manifest.invalid")                             \
    X(ChangelogInvalid,         "changelog.invalid")                            \
    X(ConfigInvalid,            "config.invalid")                               \
    X(ConfigConflict,           "config.conflict")                              \
    /* tree, payload */                                                         \
    X(TreeInvalid,              "tree.invalid")                                 \
    X(TreeMismatch,             "tree.mismatch")                                \
    X(PayloadInvalid,           "payload.invalid")                              \
    X(PayloadHash,              "payload.hash-mismatch")                        \
    X(PayloadLimit,             "payload.limit")                                \
    X(ArchiveInvalid,           "archive.invalid")                              \
    X(ArchiveUnsafe,            "archive.unsafe-entry")                         \
    X(PatchInvalid,             "patch.invalid")                                \
    X(PatchUnsupported,         "patch.unsupported")                            \
    X(PatchSourceMissing,       "patch.source-missing")                         \
    X(DownloadFailed,           "download.failed")                              \
    X(DownloadHash,             "download.hash-mismatch")                       \
    /* snapshots */                                                             \
    X(SnapshotInvalid,          "snapshot.invalid")                             \
    X(SnapshotUnknown,          "snapshot.unknown")                             \
    X(SnapshotDamaged,          "snapshot.damaged")                             \
    X(SnapshotTorn,             "snapshot.torn")                                \
    X(SnapshotFailed,           "snapshot.failed")                              \
    /* the walk */                                                              \
    X(PreflightBlocked,         "preflight.blocked")                            \
    X(StageFailed,              "stage.failed")                                 \
    X(MigrationFailed,          "migrate.failed")                               \
    X(MigrationMissing,         "migrate.no-way-back")                          \
    X(ServiceFailed,            "service.failed")                               \
    X(SwitchFailed,             "switch.failed")                                \
    X(SwitchUnsupported,        "switch.unsupported")                           \
    X(ProbeFailed,              "probe.failed")                                 \
    X(ProbeTimeout,             "probe.timeout")                                \
    X(JournalInvalid,           "journal.invalid")                              \
    X(RolledBack,               "update.rolled-back")                           \
    X(RollbackFailed,           "rollback.failed")                              \
    X(RollbackRefused,          "rollback.refused")                             \
    X(NeedsHelp,                "rollback.needs-help")                          \
    X(Locked,                   "lock.held")                                    \
    X(PolicyForbids,            "policy.forbids")                               \
    X(Held,                     "update.held")                                  \
    /* publish */                                                               \
    X(PublishInvalid,           "publish.invalid")                              \
    X(PublishFailed,            "publish.failed")                               \
    X(PublishVerify,            "publish.verify-failed")                        \
    X(TokenRefused,             "token.refused")                                \
    X(KeyInvalid,               "key.invalid")
// clang-format on

namespace upkeep {

enum class ErrorCode {
#define UPKEEP_ERROR_ENUM(name, id) name,
    UPKEEP_ERROR_CODES(UPKEEP_ERROR_ENUM)
#undef UPKEEP_ERROR_ENUM
};

// The stable id, e.g. `download.hash-mismatch`.
QLatin1String errorId(ErrorCode code);
// nullopt for an id this version does not know.
std::optional<ErrorCode> errorCodeFromId(QStringView id);

} // namespace upkeep
