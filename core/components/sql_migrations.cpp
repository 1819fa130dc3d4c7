// SPDX-License-Identifier: Apache-2.0
#include "components/sql_migrations.h"

#include "base/digest.h"
#include "components/sqlite_database.h"
#include "system/is_there.h"

#include <QMap>

#include <optional>

namespace upkeep {

namespace {

constexpr qint64 largestMigration = 1 << 20;

Error migrationFailed(const QString& subject, const char* cause) {
    return Error{ErrorCode::MigrationFailed, subject, QLatin1String(cause)};
}

struct MigrationName {
    QString revision;
    bool isUp = false;
};

Result<MigrationName> parseName(const QString& name) {
    const bool isUp = name.endsWith(QLatin1String("_up.sql"));
    const qsizetype suffix = isUp ? 7 : 9;
    if ((!isUp && !name.endsWith(QLatin1String("_down.sql"))) || name.size() == suffix)
        return migrationFailed(name, "is not named <revision>_up.sql or <revision>_down.sql");
    return MigrationName{name.chopped(suffix), isUp};
}

// nullopt: no file, or a file without a history table.
Result<std::optional<QStringList>> recordedRevisions(SqliteDatabase& database) {
    UPKEEP_TRY_AS(
        const QByteArrayList tables,
        database.query(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'upkeep_migrations'"));
    if (tables.isEmpty())
        return std::optional<QStringList>();
    UPKEEP_TRY_AS(const QByteArrayList rows,
                  database.query("SELECT revision FROM upkeep_migrations ORDER BY revision"));
    QStringList revisions;
    for (const QByteArray& row : rows)
        revisions += QString::fromUtf8(row);
    return std::optional(revisions);
}

QStringList revisionsOf(const QList<SqlMigration>& migrations) {
    QStringList revisions;
    for (const SqlMigration& migration : migrations)
        revisions += migration.revision;
    return revisions;
}

const SqlMigration* findMigration(const QList<SqlMigration>& migrations, const QString& revision) {
    const auto found =
        std::find_if(migrations.begin(), migrations.end(), [&](const SqlMigration& migration) {
            return migration.revision == revision;
        });
    return found == migrations.end() ? nullptr : &*found;
}

Result<MigrationPlan> planBackwards(const QStringList& surplus,
                                    const QList<SqlMigration>& baseline) {
    MigrationPlan plan;
    plan.backwards = true;
    for (auto revision = surplus.crbegin(); revision != surplus.crend(); ++revision) {
        const SqlMigration* migration = findMigration(baseline, *revision);
        if (!migration || !migration->hasDown)
            return Error{ErrorCode::MigrationMissing,
                         *revision,
                         QStringLiteral("there is no way back from it")};
        plan.steps += *migration;
    }
    return plan;
}

Result<void>
recordBaseline(SqliteDatabase& database, const QStringList& revisions, const QByteArray& moment) {
    UPKEEP_TRY_AS(const auto recorded, recordedRevisions(database));
    if (recorded)
        return {};
    UPKEEP_TRY(database.query(
        "CREATE TABLE upkeep_migrations"
        "(revision TEXT PRIMARY KEY, applied_at TEXT NOT NULL, sha256 TEXT NOT NULL)"));
    for (const QString& revision : revisions)
        UPKEEP_TRY(database.query("INSERT INTO upkeep_migrations VALUES(?, ?, '')",
                                  {revision.toUtf8(), moment}));
    return {};
}

Result<void> runStep(SqliteDatabase& database,
                     const SqlMigration& step,
                     bool backwards,
                     const QByteArray& moment) {
    const QByteArray& script = backwards ? step.down : step.up;
    auto ran = database.runScript(script);
    if (!ran)
        return ran.error().within(step.revision);
    const QByteArray revision = step.revision.toUtf8();
    if (backwards) {
        UPKEEP_TRY(database.query("DELETE FROM upkeep_migrations WHERE revision = ?", {revision}));
        return {};
    }
    UPKEEP_TRY(database.query("INSERT INTO upkeep_migrations VALUES(?, ?, ?)",
                              {revision, moment, Digest::of(script).hex()}));
    return {};
}

Result<SqlRun>
runSteps(SqliteDatabase& database, const MigrationPlan& plan, const QByteArray& moment) {
    UPKEEP_TRY_AS(const QByteArrayList brokenBefore, database.query("PRAGMA foreign_key_check"));
    SqlRun run;
    for (const SqlMigration& step : plan.steps) {
        UPKEEP_TRY(runStep(database, step, plan.backwards, moment));
        run.applied += step.revision;
        run.sql += QStringLiteral("-- %1\n").arg(step.revision) +
                   QString::fromUtf8(plan.backwards ? step.down : step.up) + u'\n';
    }
    // References the person's file had broken before are not this migration's fault.
    UPKEEP_TRY_AS(const QByteArrayList brokenAfter, database.query("PRAGMA foreign_key_check"));
    if (brokenAfter.size() > brokenBefore.size())
        return Error{ErrorCode::MigrationFailed,
                     run.applied.join(QStringLiteral(", ")),
                     QStringLiteral("leaves references that lead nowhere")};
    UPKEEP_TRY(database.checkIntegrity());
    return run;
}

} // namespace

QStringList MigrationPlan::revisions() const {
    return revisionsOf(steps);
}

Result<QList<SqlMigration>> readMigrations(FileSystem& files, const LocalPath& folder) {
    UPKEEP_TRY_AS(const bool there, isThere(files, folder));
    if (!there)
        return QList<SqlMigration>();
    UPKEEP_TRY_AS(const QList<FolderEntry> entries, files.list(folder));
    QMap<QString, SqlMigration> byRevision;
    for (const FolderEntry& entry : entries) {
        UPKEEP_TRY_AS(const MigrationName name, parseName(entry.name.display()));
        UPKEEP_TRY_AS(const QByteArray text, files.read(folder / entry.name, largestMigration));
        SqlMigration& migration = byRevision[name.revision];
        migration.revision = name.revision;
        (name.isUp ? migration.up : migration.down) = text;
        migration.hasDown = migration.hasDown || !name.isUp;
    }
    for (const SqlMigration& migration : std::as_const(byRevision)) {
        if (migration.up.trimmed().isEmpty())
            return migrationFailed(migration.revision, "has no up part");
    }
    return byRevision.values();
}

Result<MigrationPlan> planMigrations(const LocalPath& database,
                                     const QList<SqlMigration>& baseline,
                                     const QList<SqlMigration>& wanted) {
    auto opened = SqliteDatabase::open(database, SqliteDatabase::Access::Read);
    if (!opened && opened.error().code == ErrorCode::FileNotFound)
        return MigrationPlan();
    if (!opened)
        return opened.error();
    UPKEEP_TRY_AS(const auto recorded, recordedRevisions(opened.value()));
    const QStringList have = recorded.value_or(revisionsOf(baseline));
    const QStringList want = revisionsOf(wanted);
    QStringList surplus;
    std::copy_if(have.begin(),
                 have.end(),
                 std::back_inserter(surplus),
                 [&](const QString& revision) { return !want.contains(revision); });
    MigrationPlan forwards;
    std::copy_if(wanted.begin(),
                 wanted.end(),
                 std::back_inserter(forwards.steps),
                 [&](const SqlMigration& migration) { return !have.contains(migration.revision); });
    if (surplus.isEmpty())
        return forwards;
    if (!forwards.steps.isEmpty())
        return migrationFailed(surplus.join(QStringLiteral(", ")),
                               "the two versions have different histories");
    return planBackwards(surplus, baseline);
}

Result<SqlRun> runMigrations(const LocalPath& database,
                             const MigrationPlan& plan,
                             const QStringList& baselineRevisions,
                             const QDateTime& now) {
    if (plan.steps.isEmpty())
        return SqlRun{};
    const QByteArray moment = now.toUTC().toString(Qt::ISODate).toUtf8();
    UPKEEP_TRY_AS(SqliteDatabase file,
                  SqliteDatabase::open(database, SqliteDatabase::Access::Write));
    UPKEEP_TRY(file.query("BEGIN IMMEDIATE"));
    const auto inTransaction = [&]() -> Result<SqlRun> {
        UPKEEP_TRY(recordBaseline(file, baselineRevisions, moment));
        return runSteps(file, plan, moment);
    };
    auto run = inTransaction();
    auto ended = file.query(run ? "COMMIT" : "ROLLBACK");
    if (run && !ended)
        return ended.error();
    return run;
}

Result<QStringList> appliedRevisions(const LocalPath& database) {
    UPKEEP_TRY_AS(SqliteDatabase file,
                  SqliteDatabase::open(database, SqliteDatabase::Access::Read));
    UPKEEP_TRY_AS(const auto recorded, recordedRevisions(file));
    return recorded.value_or(QStringList());
}

} // namespace upkeep
