// SPDX-License-Identifier: Apache-2.0
#include "components/sql_migrations.h"
#include "components/sqlite_database.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;

class TestSqlMigrations : public QObject {
    Q_OBJECT

    const QDateTime m_now = QDateTime(QDate(2026, 5, 3), QTime(12, 0), Qt::UTC);
    const SqlMigration m_first{"0001",
                               "CREATE TABLE notes(id INTEGER PRIMARY KEY, text TEXT);",
                               "DROP TABLE notes;",
                               true};
    const SqlMigration m_second{
        "0002",
        "ALTER TABLE notes ADD COLUMN tags TEXT;\nUPDATE notes SET tags = 'old';",
        "ALTER TABLE notes DROP COLUMN tags;",
        true};

    static LocalPath inside(const QTemporaryDir& folder, const char* name) {
        return LocalPath::parse(folder.filePath(name).toUtf8()).value();
    }

    // A file the program of revision 0001 made: tables, but no history of ours.
    static LocalPath makeNotes(const QTemporaryDir& folder) {
        const LocalPath path = inside(folder, "notes.db");
        auto file = SqliteDatabase::open(path, SqliteDatabase::Access::Create).value();
        const auto made = file.runScript("CREATE TABLE notes(id INTEGER PRIMARY KEY, text TEXT);"
                                         "INSERT INTO notes(text) VALUES('milk'), ('bread');");
        Q_ASSERT(made.has_value());
        return path;
    }

    static QByteArrayList read(const LocalPath& path, const char* sql) {
        auto file = SqliteDatabase::open(path, SqliteDatabase::Access::Read).value();
        const auto rows = file.query(sql);
        return rows ? rows.value() : QByteArrayList{"ERROR"};
    }

private Q_SLOTS:
    void goesUpAndComesBackWithWhatWasWrittenSince() {
        QTemporaryDir folder;
        const LocalPath notes = makeNotes(folder);
        const auto up = planMigrations(notes, {m_first}, {m_first, m_second}).value();
        QCOMPARE(up.revisions(), QStringList{"0002"});
        QVERIFY(!up.backwards);
        const auto ran = runMigrations(notes, up, {"0001"}, m_now);
        QVERIFY2(ran.has_value(), ran ? "" : qPrintable(ran.error().toString()));
        QVERIFY(ran.value().sql.contains("ADD COLUMN tags"));
        QCOMPARE(appliedRevisions(notes).value(), (QStringList{"0001", "0002"}));
        QCOMPARE(read(notes, "SELECT tags FROM notes"), (QByteArrayList{"old", "old"}));

        QVERIFY(SqliteDatabase::open(notes, SqliteDatabase::Access::Write)
                    .value()
                    .query("INSERT INTO notes(text, tags) VALUES('written since', 'new')")
                    .has_value());

        const auto down = planMigrations(notes, {m_first, m_second}, {m_first}).value();
        QVERIFY(down.backwards);
        QVERIFY(runMigrations(notes, down, {"0001", "0002"}, m_now).has_value());
        QCOMPARE(appliedRevisions(notes).value(), QStringList{"0001"});
        QCOMPARE(read(notes, "SELECT text FROM notes"),
                 (QByteArrayList{"milk", "bread", "written since"}));
        QCOMPARE(read(notes, "SELECT tags FROM notes"), QByteArrayList{"ERROR"});
        QVERIFY(planMigrations(notes, {m_first}, {m_first}).value().steps.isEmpty());
    }

    void changesNothingWhenAStepFails_data() {
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("syntax") << QByteArray("ALTER TABLE notes ADD COLUMN a TEXT; NONSENSE;");
        QTest::newRow("no such table")
            << QByteArray("ALTER TABLE notes ADD COLUMN a TEXT; UPDATE nothing SET x = 1;");
        QTest::newRow("ends the transaction")
            << QByteArray("ALTER TABLE notes ADD COLUMN a TEXT; COMMIT;");
        QTest::newRow("rolls back") << QByteArray("ROLLBACK;");
        QTest::newRow("savepoint")
            << QByteArray("SAVEPOINT s; ALTER TABLE notes ADD COLUMN a TEXT;");
        QTest::newRow("another file") << QByteArray("ATTACH '/tmp/other.db' AS other;");
        QTest::newRow("pragma") << QByteArray("PRAGMA writable_schema = 1;");
        QTest::newRow("loads code") << QByteArray("SELECT load_extension('x');");
        QTest::newRow("copies to a file") << QByteArray("VACUUM INTO '/tmp/other.db';");
        QTest::newRow("broken reference") << QByteArray(
            "CREATE TABLE tag(note INTEGER REFERENCES notes(id)); INSERT INTO tag VALUES(99);");
    }
    void changesNothingWhenAStepFails() {
        QFETCH(QByteArray, script);
        QTemporaryDir folder;
        const LocalPath notes = makeNotes(folder);
        const QByteArrayList schema = read(notes, "SELECT sql FROM sqlite_master");
        const auto plan =
            planMigrations(notes, {m_first}, {m_first, {"0002", script, {}, false}}).value();
        const auto ran = runMigrations(notes, plan, {"0001"}, m_now);
        QVERIFY(!ran.has_value());
        QCOMPARE(ran.error().code, ErrorCode::MigrationFailed);
        QCOMPARE(read(notes, "SELECT sql FROM sqlite_master"), schema);
        QCOMPARE(read(notes, "SELECT text FROM notes"), (QByteArrayList{"milk", "bread"}));
    }

    void saysWhenThereIsNoWayBack() {
        QTemporaryDir folder;
        const LocalPath notes = makeNotes(folder);
        const SqlMigration oneWay{"0002", "ALTER TABLE notes ADD COLUMN tags TEXT;", {}, false};
        const auto up = planMigrations(notes, {m_first}, {m_first, oneWay}).value();
        QVERIFY(runMigrations(notes, up, {"0001"}, m_now).has_value());
        const auto down = planMigrations(notes, {m_first, oneWay}, {m_first});
        QVERIFY(!down.has_value());
        QCOMPARE(down.error().code, ErrorCode::MigrationMissing);
        QCOMPARE(down.error().subject, QString("0002"));
    }

    void refusesTwoHistories() {
        QTemporaryDir folder;
        const LocalPath notes = makeNotes(folder);
        const auto plan =
            planMigrations(notes, {m_first, m_second}, {m_first, {"0003", "SELECT 1;", {}, false}});
        QVERIFY(!plan.has_value());
        QCOMPARE(plan.error().code, ErrorCode::MigrationFailed);
    }

    void leavesADatabaseAloneThatIsNotThere() {
        QTemporaryDir folder;
        QVERIFY(planMigrations(inside(folder, "none.db"), {m_first}, {m_first, m_second})
                    .value()
                    .steps.isEmpty());
        QVERIFY(!QFile::exists(folder.filePath("none.db")));
    }

    void readsAFolder_data() {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QStringList>("revisions");
        QTest::addColumn<bool>("good");
        QTest::newRow("none") << QStringList{} << QStringList{} << true;
        QTest::newRow("in order") << QStringList{"0002_up.sql", "0001_up.sql", "0001_down.sql"}
                                  << QStringList{"0001", "0002"} << true;
        QTest::newRow("down alone") << QStringList{"0001_down.sql"} << QStringList{} << false;
        QTest::newRow("another name")
            << QStringList{"0001_up.sql", "README"} << QStringList{} << false;
        QTest::newRow("no revision") << QStringList{"_up.sql"} << QStringList{} << false;
    }
    void readsAFolder() {
        QFETCH(QStringList, names);
        QFETCH(QStringList, revisions);
        QFETCH(bool, good);
        QTemporaryDir folder;
        for (const QString& name : names) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("SELECT 1;");
        }
        const auto files = makeLocalFileSystem();
        const auto read = readMigrations(*files, LocalPath::parse(folder.path().toUtf8()).value());
        QCOMPARE(read.has_value(), good);
        if (good)
            QCOMPARE((MigrationPlan{read.value(), false}.revisions()), revisions);
        QVERIFY(readMigrations(*files, inside(folder, "absent")).value().isEmpty());
    }

    void copiesADatabaseThatIsBeingWritten() {
        QTemporaryDir folder;
        const LocalPath notes = makeNotes(folder);
        auto writer = SqliteDatabase::open(notes, SqliteDatabase::Access::Write).value();
        QVERIFY(writer.query("PRAGMA journal_mode = WAL").has_value());
        QVERIFY(writer.query("INSERT INTO notes(text) VALUES('committed')").has_value());
        QVERIFY(writer.query("BEGIN").has_value());
        QVERIFY(writer.query("INSERT INTO notes(text) VALUES('not committed')").has_value());
        const LocalPath copy = inside(folder, "copy.db");
        const auto copied = copyDatabase(notes, copy);
        QVERIFY2(copied.has_value(), copied ? "" : qPrintable(copied.error().toString()));
        QCOMPARE(read(copy, "SELECT text FROM notes"),
                 (QByteArrayList{"milk", "bread", "committed"}));
        QVERIFY(!QFile::exists(folder.filePath("copy.db-wal")) ||
                QFile(folder.filePath("copy.db-wal")).size() == 0);
    }

    void refusesWhatIsNoDatabase() {
        QTemporaryDir folder;
        QFile file(folder.filePath("notes.db"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("this is no database at all ").repeated(100));
        file.close();
        const auto plan =
            planMigrations(inside(folder, "notes.db"), {m_first}, {m_first, m_second});
        QVERIFY(!plan.has_value());
        QCOMPARE(plan.error().code, ErrorCode::MigrationFailed);
        QVERIFY(!copyDatabase(inside(folder, "notes.db"), inside(folder, "copy.db")).has_value());
    }
};

QTEST_GUILESS_MAIN(TestSqlMigrations)
#include "test_sql_migrations.moc"
