// SPDX-License-Identifier: Apache-2.0
#include "walks/history_export.h"

#include "history/history.h"
#include "walks/state_id.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>

namespace upkeep {
namespace {

QList<std::pair<QString, QString>> fields(const HistoryEvent& event) {
    return {{QStringLiteral("id"), event.id},
            {QStringLiteral("time"), event.time.toUTC().toString(Qt::ISODate)},
            {QStringLiteral("operation"), event.operation},
            {QStringLiteral("result"), event.result},
            {QStringLiteral("from"), event.from.toString()},
            {QStringLiteral("to"), event.to.toString()},
            {QStringLiteral("trigger"), QString(triggerName(event.trigger))},
            {QStringLiteral("seconds"), QString::number(event.seconds, 'f', 3)},
            {QStringLiteral("bytes"), QString::number(event.bytes)},
            {QStringLiteral("snapshot"), event.snapshot},
            {QStringLiteral("kept"), event.kept.join(QStringLiteral("; "))},
            {QStringLiteral("error"), event.errorId},
            {QStringLiteral("error_subject"), event.errorSubject},
            {QStringLiteral("error_cause"), event.errorCause}};
}

// RFC 4180; a leading =, +, - or @ would be run as a formula by spreadsheets.
QString csvCell(QString text) {
    if (!text.isEmpty() && QStringLiteral("=+-@").contains(text.front()))
        text.prepend(QLatin1Char('\''));
    text.replace(QLatin1Char('"'), QLatin1String("\"\""));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

} // namespace

QByteArray historyAsJson(const QList<HistoryEvent>& events) {
    QJsonArray array;
    for (const HistoryEvent& event : events) {
        QJsonObject object;
        for (const auto& [name, value] : fields(event))
            object.insert(name, value);
        object.insert(QStringLiteral("seconds"), event.seconds);
        object.insert(QStringLiteral("bytes"), event.bytes);
        array.append(object);
    }
    return QJsonDocument(array).toJson();
}

QByteArray historyAsCsv(const QList<HistoryEvent>& events) {
    QStringList lines;
    QStringList head;
    for (const auto& [name, value] : fields({}))
        head << name;
    lines << head.join(QLatin1Char(','));
    for (const HistoryEvent& event : events) {
        QStringList cells;
        for (const auto& [name, value] : fields(event))
            cells << csvCell(value);
        lines << cells.join(QLatin1Char(','));
    }
    return lines.join(QLatin1String("\r\n")).toUtf8() + "\r\n";
}

QString historyReport(const ProductStatus& status, const QList<HistoryEvent>& events) {
    constexpr qsizetype reported = 20;
    QStringList lines{
        QStringLiteral("Upkeep %1").arg(QStringLiteral(UPKEEP_VERSION)),
        QStringLiteral("Product %1 %2, channel %3, state %4")
            .arg(status.id, status.version.toString(), status.channel, stateId(status.state))};
    lines << QStringLiteral("System %1, %2")
                 .arg(QSysInfo::prettyProductName(),
                      QSysInfo::kernelType() + QLatin1Char(' ') + QSysInfo::kernelVersion());
    if (status.lastError)
        lines << QStringLiteral("Last error %1").arg(errorId(status.lastError->code));
    for (const HistoryEvent& event : events.first(std::min(reported, events.size()))) {
        QString line = QStringLiteral("%1 %2 %3 %4 -> %5 %6")
                           .arg(event.time.toUTC().toString(Qt::ISODate),
                                event.operation,
                                event.result,
                                event.from.toString(),
                                event.to.toString(),
                                QString(triggerName(event.trigger)));
        if (!event.errorId.isEmpty())
            line += QStringLiteral(" [%1]").arg(event.errorId);
        lines << line;
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace upkeep
