// SPDX-License-Identifier: Apache-2.0
#include "steps/snapshot.h"

namespace upkeep {

namespace {

bool liesInTree(const Component& component, const ComponentContext& context) {
    return component.place(context).isWithin(context.live);
}

Result<bool> isWanted(Component& component,
                      const ComponentContext& context,
                      SnapshotScope scope,
                      const QStringList& switched) {
    if (scope == SnapshotScope::Everything)
        return true;
    if (liesInTree(component, context))
        return scope == SnapshotScope::AfterSwitch;
    if (scope == SnapshotScope::AfterSwitch)
        return false;
    if (switched.contains(component.id()))
        return true;
    return component.belongsToRollbackPoint(context);
}

Result<void> saveAll(const ComponentList& components,
                     const ComponentContext& context,
                     SnapshotWriter& writer,
                     SnapshotScope scope,
                     const QStringList& switched) {
    for (const auto& component : components) {
        UPKEEP_TRY_AS(const bool wanted, isWanted(*component, context, scope, switched));
        if (wanted)
            UPKEEP_TRY(component->save(context, writer));
    }
    return {};
}

} // namespace

Result<QString> takeSnapshot(const ComponentList& components,
                             const ComponentContext& context,
                             Vault& vault,
                             const SnapshotMeta& meta,
                             SnapshotScope scope,
                             const QStringList& switched) {
    UPKEEP_TRY_AS(SnapshotWriter writer, vault.begin(meta));
    UPKEEP_TRY(saveAll(components, context, writer, scope, switched));
    return writer.close();
}

Result<void> completeSnapshot(const ComponentList& components,
                              const ComponentContext& context,
                              Vault& vault,
                              const QString& id) {
    UPKEEP_TRY_AS(const SnapshotManifest manifest, vault.manifest(id));
    for (const auto& component : components) {
        if (liesInTree(*component, context) && manifest.component(component->id()))
            return {};
    }
    UPKEEP_TRY_AS(SnapshotWriter writer, vault.extend(id));
    UPKEEP_TRY(saveAll(components, context, writer, SnapshotScope::AfterSwitch, {}));
    UPKEEP_TRY(writer.close());
    return {};
}

} // namespace upkeep
