// SPDX-License-Identifier: Apache-2.0
// One open SQLite file, closed with the object, and the consistent copy of one that is in use.
#pragma once

#include "base/names.h"
#include "base/result.h"

#include <QByteArray>
#include <QList>

#include <memory>

struct sqlite3;

namespace upkeep {

class SqliteDatabase {
public:
    enum class Access { Read, Write, Create };

    // Waits up to five seconds for somebody else's lock. Fails with migrate.failed, or with
    // file.not-found where there is none.
    static Result<SqliteDatabase> open(const LocalPath& path, Access access);
    ~SqliteDatabase();
    SqliteDatabase(const SqliteDatabase&) = delete;
    SqliteDatabase& operator=(const SqliteDatabase&) = delete;
    SqliteDatabase(SqliteDatabase&& other) noexcept;
    SqliteDatabase& operator=(SqliteDatabase&& other) noexcept;

    // One statement with text values bound to its question marks; the first column of each row.
    Result<QByteArrayList> query(const char* sql, const QByteArrayList& values = {});
    // Statements of a file, one after the other. None may begin, end or leave the transaction,
    // attach another file, set a pragma or load code: refused before anything of it runs.
    Result<void> runScript(const QByteArray& sql);
    Result<void> checkIntegrity();

    sqlite3* handle() const { return m_handle; }
    Error failure(const QString& doing) const;

private:
    SqliteDatabase(sqlite3* handle, LocalPath path);
    void close();

    sqlite3* m_handle = nullptr;
    LocalPath m_path;
};

// A consistent copy of `from`, also while another program writes to it (SQLite's online backup),
// checked with integrity_check. `to` must not exist; no -wal or -shm is left beside it. Not synced.
Result<void> copyDatabase(const LocalPath& from, const LocalPath& to);

} // namespace upkeep
