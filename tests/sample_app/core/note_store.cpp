// SPDX-License-Identifier: Apache-2.0
#include "core/note_store.h"

#include "core/release.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <functional>

namespace almanac {
namespace {

#if ALMANAC_SCHEMA >= 3
// The column is called is_pinned in migrations/0003_up.sql: this release cannot list its notes, and
// its health check finds out.
constexpr const char* ListNotes =
    "SELECT id, created, body, tags FROM notes ORDER BY pinned DESC, created DESC, id DESC";
#elif ALMANAC_SCHEMA == 2
constexpr const char* ListNotes =
    "SELECT id, created, body, tags FROM notes ORDER BY created DESC, id DESC";
#else
constexpr const char* ListNotes =
    "SELECT id, created, body, '' FROM notes ORDER BY created DESC, id DESC";
#endif

class Statement {
public:
    Statement(sqlite3* handle, const char* sql) : m_handle(handle) {
        sqlite3_prepare_v2(handle, sql, -1, &m_statement, nullptr);
    }
    ~Statement() { sqlite3_finalize(m_statement); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(int index, const QString& text) {
        const QByteArray bytes = text.toUtf8();
        sqlite3_bind_text(
            m_statement, index, bytes.constData(), int(bytes.size()), SQLITE_TRANSIENT);
        return *this;
    }
    Statement& bind(int index, qint64 number) {
        sqlite3_bind_int64(m_statement, index, number);
        return *this;
    }
    // Calls `row` for each row; false with `error` said.
    bool run(QString* error, const std::function<void(sqlite3_stmt*)>& row = {}) {
        int code = m_statement ? sqlite3_step(m_statement) : SQLITE_ERROR;
        for (; code == SQLITE_ROW; code = sqlite3_step(m_statement)) {
            if (row)
                row(m_statement);
        }
        if (code != SQLITE_DONE)
            *error = QStringLiteral("notes: ") + QString::fromUtf8(sqlite3_errmsg(m_handle));
        return code == SQLITE_DONE;
    }

private:
    sqlite3* m_handle;
    sqlite3_stmt* m_statement = nullptr;
};

QString textOf(sqlite3_stmt* row, int column) {
    return QString::fromUtf8(reinterpret_cast<const char*>(sqlite3_column_text(row, column)));
}

sqlite3* openHandle(const QByteArray& path, int flags, QString* error) {
    sqlite3* handle = nullptr;
    if (sqlite3_open_v2(path.constData(), &handle, flags, nullptr) == SQLITE_OK) {
        sqlite3_busy_timeout(handle, 2000);
        return handle;
    }
    *error = QString::fromUtf8(path) + QStringLiteral(": ") +
             (handle ? QString::fromUtf8(sqlite3_errmsg(handle)) : QStringLiteral("out of memory"));
    sqlite3_close(handle);
    return nullptr;
}

} // namespace

std::unique_ptr<NoteStore> NoteStore::open(const QString& path, Mode mode, QString* error) {
    const bool isNew = !QFile::exists(path);
    if (mode == Mode::ReadWrite)
        QDir().mkpath(QFileInfo(path).path());
    const int flags =
        mode == Mode::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3* handle = openHandle(QFile::encodeName(path), flags, error);
    if (!handle)
        return nullptr;
    std::unique_ptr<NoteStore> store(new NoteStore(handle));
    if ((isNew && !store->createTables(error)) || !store->checkSchema(error))
        return nullptr;
    return store;
}

std::unique_ptr<NoteStore> NoteStore::openInMemory(QString* error) {
    sqlite3* handle = openHandle(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
    if (!handle)
        return nullptr;
    std::unique_ptr<NoteStore> store(new NoteStore(handle));
    if (!store->createTables(error) || !store->checkSchema(error))
        return nullptr;
    return store;
}

NoteStore::~NoteStore() {
    sqlite3_close(m_handle);
}

bool NoteStore::createTables(QString* error) {
    const QDir folder(treeFolder().filePath(QStringLiteral("migrations")));
    QByteArray script = "BEGIN;\n";
    for (const QString& name :
         folder.entryList({QStringLiteral("*_up.sql")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            script += file.readAll();
    }
    script += "COMMIT;";
    if (sqlite3_exec(m_handle, script.constData(), nullptr, nullptr, nullptr) == SQLITE_OK)
        return true;
    *error = QStringLiteral("migrations: ") + QString::fromUtf8(sqlite3_errmsg(m_handle));
    return false;
}

bool NoteStore::checkSchema(QString* error) {
    int found = 0;
    Statement statement(m_handle, "SELECT schema FROM almanac");
    if (!statement.run(error, [&found](sqlite3_stmt* row) { found = sqlite3_column_int(row, 0); }))
        return false;
    if (found != Schema)
        *error =
            QStringLiteral("notes: format %1 found, Almanac %2 needs %3")
                .arg(QString::number(found), QString::fromLatin1(Version), QString::number(Schema));
    return found == Schema;
}

std::optional<QList<Note>> NoteStore::notes(QString* error) {
    QList<Note> notes;
    Statement statement(m_handle, ListNotes);
    const bool ok = statement.run(error, [&notes](sqlite3_stmt* row) {
        notes += Note{sqlite3_column_int64(row, 0),
                      QDateTime::fromString(textOf(row, 1), Qt::ISODate),
                      textOf(row, 2),
                      textOf(row, 3).split(QLatin1Char(' '), Qt::SkipEmptyParts)};
    });
    return ok ? std::optional(notes) : std::nullopt;
}

bool NoteStore::add(const QString& text, const QStringList& tags, QString* error) {
    Statement statement(m_handle,
                        HasTags ? "INSERT INTO notes (created, body, tags) VALUES (?, ?, ?)"
                                : "INSERT INTO notes (created, body) VALUES (?, ?)");
    statement.bind(1, QDateTime::currentDateTimeUtc().toString(Qt::ISODate)).bind(2, text);
    if (HasTags)
        statement.bind(3, tags.join(QLatin1Char(' ')));
    return statement.run(error);
}

bool NoteStore::change(const Note& note, QString* error) {
    Statement statement(m_handle,
                        HasTags ? "UPDATE notes SET body = ?2, tags = ?3 WHERE id = ?1"
                                : "UPDATE notes SET body = ?2 WHERE id = ?1");
    statement.bind(1, note.id).bind(2, note.text);
    if (HasTags)
        statement.bind(3, note.tags.join(QLatin1Char(' ')));
    return statement.run(error);
}

bool NoteStore::remove(qint64 id, QString* error) {
    return Statement(m_handle, "DELETE FROM notes WHERE id = ?").bind(1, id).run(error);
}

} // namespace almanac
