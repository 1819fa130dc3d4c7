// SPDX-License-Identifier: Apache-2.0
// The notes, in one SQLite file. A new file is made by the same migrations that Upkeep runs on an
// old one.
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

struct sqlite3;

namespace almanac {

struct Note {
    qint64 id = 0;
    QDateTime created;
    QString text;
    QStringList tags; // from 1.1.0 on
};

class NoteStore {
public:
    enum class Mode { ReadOnly, ReadWrite };

    // nullptr with `error` said where the file cannot be opened or has another format.
    static std::unique_ptr<NoteStore> open(const QString& path, Mode mode, QString* error);
    // An empty one that is gone afterwards: to try the queries where there is no file yet.
    static std::unique_ptr<NoteStore> openInMemory(QString* error);
    ~NoteStore();
    NoteStore(const NoteStore&) = delete;
    NoteStore& operator=(const NoteStore&) = delete;

    std::optional<QList<Note>> notes(QString* error); // newest first
    bool add(const QString& text, const QStringList& tags, QString* error);
    bool change(const Note& note, QString* error);
    bool remove(qint64 id, QString* error);

private:
    explicit NoteStore(sqlite3* handle) : m_handle(handle) {}
    bool createTables(QString* error);
    bool checkSchema(QString* error);

    sqlite3* m_handle;
};

} // namespace almanac
