// SPDX-License-Identifier: Apache-2.0
// The small world with settings and a notes database: 1.0.0 knows notes, 1.1.0 adds a column (up
// and down) and a new default setting.
#pragma once

#include "components/sqlite_database.h"
#include "support/small_world.h"

#include <QTest>

namespace upkeep::test {

class NotesWorld : public SmallWorld {
public:
    NotesWorld() {
        components = "  - { id: settings, kind: config, path: ~/settings, defaults: defaults, "
                     "layout: file, strategy: merge }\n"
                     "  - { id: notes, kind: data, path: ~/notes, sqlite: [notes.db], "
                     "snapshot: when_migrated }\n";
    }

    static SmallRelease one() {
        return {"1.0.0",
                {{"defaults/app.yaml", "size: 10\ncolour: red\n"},
                 {"migrations/0001_notes_up.sql", "CREATE TABLE notes (text TEXT);\n"},
                 {"migrations/0001_notes_down.sql", "DROP TABLE notes;\n"}}};
    }
    static SmallRelease two(bool wayBack = true) {
        SmallRelease release = one();
        release.version = "1.1.0";
        release.files["defaults/app.yaml"] = "size: 12\ncolour: red\nfont: serif\n";
        release.files["migrations/0002_mark_up.sql"] =
            "ALTER TABLE notes ADD COLUMN mark TEXT DEFAULT 'none';\n";
        if (wayBack)
            release.files["migrations/0002_mark_down.sql"] =
                "ALTER TABLE notes DROP COLUMN mark;\n";
        return release;
    }

    // As the program of 1.0.0 would leave them.
    void firstStart() {
        write(settings(), "# mine\ncolour: blue\nsize: 10\n");
        if (!files().makeFolders(home() / "notes"))
            qFatal("notes");
        run("CREATE TABLE notes (text TEXT); INSERT INTO notes (text) VALUES ('first');");
    }
    LocalPath settings() const { return home() / "settings/app.yaml"; }
    LocalPath database() const { return home() / "notes/notes.db"; }

    void run(const QByteArray& sql) {
        auto opened = SqliteDatabase::open(database(), SqliteDatabase::Access::Create);
        if (!opened || !opened->runScript(sql))
            qFatal("%s", sql.constData());
    }
    QByteArray ask(const char* sql) const {
        const auto opened = SqliteDatabase::open(database(), SqliteDatabase::Access::Read);
        if (!opened)
            return "no database";
        auto database = SqliteDatabase::open(this->database(), SqliteDatabase::Access::Read);
        const auto rows = database->query(sql);
        return rows ? rows->join(',') : QByteArray("error");
    }
    QByteArray notes() const { return ask("SELECT text FROM notes ORDER BY rowid"); }
    bool hasMarks() const {
        return ask("SELECT count(*) FROM pragma_table_info('notes') WHERE name = 'mark'") == "1";
    }
};

} // namespace upkeep::test
