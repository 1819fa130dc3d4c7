// SPDX-License-Identifier: Apache-2.0
// Migrations of a SQLite file: `migrations/<revision>_{up,down}.sql` of the signed tree, run by us
// in one transaction, with their history kept in the file itself. Always run on a staged copy,
// never on the live file.
#pragma once

#include "base/names.h"
#include "base/result.h"
#include "system/file_system.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace upkeep {

// Where they lie in a tree.
inline constexpr const char* migrationFolder = "migrations";

struct SqlMigration {
    QString revision; // file name without _up.sql and _down.sql; migrations run in the order of
                      // their names
    QByteArray up;
    QByteArray down;
    bool hasDown = false;
};

// The migrations of a folder, in order; none where there is no folder. A file of another name, a
// down without its up or an up without a statement is migrate.failed: what cannot be understood is
// never passed over.
Result<QList<SqlMigration>> readMigrations(FileSystem& files, const LocalPath& folder);

struct MigrationPlan {
    QList<SqlMigration> steps; // in the order they run
    bool backwards = false;

    QStringList revisions() const;
};

// What must run so that the file fits the tree that will use it. `baseline` are the migrations of
// the tree that uses it now: a file without a history table was made by that program and is taken
// to have them all. What the file has and `wanted` lacks runs backwards, newest first, with the
// down parts of `baseline` (migrate.no-way-back where one is missing); what `wanted` has and the
// file lacks runs forwards; both at once is migrate.failed. A file that does not exist needs
// nothing: the program makes it as it wants it.
Result<MigrationPlan> planMigrations(const LocalPath& database,
                                     const QList<SqlMigration>& baseline,
                                     const QList<SqlMigration>& wanted);

struct SqlRun {
    QStringList applied; // revisions, in the order they ran
    QString sql;         // what ran, to show
};

// All of the plan in one transaction: either all of it happened or none. The history table
// `upkeep_migrations` is written in the same one; integrity and foreign keys are checked before it
// ends.
Result<SqlRun> runMigrations(const LocalPath& database,
                             const MigrationPlan& plan,
                             const QStringList& baselineRevisions,
                             const QDateTime& now);

// The revisions the file records, in order; empty also where it has no history.
Result<QStringList> appliedRevisions(const LocalPath& database);

} // namespace upkeep
