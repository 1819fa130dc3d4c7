// SPDX-License-Identifier: Apache-2.0
#include "steps/verify.h"

#include "trust/signed_document.h"
#include "trust/trusted_metadata.h"

namespace upkeep {

namespace {

constexpr qint64 metadataLimit = 16 << 20;
constexpr quint32 onlyOwner = 0700;

HealthIssue trustIssue(const QByteArray& file, const QString& detail) {
    return {IssueKind::TrustDamaged, QStringLiteral("trust"), QString::fromUtf8(file), detail};
}

// A root speaks for itself; the others need one to be believed, but can be torn without.
Result<void> readable(const QByteArray& name, const QByteArray& bytes) {
    if (name == "root.json" || name == "shipped-root") {
        UPKEEP_TRY(TrustedMetadata::open(bytes, QDateTime(), VersionFloor()));
        return {};
    }
    if (name.endsWith(".json"))
        UPKEEP_TRY(SignedDocument::parse(bytes, QString::fromUtf8(name)));
    return {};
}

} // namespace

Result<void> verifyComponents(const ComponentList& components,
                              const ComponentContext& context,
                              HealthReport& report) {
    for (const auto& component : components) {
        if (context.stop.stop_requested())
            return Error{ErrorCode::Cancelled, {}, {}};
        UPKEEP_TRY_AS(const ComponentReport found, component->inspect(context));
        report.issues += found.issues;
        for (const LocalChange& change : found.localChanges) {
            if (found.onPurpose.contains(change.path))
                report.localChanges.append(change);
        }
        ++report.components;
        report.bytes += found.size;
    }
    return {};
}

Result<void> verifyTrust(FileSystem& files, const LocalPath& folder, HealthReport& report) {
    UPKEEP_TRY_AS(const auto there, files.statIfThere(folder));
    if (!there) {
        report.issues.append(trustIssue({}, QStringLiteral("missing")));
        return {};
    }
    if ((there->mode & 0777) != onlyOwner)
        report.issues.append(
            {IssueKind::PermissionError, QStringLiteral("trust"), {}, QStringLiteral("mode")});
    UPKEEP_TRY_AS(const QList<FolderEntry> entries, files.list(folder));
    bool hasRoot = false;
    for (const FolderEntry& entry : entries) {
        const QByteArray& name = entry.name.bytes();
        hasRoot = hasRoot || name == "root.json";
        const auto bytes = files.read(folder / entry.name, metadataLimit);
        const auto whole = bytes ? readable(name, *bytes) : Result<void>(bytes.error());
        if (!whole)
            report.issues.append(trustIssue(name, whole.error().toString()));
    }
    if (!hasRoot)
        report.issues.append(trustIssue("root.json", QStringLiteral("missing")));
    return {};
}

Result<void> verifySnapshots(Vault& vault,
                             const VerifyChoice& choice,
                             const ComponentContext& context,
                             HealthReport& report) {
    const VerifyDepth depth = choice.snapshotsInFull ? VerifyDepth::Full : VerifyDepth::Quick;
    UPKEEP_TRY_AS(const QList<SnapshotInfo> snapshots, vault.list());
    for (const SnapshotInfo& snapshot : snapshots) {
        ++report.snapshots;
        UPKEEP_TRY_AS(
            const VerifyReport found,
            vault.verify(snapshot.id, depth, context.progress, context.stop, context.now));
        if (found.isIntact() && !snapshot.damaged)
            continue;
        const DamagedEntry first = found.damaged.value(0);
        const QString where =
            first.name.bytes().isEmpty() ? QString() : first.name.display() + u' ';
        report.issues.append({IssueKind::SnapshotDamaged,
                              QStringLiteral("snapshots"),
                              snapshot.id,
                              where + first.cause});
    }
    return {};
}

} // namespace upkeep
