// SPDX-License-Identifier: Apache-2.0
#include "components/evolutions.h"

#include "components/fingerprint.h"
#include "snapshots/vault.h"
#include "tree/local_changes.h"

namespace upkeep {

Evolutions::Evolutions(QString id, ComponentPlace place)
    : m_id(std::move(id)), m_place(std::move(place)) {}

Result<bool> Evolutions::belongsToRollbackPoint(const ComponentContext&) {
    return true;
}

Result<ComponentReport> Evolutions::inspect(const ComponentContext& context) {
    ComponentReport report{m_id, kind(), place(context), 0, true, {}, {}};
    for (const InstalledEvolution& evolution : context.installed.evolutions) {
        report.size += evolution.list.totalSize();
        UPKEEP_TRY_AS(const TreeReport found,
                      compareWithList(context.files,
                                      context.live,
                                      evolution.list,
                                      nullptr,
                                      {LocalName::parse(installedFolder).value()},
                                      context.stop));
        for (const LocalName& name : found.changed)
            report.localChanges.append({LocalChange::Kind::Changed, m_id, name});
        for (const LocalName& name : found.removed)
            report.localChanges.append({LocalChange::Kind::Removed, m_id, name});
        report.healthy = report.healthy && found.removed.isEmpty();
    }
    if (!report.healthy)
        report.trouble = QStringLiteral("files-missing");
    return report;
}

Result<QStringList> Evolutions::pendingMigrations(const ComponentContext&) {
    return QStringList();
}

Result<std::optional<StagedPart>> Evolutions::stage(const ComponentContext&) {
    return std::optional<StagedPart>{};
}

Result<MigrationReport> Evolutions::migrate(const ComponentContext&, const StagedPart&) {
    return MigrationReport{};
}

Result<Digest> Evolutions::fingerprint(const ComponentContext& context) {
    if (!context.files.exists(place(context)))
        return Digest{};
    return fingerprintOf(context.files, place(context), context.stop);
}

Result<void> Evolutions::save(const ComponentContext& context, SnapshotWriter& writer) {
    if (!context.files.exists(place(context)))
        return {};
    return writer.addTree(m_id, place(context), {}, context.progress, context.stop);
}

// Changes hands with the application's tree, so there is nothing of its own to exchange.
Result<std::optional<StagedPart>>
Evolutions::stageFromSnapshot(const ComponentContext& context, Vault& vault, const QString& id) {
    UPKEEP_TRY_AS(const SnapshotManifest manifest, vault.manifest(id));
    if (manifest.component(m_id)) {
        const LocalPath into = m_place.in(context.next);
        UPKEEP_TRY(context.files.removeTree(into));
        UPKEEP_TRY(context.files.makeFolders(into.parent()));
        UPKEEP_TRY(vault.restoreTree(id, m_id, into, context.progress, context.stop));
    }
    return std::optional<StagedPart>{};
}

Result<void> Evolutions::health(const ComponentContext&) {
    return {};
}

} // namespace upkeep
