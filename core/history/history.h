// SPDX-License-Identifier: Apache-2.0
// What happened, as append-only JSON lines: {timestamp, event_type, service, version, data,
// context}, an error inside data as {error, context, timestamp, type}. Appending is durable; a torn
// last line is dropped when reading.
#pragma once

#include "base/names.h"
#include "base/result.h"
#include "history/history_event.h"
#include "system/file_system.h"

#include <QList>

namespace upkeep {

class History {
public:
    // `service` is the product's id, `file` e.g. .../history/<id>.jsonl; its folder is made when
    // first written to.
    History(FileSystem& files, LocalPath file, QString service);

    // Gives the event an id if it has none.
    Result<HistoryEvent> append(HistoryEvent event);
    // Newest first; none if nothing was written yet. Lines of a newer format are skipped.
    Result<QList<HistoryEvent>> list();

private:
    FileSystem& m_files;
    LocalPath m_file;
    QString m_service;
};

QLatin1String triggerName(Trigger trigger); // user, tray, command-line, silent, admin, recovery

// One line with its newline, and back.
QByteArray historyLine(const HistoryEvent& event, const QString& service);
Result<HistoryEvent> parseHistoryLine(QByteArrayView line);

} // namespace upkeep
