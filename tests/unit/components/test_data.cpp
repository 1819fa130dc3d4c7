// SPDX-License-Identifier: Apache-2.0
#include "components/data.h"
#include "components/sqlite_database.h"
#include "unit/components/component_bench.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestData : public QObject {
    Q_OBJECT

    std::unique_ptr<ComponentBench> m_bench;

    Data data(const char* where, SnapshotWhen when = SnapshotWhen::WhenMigrated) const {
        ComponentSpec spec;
        spec.id = QStringLiteral("notes");
        spec.kind = ComponentKind::Data;
        spec.sqlite = QStringList{"notes.db"};
        spec.snapshot = when;
        return {spec, m_bench->place(where)};
    }

    void run(const char* database, const char* sql) {
        auto opened = SqliteDatabase::open(m_bench->path(database), SqliteDatabase::Access::Create);
        VERIFY_OK(opened);
        VERIFY_OK(opened->runScript(sql));
    }
    bool hasMarks(const LocalPath& database) const {
        auto opened = SqliteDatabase::open(database, SqliteDatabase::Access::Read);
        return opened && opened->query("SELECT mark FROM notes").has_value();
    }

private Q_SLOTS:
    void init() {
        m_bench = std::make_unique<ComponentBench>();
        m_bench->write("live/migrations/0001_notes_up.sql", "CREATE TABLE notes (text TEXT);");
        m_bench->write("live/migrations/0001_notes_down.sql", "DROP TABLE notes;");
        m_bench->write("next/migrations/0001_notes_up.sql", "CREATE TABLE notes (text TEXT);");
        m_bench->write("next/migrations/0001_notes_down.sql", "DROP TABLE notes;");
        m_bench->write("next/migrations/0002_mark_up.sql", "ALTER TABLE notes ADD COLUMN mark;");
        m_bench->write("home/notes/picture", "a picture");
        run("home/notes/notes.db", "CREATE TABLE notes (text TEXT);");
    }
    void cleanup() { m_bench.reset(); }

    void migratesACopyBesideTheLiveOne() {
        Data notes = data("~/notes");
        const ComponentContext here = m_bench->context();
        QCOMPARE(*notes.pendingMigrations(here), QStringList{"0002_mark"});
        const auto staged = notes.stage(here);
        VERIFY_OK(staged);
        QVERIFY(staged->has_value());
        const auto migrated = notes.migrate(here, **staged);
        VERIFY_OK(migrated);
        QCOMPARE(migrated->applied, QStringList{"0002_mark"});
        QVERIFY(hasMarks((*staged)->staged / "notes.db"));
        QCOMPARE(m_bench->read((*staged)->staged / "picture"), QByteArray("a picture"));
        QVERIFY(!hasMarks(m_bench->path("home/notes/notes.db")));
    }

    void staysWhereNothingMigrates() {
        VERIFY_OK(m_bench->files->removeFile(m_bench->path("next/migrations/0002_mark_up.sql")));
        Data notes = data("~/notes");
        const auto staged = notes.stage(m_bench->context());
        VERIFY_OK(staged);
        QVERIFY(!staged->has_value());
        QVERIFY(!notes.belongsToRollbackPoint(m_bench->context()).value());
    }

    void saysWhereThereIsNoWayBack() {
        run("home/notes/notes.db", "ALTER TABLE notes ADD COLUMN mark;");
        Data notes = data("~/notes");
        ComponentContext back = m_bench->context();
        std::swap(back.live, back.next);
        QCOMPARE(codeOf(notes.pendingMigrations(back)), QStringLiteral("migrate.no-way-back"));
    }

    // Inside the tree it changes hands with it, migrated already.
    void goesAlongInTheTree() {
        m_bench->write("live/notes/picture", "inside");
        run("live/notes/notes.db", "CREATE TABLE notes (text TEXT);");
        Data notes = data("notes");
        const auto staged = notes.stage(m_bench->context());
        VERIFY_OK(staged);
        QVERIFY(!staged->has_value());
        QVERIFY(hasMarks(m_bench->path("next/notes/notes.db")));
        QCOMPARE(m_bench->read("next/notes/picture"), QByteArray("inside"));
    }

    void belongsToARollbackPointAsDeclared_data() {
        QTest::addColumn<SnapshotWhen>("when");
        QTest::addColumn<bool>("belongs");
        QTest::newRow("always") << SnapshotWhen::Always << true;
        QTest::newRow("when migrated") << SnapshotWhen::WhenMigrated << true;
        QTest::newRow("never") << SnapshotWhen::Never << false;
    }
    void belongsToARollbackPointAsDeclared() {
        QFETCH(SnapshotWhen, when);
        QFETCH(bool, belongs);
        QCOMPARE(data("~/notes", when).belongsToRollbackPoint(m_bench->context()).value(), belongs);
    }

    // The database by SQLite itself, with what lies in its write-ahead log.
    void isSavedWholeWhileItIsOpen() {
        auto open = SqliteDatabase::open(m_bench->path("home/notes/notes.db"),
                                         SqliteDatabase::Access::Create);
        VERIFY_OK(open);
        VERIFY_OK(open->query("PRAGMA journal_mode=WAL"));
        VERIFY_OK(open->runScript("INSERT INTO notes (text) VALUES ('in the log');"));
        Data notes = data("~/notes");
        auto vault = Vault::open(*m_bench->files, m_bench->path("vault"));
        VERIFY_OK(vault);
        const QString id = m_bench->saved(notes, *vault);
        QVERIFY(!id.isEmpty());
        const auto staged = notes.stageFromSnapshot(m_bench->context(), *vault, id);
        VERIFY_OK(staged);
        auto copy =
            SqliteDatabase::open((*staged)->staged / "notes.db", SqliteDatabase::Access::Read);
        VERIFY_OK(copy);
        QCOMPARE(copy->query("SELECT text FROM notes")->size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestData)
#include "test_data.moc"
