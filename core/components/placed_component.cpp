// SPDX-License-Identifier: Apache-2.0
#include "components/placed_component.h"

#include "components/fingerprint.h"
#include "snapshots/vault.h"
#include "system/is_there.h"
#include "tree/scan.h"

namespace upkeep {

LocalPath PlacedComponent::stagedPlace(const ComponentContext& context) const {
    return isInside() ? m_place.in(context.next) : m_place.stagedName(context.transaction);
}

Result<bool> PlacedComponent::belongsToRollbackPoint(const ComponentContext&) {
    return true;
}

Result<ComponentReport> PlacedComponent::inspect(const ComponentContext& context) {
    ComponentReport report{m_id, kind(), place(context), 0, true, {}, {}};
    UPKEEP_TRY_AS(const bool there, isThere(context.files, place(context)));
    if (!there)
        return report;
    UPKEEP_TRY_AS(const QList<ScannedEntry> entries, scanTree(context.files, place(context)));
    for (const ScannedEntry& entry : entries)
        report.size += entry.stat.type == FileType::Regular ? entry.stat.size : 0;
    return report;
}

Result<QStringList> PlacedComponent::pendingMigrations(const ComponentContext&) {
    return QStringList();
}

Result<std::optional<StagedPart>> PlacedComponent::stage(const ComponentContext&) {
    return std::optional<StagedPart>{};
}

Result<MigrationReport> PlacedComponent::migrate(const ComponentContext&, const StagedPart&) {
    return MigrationReport{};
}

Result<Digest> PlacedComponent::fingerprint(const ComponentContext& context) {
    UPKEEP_TRY_AS(const bool there, isThere(context.files, place(context)));
    if (!there)
        return Digest{};
    return fingerprintOf(context.files, place(context), context.stop);
}

Result<void> PlacedComponent::save(const ComponentContext& context, SnapshotWriter& writer) {
    UPKEEP_TRY_AS(const bool there, isThere(context.files, place(context)));
    if (!there)
        return {};
    return writer.addTree(m_id, place(context), {}, context.progress, context.stop);
}

Result<std::optional<StagedPart>> PlacedComponent::stageFromSnapshot(
    const ComponentContext& context, Vault& vault, const QString& id) {
    const std::optional<StagedPart> nothing;
    UPKEEP_TRY_AS(const SnapshotManifest manifest, vault.manifest(id));
    if (!manifest.component(m_id))
        return nothing;
    const LocalPath into = stagedPlace(context);
    UPKEEP_TRY(context.files.removeTree(into));
    UPKEEP_TRY(context.files.makeFolders(into.parent()));
    UPKEEP_TRY(vault.restoreTree(id, m_id, into, context.progress, context.stop));
    if (isInside())
        return nothing;
    UPKEEP_TRY(context.files.makeFolders(place(context)));
    return std::optional(StagedPart{m_id, place(context), into});
}

Result<void> PlacedComponent::health(const ComponentContext&) {
    return {};
}

} // namespace upkeep
