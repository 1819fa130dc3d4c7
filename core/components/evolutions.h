// SPDX-License-Identifier: Apache-2.0
// Optional plugins within the application tree, each with a signed list of its own. The tree that
// is staged holds them already; here they are inspected, saved and brought back apart from the
// program.
#pragma once

#include "components/component_place.h"

namespace upkeep {

class Evolutions final : public Component {
public:
    Evolutions(QString id, ComponentPlace place);

    QString id() const override { return m_id; }
    QString kind() const override { return QStringLiteral("evolutions"); }
    LocalPath place(const ComponentContext& context) const override {
        return m_place.in(context.live);
    }
    bool isUserData() const override { return false; }

    Result<bool> belongsToRollbackPoint(const ComponentContext& context) override;
    Result<ComponentReport> inspect(const ComponentContext& context) override;
    Result<QStringList> pendingMigrations(const ComponentContext& context) override;
    Result<std::optional<StagedPart>> stage(const ComponentContext& context) override;
    Result<MigrationReport> migrate(const ComponentContext& context,
                                    const StagedPart& staged) override;
    Result<Digest> fingerprint(const ComponentContext& context) override;
    Result<void> save(const ComponentContext& context, SnapshotWriter& writer) override;
    Result<std::optional<StagedPart>>
    stageFromSnapshot(const ComponentContext& context, Vault& vault, const QString& id) override;
    Result<void> health(const ComponentContext& context) override;

private:
    QString m_id;
    ComponentPlace m_place;
};

} // namespace upkeep
