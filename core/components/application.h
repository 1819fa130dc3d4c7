// SPDX-License-Identifier: Apache-2.0
// The program itself: signed files in one tree that changes hands as a whole. Its stage step takes
// the user's own files along and deals with signed files the user changed.
#pragma once

#include "components/component.h"

namespace upkeep {

class Application final : public Component {
public:
    // `others`: what lies within the tree but belongs to another component.
    Application(QString id, QList<LocalName> others);

    QString id() const override { return m_id; }
    QString kind() const override { return QStringLiteral("application"); }
    LocalPath place(const ComponentContext& context) const override { return context.live; }
    bool isUserData() const override { return false; }

    Result<bool> belongsToRollbackPoint(const ComponentContext& context) override;
    Result<ComponentReport> inspect(const ComponentContext& context) override;
    Result<QStringList> pendingMigrations(const ComponentContext& context) override;
    // `next` holds the signed files already. Keep-local keeps a changed file unless it is a program
    // that the release changed too: an old program in a new tree would only fail its probe.
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
    QList<LocalName> m_others;
};

} // namespace upkeep
