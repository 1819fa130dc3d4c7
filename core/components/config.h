// SPDX-License-Identifier: Apache-2.0
// Settings. With `layout: file` the person's files are merged three ways: the defaults of the
// version that runs, the person's file, the new defaults. With `layout: layers` default/ is the
// release's, local/ the person's, backup/ what was before the last update.
#pragma once

#include "components/component_place.h"
#include "product/product_file.h"

namespace upkeep {

class Config final : public Component {
public:
    Config(ComponentSpec spec, ComponentPlace place);

    QString id() const override { return m_spec.id; }
    QString kind() const override { return QStringLiteral("config"); }
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
    // What the files below the settings folder become: name relative to it, new bytes.
    struct NewFile {
        LocalName name;
        QByteArray bytes;
    };
    Result<QList<NewFile>> mergedFiles(const ComponentContext& context) const;
    Result<QList<NewFile>> layeredFiles(const ComponentContext& context) const;
    static Result<void> writeFiles(const ComponentContext& context,
                                   const LocalPath& folder,
                                   const QList<NewFile>& changed);

    ComponentSpec m_spec;
    ComponentPlace m_place;
};

} // namespace upkeep
