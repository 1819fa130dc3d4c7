// SPDX-License-Identifier: Apache-2.0
// What evolutions, config and data have in common: one folder at a ComponentPlace, saved and
// brought back as a whole, with nothing to migrate and no health of its own unless they say
// otherwise.
#pragma once

#include "components/component_place.h"

namespace upkeep {

class PlacedComponent : public Component {
public:
    QString id() const override { return m_id; }
    LocalPath place(const ComponentContext& context) const override {
        return m_place.in(context.live);
    }

    Result<bool> belongsToRollbackPoint(const ComponentContext& context) override;
    Result<ComponentReport> inspect(const ComponentContext& context) override;
    Result<QStringList> pendingMigrations(const ComponentContext& context) override;
    Result<std::optional<StagedPart>> stage(const ComponentContext& context) override;
    Result<MigrationReport> migrate(const ComponentContext& context,
                                    const StagedPart& staged) override;
    Result<Digest> fingerprint(const ComponentContext& context) override;
    Result<void> save(const ComponentContext& context, SnapshotWriter& writer) override;
    // One inside the tree changes hands with it: there is nothing to exchange then.
    Result<std::optional<StagedPart>>
    stageFromSnapshot(const ComponentContext& context, Vault& vault, const QString& id) override;
    Result<void> health(const ComponentContext& context) override;

protected:
    PlacedComponent(QString id, ComponentPlace place)
        : m_id(std::move(id)), m_place(std::move(place)) {}

    bool isInside() const { return m_place.isInside(); }
    // Where it is made for the version that comes.
    LocalPath stagedPlace(const ComponentContext& context) const;

private:
    QString m_id;
    ComponentPlace m_place;
};

} // namespace upkeep
