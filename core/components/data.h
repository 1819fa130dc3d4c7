// SPDX-License-Identifier: Apache-2.0
// What the person makes: a folder, with SQLite files copied consistently. Migrated on a staged copy
// by the SQL files of the signed tree; brought back by their down parts on a copy of the present.
#pragma once

#include "components/placed_component.h"
#include "components/sql_migrations.h"
#include "product/product_file.h"

namespace upkeep {

class Data final : public PlacedComponent {
public:
    Data(ComponentSpec spec, ComponentPlace place)
        : PlacedComponent(spec.id, std::move(place)), m_spec(std::move(spec)) {}

    QString kind() const override { return QStringLiteral("data"); }
    bool isUserData() const override { return true; }

    Result<bool> belongsToRollbackPoint(const ComponentContext& context) override;
    Result<QStringList> pendingMigrations(const ComponentContext& context) override;
    Result<std::optional<StagedPart>> stage(const ComponentContext& context) override;
    Result<MigrationReport> migrate(const ComponentContext& context,
                                    const StagedPart& staged) override;
    Result<void> save(const ComponentContext& context, SnapshotWriter& writer) override;

private:
    // The file that migrations are about: the first SQLite file named. Empty if there is none.
    LocalPath database(const LocalPath& folder) const;
    Result<void> copyTo(const ComponentContext& context, const LocalPath& staged) const;
    Result<MigrationPlan> plan(const ComponentContext& context, const LocalPath& folder) const;

    ComponentSpec m_spec;
};

} // namespace upkeep
