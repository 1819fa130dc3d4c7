// SPDX-License-Identifier: Apache-2.0
#include "components/sqlite_database.h"

#include <sqlite3.h>
#include <unistd.h>

namespace upkeep {

namespace {

constexpr int busyTimeoutMs = 5'000;

// What a migration may do: read and write tables, make and change schema. Everything that would
// leave its transaction or its file is refused.
int authorizeScript(void*, int action, const char*, const char* name, const char*, const char*) {
    switch (action) {
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
    case SQLITE_PRAGMA:
        return SQLITE_DENY;
    case SQLITE_FUNCTION:
        return name && qstricmp(name, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
    default:
        return SQLITE_OK;
    }
}

int openFlags(SqliteDatabase::Access access) {
    switch (access) {
    case SqliteDatabase::Access::Read:
        return SQLITE_OPEN_READONLY;
    case SqliteDatabase::Access::Write:
        return SQLITE_OPEN_READWRITE;
    case SqliteDatabase::Access::Create:
        return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    }
    return SQLITE_OPEN_READONLY;
}

using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

Result<void> runBackup(SqliteDatabase& source, SqliteDatabase& copy) {
    sqlite3_backup* backup = sqlite3_backup_init(copy.handle(), "main", source.handle(), "main");
    if (!backup)
        return copy.failure(QStringLiteral("starting the copy"));
    int code = SQLITE_OK;
    // A writer in another process restarts the copy; after some time the lock is waited for in one
    // go.
    for (int waited = 0; waited < busyTimeoutMs; waited += 50) {
        code = sqlite3_backup_step(backup, -1);
        if (code != SQLITE_BUSY && code != SQLITE_LOCKED)
            break;
        sqlite3_sleep(50);
    }
    sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE)
        return Error{ErrorCode::MigrationFailed,
                     {},
                     QStringLiteral("copying the database: %1")
                         .arg(QString::fromUtf8(sqlite3_errstr(code)))};
    return {};
}

} // namespace

SqliteDatabase::SqliteDatabase(sqlite3* handle, LocalPath path)
    : m_handle(handle), m_path(std::move(path)) {}

SqliteDatabase::~SqliteDatabase() {
    close();
}

SqliteDatabase::SqliteDatabase(SqliteDatabase&& other) noexcept
    : m_handle(std::exchange(other.m_handle, nullptr)), m_path(std::move(other.m_path)) {}

SqliteDatabase& SqliteDatabase::operator=(SqliteDatabase&& other) noexcept {
    if (this != &other) {
        close();
        m_handle = std::exchange(other.m_handle, nullptr);
        m_path = std::move(other.m_path);
    }
    return *this;
}

void SqliteDatabase::close() {
    sqlite3_close_v2(m_handle);
    m_handle = nullptr;
}

Error SqliteDatabase::failure(const QString& doing) const {
    const QString cause =
        m_handle ? QString::fromUtf8(sqlite3_errmsg(m_handle)) : QStringLiteral("out of memory");
    return Error{
        ErrorCode::MigrationFailed, m_path.display(), doing + QStringLiteral(": ") + cause};
}

Result<SqliteDatabase> SqliteDatabase::open(const LocalPath& path, Access access) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, openFlags(access), nullptr);
    SqliteDatabase database(handle, path);
    if (code != SQLITE_OK && ::access(path.c_str(), F_OK) != 0)
        return Error{
            ErrorCode::FileNotFound, path.display(), QStringLiteral("there is no such database")};
    if (code != SQLITE_OK)
        return database.failure(QStringLiteral("opening"));
    sqlite3_busy_timeout(handle, busyTimeoutMs);
    return database;
}

Result<QByteArrayList> SqliteDatabase::query(const char* sql, const QByteArrayList& values) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(m_handle, sql, -1, &raw, nullptr) != SQLITE_OK)
        return failure(QString::fromUtf8(sql));
    const Statement statement(raw, &sqlite3_finalize);
    for (int i = 0; i < values.size(); ++i)
        sqlite3_bind_text(raw,
                          i + 1,
                          values[i].constData(),
                          static_cast<int>(values[i].size()),
                          SQLITE_TRANSIENT);
    QByteArrayList rows;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(raw)) == SQLITE_ROW)
        rows += QByteArray(reinterpret_cast<const char*>(sqlite3_column_text(raw, 0)),
                           sqlite3_column_bytes(raw, 0));
    if (code != SQLITE_DONE)
        return failure(QString::fromUtf8(sql));
    return rows;
}

Result<void> SqliteDatabase::runScript(const QByteArray& sql) {
    sqlite3_set_authorizer(m_handle, &authorizeScript, nullptr);
    const char* rest = sql.constData();
    Result<void> outcome;
    while (outcome && *rest) {
        sqlite3_stmt* raw = nullptr;
        const char* begin = rest;
        const auto excerpt = [&] {
            return QString::fromUtf8(begin, qMin<qsizetype>(rest - begin, 200)).simplified();
        };
        if (sqlite3_prepare_v2(m_handle, begin, -1, &raw, &rest) != SQLITE_OK) {
            rest = qMax(rest, begin);
            outcome = failure(excerpt());
            break;
        }
        const Statement statement(raw, &sqlite3_finalize);
        int code = SQLITE_ROW;
        while (raw && (code = sqlite3_step(raw)) == SQLITE_ROW) {
        }
        if (raw && code != SQLITE_DONE)
            outcome = failure(excerpt());
    }
    sqlite3_set_authorizer(m_handle, nullptr, nullptr);
    return outcome;
}

Result<void> SqliteDatabase::checkIntegrity() {
    UPKEEP_TRY_AS(const QByteArrayList answer, query("PRAGMA integrity_check(1)"));
    if (answer != QByteArrayList{"ok"})
        return Error{ErrorCode::MigrationFailed,
                     m_path.display(),
                     QStringLiteral("integrity_check: ") + QString::fromUtf8(answer.join("; "))};
    return {};
}

Result<void> copyDatabase(const LocalPath& from, const LocalPath& to) {
    UPKEEP_TRY_AS(SqliteDatabase source, SqliteDatabase::open(from, SqliteDatabase::Access::Read));
    UPKEEP_TRY_AS(SqliteDatabase copy, SqliteDatabase::open(to, SqliteDatabase::Access::Create));
    UPKEEP_TRY(runBackup(source, copy));
    return copy.checkIntegrity();
}

} // namespace upkeep
