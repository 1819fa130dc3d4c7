// SPDX-License-Identifier: Apache-2.0
#include "components/data.h"

#include "components/copy_tree.h"
#include "components/sqlite_database.h"
#include "snapshots/vault.h"
#include "system/is_there.h"

namespace upkeep {

namespace {

QStringList revisionsOf(const QList<SqlMigration>& migrations) {
    QStringList revisions;
    for (const SqlMigration& migration : migrations)
        revisions.append(migration.revision);
    return revisions;
}

bool isBeside(const LocalName& name, const LocalName& database) {
    const QByteArray& bytes = database.bytes();
    return name.bytes() == bytes + "-wal" || name.bytes() == bytes + "-shm" ||
           name.bytes() == bytes + "-journal";
}

} // namespace

LocalPath Data::database(const LocalPath& folder) const {
    if (m_spec.sqlite.isEmpty())
        return {};
    const auto name = LocalName::parse(m_spec.sqlite.first().toUtf8());
    return name ? folder / *name : LocalPath();
}

Result<MigrationPlan> Data::plan(const ComponentContext& context, const LocalPath& folder) const {
    const LocalPath file = database(folder);
    if (file.isEmpty() || context.next.isEmpty())
        return MigrationPlan{};
    // The same release beside itself: its scripts may be what is damaged.
    const bool isSame = context.wanted.files == context.installed.files;
    if (isSame && !context.wanted.files.entries().isEmpty())
        return MigrationPlan{};
    UPKEEP_TRY_AS(const bool there, isThere(context.files, file));
    if (!there)
        return MigrationPlan{};
    UPKEEP_TRY_AS(const auto baseline,
                  readMigrations(context.files, context.live / migrationFolder));
    UPKEEP_TRY_AS(const auto wanted, readMigrations(context.files, context.next / migrationFolder));
    return planMigrations(file, baseline, wanted);
}

Result<bool> Data::belongsToRollbackPoint(const ComponentContext& context) {
    if (m_spec.snapshot != SnapshotWhen::WhenMigrated)
        return m_spec.snapshot == SnapshotWhen::Always;
    UPKEEP_TRY_AS(const QStringList pending, pendingMigrations(context));
    return !pending.isEmpty();
}

Result<QStringList> Data::pendingMigrations(const ComponentContext& context) {
    UPKEEP_TRY_AS(const MigrationPlan pending, plan(context, place(context)));
    return pending.revisions();
}

// SQLite files are copied by SQLite; what lies beside them belongs to the copy that is left behind.
Result<void> Data::copyTo(const ComponentContext& context, const LocalPath& staged) const {
    const LocalPath live = place(context);
    QList<LocalName> databases;
    for (const QString& text : m_spec.sqlite) {
        UPKEEP_TRY_AS(const LocalName name, LocalName::parse(text.toUtf8()));
        databases.append(name);
    }
    const auto skip = [&](const LocalName& name) {
        return std::any_of(databases.begin(), databases.end(), [&](const LocalName& database) {
            return name == database || isBeside(name, database);
        });
    };
    UPKEEP_TRY(copyTree(context.files, live, staged, skip, context.stop));
    for (const LocalName& name : databases) {
        UPKEEP_TRY_AS(const auto stat, context.files.statIfThere(live / name));
        if (!stat)
            continue;
        UPKEEP_TRY(copyDatabase(live / name, staged / name));
        UPKEEP_TRY(context.files.setMode(staged / name, stat->mode));
    }
    return {};
}

Result<std::optional<StagedPart>> Data::stage(const ComponentContext& context) {
    const std::optional<StagedPart> nothing;
    const LocalPath live = place(context);
    const LocalPath staged = stagedPlace(context);
    UPKEEP_TRY_AS(const QStringList pending, pendingMigrations(context));
    UPKEEP_TRY(context.files.removeTree(staged));
    UPKEEP_TRY_AS(const bool there, isThere(context.files, live));
    if (!there || (pending.isEmpty() && !isInside()))
        return nothing;
    UPKEEP_TRY(copyTo(context, staged));
    const StagedPart copy{m_spec.id, live, staged};
    if (!isInside())
        return std::optional(copy);
    UPKEEP_TRY(migrate(context, copy));
    return nothing; // changes hands with the application's tree
}

Result<MigrationReport> Data::migrate(const ComponentContext& context, const StagedPart& staged) {
    UPKEEP_TRY_AS(const MigrationPlan pending, plan(context, staged.staged));
    if (pending.steps.isEmpty())
        return MigrationReport{};
    UPKEEP_TRY_AS(const auto baseline,
                  readMigrations(context.files, context.live / migrationFolder));
    UPKEEP_TRY_AS(
        const SqlRun ran,
        runMigrations(database(staged.staged), pending, revisionsOf(baseline), context.now));
    return MigrationReport{ran.applied, ran.sql};
}

Result<void> Data::save(const ComponentContext& context, SnapshotWriter& writer) {
    UPKEEP_TRY_AS(const bool there, isThere(context.files, place(context)));
    if (!there)
        return {};
    AddOptions options;
    for (const QString& text : m_spec.sqlite) {
        UPKEEP_TRY_AS(const LocalName name, LocalName::parse(text.toUtf8()));
        UPKEEP_TRY_AS(const bool isKept, isThere(context.files, place(context) / name));
        if (isKept)
            options.databases.append(name);
    }
    options.copyDatabase = [](const LocalPath& from, const LocalPath& to) {
        return copyDatabase(from, to);
    };
    return writer.addTree(m_spec.id, place(context), options, context.progress, context.stop);
}

} // namespace upkeep
