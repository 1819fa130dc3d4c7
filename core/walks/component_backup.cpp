// SPDX-License-Identifier: Apache-2.0
#include "walks/component_backup.h"

#include "walks/history_note.h"

namespace upkeep {

namespace {

const QString slotNote = QStringLiteral("slot");

Error noBackup(const QString& component) {
    return Error{ErrorCode::SnapshotUnknown, component, QStringLiteral("there is no backup of it")};
}

LocalPath vaultFolder(const ProductSite& site) {
    const LocalPath beside = site.root().work / "vault";
    return site.files().exists(beside) ? beside : site.seams().places.vaultOf(site.id());
}

const ComponentSpec* specOf(const ProductSite& site, const QString& component) {
    for (const ComponentSpec& spec : site.product().components) {
        if (spec.id == component)
            return &spec;
    }
    return nullptr;
}

ComponentBackup backupFrom(const ProductSite& site, Vault& vault, const SnapshotInfo& info) {
    ComponentBackup backup;
    backup.component = info.meta.notes.value(slotNote);
    backup.snapshot = info.id;
    backup.time = info.meta.time;
    backup.version = info.meta.version;
    backup.description = info.meta.description;
    backup.vault = vaultFolder(site);
    backup.files = info.files;
    backup.size = info.size;
    backup.checksum = info.checksum;
    backup.damaged = info.damaged;
    const auto manifest = vault.manifest(info.id);
    const SnapshotComponent* const kept =
        manifest.has_value() ? manifest->component(backup.component) : nullptr;
    if (!kept)
        return backup;
    backup.places = {kept->root};
    const ComponentSpec* const spec = specOf(site, backup.component);
    for (const QString& database : spec ? spec->sqlite : QStringList()) {
        const auto name = LocalName::parse(database.toUtf8());
        if (name.has_value() && kept->find(*name))
            backup.databases.append(kept->root / *name);
    }
    return backup;
}

// Newest first; a cut may have left an older one of the same component.
Result<QList<SnapshotInfo>> slotsOf(Vault& vault, const QString& component) {
    UPKEEP_TRY_AS(QList<SnapshotInfo> infos, vault.list());
    infos.removeIf(
        [&](const SnapshotInfo& info) { return info.meta.notes.value(slotNote) != component; });
    return infos;
}

Result<Component*> findComponent(const ComponentList& components, const QString& id) {
    for (const auto& component : components) {
        if (component->id() == id)
            return component.get();
    }
    return Error{ErrorCode::SnapshotUnknown, id, QStringLiteral("there is no such component")};
}

Result<QString> takeSlot(const ProductSite& site,
                         Component& component,
                         Vault& vault,
                         const QString& description,
                         const ComponentContext& context) {
    SnapshotMeta meta = site.snapshotMeta(QStringLiteral("manual"), Trigger::User);
    meta.description = description;
    meta.notes.insert(slotNote, component.id());
    UPKEEP_TRY_AS(SnapshotWriter writer, vault.begin(meta));
    UPKEEP_TRY(component.save(context, writer));
    // An empty backup must not take the place of one that is not.
    if (writer.manifest().components.isEmpty())
        return Error{
            ErrorCode::SnapshotFailed, component.id(), QStringLiteral("there is nothing of it")};
    return writer.close();
}

} // namespace

Result<QList<ComponentBackup>> listBackups(const ProductSite& site) {
    UPKEEP_TRY_AS(Vault vault, site.openVault());
    UPKEEP_TRY_AS(const QList<SnapshotInfo> infos, vault.list());
    QMap<QString, ComponentBackup> newest;
    for (const SnapshotInfo& info : infos) {
        const QString component = info.meta.notes.value(slotNote);
        if (!component.isEmpty() && !newest.contains(component))
            newest.insert(component, backupFrom(site, vault, info));
    }
    return newest.values();
}

Result<ComponentBackup> backupOf(const ProductSite& site, const QString& component) {
    UPKEEP_TRY_AS(Vault vault, site.openVault());
    UPKEEP_TRY_AS(const QList<SnapshotInfo> infos, slotsOf(vault, component));
    if (infos.isEmpty())
        return noBackup(component);
    return backupFrom(site, vault, infos.constFirst());
}

Result<ComponentBackup> makeBackup(const ProductSite& site,
                                   const QString& component,
                                   const QString& description,
                                   const ProgressSink& progress,
                                   std::stop_token stop) {
    UPKEEP_TRY_AS(const ComponentList components, site.components());
    UPKEEP_TRY_AS(Component* const wanted, findComponent(components, component));
    UPKEEP_TRY_AS(Vault vault, site.openVault());
    UPKEEP_TRY_AS(const QList<SnapshotInfo> before, slotsOf(vault, component));
    UPKEEP_TRY_AS(
        const QString id,
        takeSlot(site, *wanted, vault, description, site.context(progress, std::move(stop))));
    UPKEEP_TRY(vault.pin(id, true));
    for (const SnapshotInfo& info : before)
        UPKEEP_TRY(vault.remove(info.id));
    note(site, QStringLiteral("snapshot"), QStringLiteral("success"), Trigger::User);
    return backupOf(site, component);
}

Result<void> removeBackup(const ProductSite& site, const QString& component) {
    UPKEEP_TRY_AS(Vault vault, site.openVault());
    UPKEEP_TRY_AS(const QList<SnapshotInfo> infos, slotsOf(vault, component));
    if (infos.isEmpty())
        return noBackup(component);
    for (const SnapshotInfo& info : infos)
        UPKEEP_TRY(vault.remove(info.id));
    return {};
}

Result<QList<ComponentBackup>> exportBackups(const ProductSite& site,
                                             const LocalPath& folder,
                                             const ProgressSink& progress,
                                             std::stop_token stop) {
    UPKEEP_TRY_AS(const QList<ComponentBackup> backups, listBackups(site));
    UPKEEP_TRY(site.files().makeFolder(folder, 0700));
    UPKEEP_TRY_AS(Vault vault, site.openVault());
    for (const ComponentBackup& backup : backups) {
        UPKEEP_TRY_AS(const LocalName name,
                      LocalName::parse(backup.component.toUtf8() + "_backup"));
        UPKEEP_TRY(site.files().makeFolder(folder / name, 0700));
        UPKEEP_TRY(vault.restoreTree(
            backup.snapshot, backup.component, folder / name / "files", progress, stop));
    }
    return backups;
}

} // namespace upkeep
