// SPDX-License-Identifier: Apache-2.0
#include "history/history.h"

#include "base/json.h"

#include <QUuid>

#include <algorithm>
#include <array>
#include <cmath>

#include <unistd.h>

namespace upkeep {

namespace {

// What is listed: the last events that fit; older ones stay in the file.
constexpr qint64 listedBytes = 8 * 1024 * 1024;

constexpr std::array triggerNames = {QLatin1String("user"),
                                     QLatin1String("tray"),
                                     QLatin1String("command-line"),
                                     QLatin1String("silent"),
                                     QLatin1String("admin"),
                                     QLatin1String("recovery")};

QString timeText(const QDateTime& time) {
    return time.toUTC().toString(Qt::ISODateWithMs);
}

bool isSet(const Version& version) {
    return version.toString() != Version().toString();
}

void setIf(JsonValue& object, const QString& name, const QString& text) {
    if (!text.isEmpty())
        object.set(name, text);
}

JsonValue errorJson(const HistoryEvent& event) {
    JsonValue error;
    error.set(QStringLiteral("error"), event.errorCause);
    error.set(QStringLiteral("context"), event.errorSubject);
    error.set(QStringLiteral("timestamp"), timeText(event.time));
    error.set(QStringLiteral("type"), event.errorId);
    return error;
}

JsonValue dataJson(const HistoryEvent& event) {
    JsonValue data;
    data.set(QStringLiteral("id"), event.id);
    setIf(data, QStringLiteral("result"), event.result);
    if (isSet(event.from))
        data.set(QStringLiteral("from"), event.from.toString());
    if (isSet(event.to))
        data.set(QStringLiteral("to"), event.to.toString());
    data.set(QStringLiteral("duration_ms"), qint64(std::llround(event.seconds * 1000)));
    data.set(QStringLiteral("bytes"), event.bytes);
    setIf(data, QStringLiteral("snapshot"), event.snapshot);
    if (!event.kept.isEmpty()) {
        JsonValue::Array kept;
        for (const QString& setting : event.kept)
            kept.append(setting);
        data.set(QStringLiteral("kept"), kept);
    }
    if (!event.errorId.isEmpty())
        data.set(QStringLiteral("error"), errorJson(event));
    return data;
}

Result<Version> readVersion(const JsonValue& data, QStringView name) {
    UPKEEP_TRY_AS(const auto text, data.optionalString(name));
    if (!text)
        return Version();
    return Version::parse(*text);
}

Result<QString> readText(const JsonValue& data, QStringView name) {
    UPKEEP_TRY_AS(const auto text, data.optionalString(name));
    return text.value_or(QString());
}

Result<void> readError(HistoryEvent& event, const JsonValue& data) {
    if (const JsonValue* error = data.find(u"error")) {
        UPKEEP_TRY_AS(event.errorId, error->requiredString(u"type"));
        UPKEEP_TRY_AS(event.errorSubject, error->requiredString(u"context"));
        UPKEEP_TRY_AS(event.errorCause, error->requiredString(u"error"));
    }
    return {};
}

Result<void> readData(HistoryEvent& event, const JsonValue& data) {
    UPKEEP_TRY_AS(event.id, data.requiredString(u"id"));
    UPKEEP_TRY_AS(event.result, readText(data, u"result"));
    UPKEEP_TRY_AS(event.from, readVersion(data, u"from"));
    UPKEEP_TRY_AS(event.to, readVersion(data, u"to"));
    UPKEEP_TRY_AS(const qint64 milliseconds, data.optionalInteger(u"duration_ms", 0));
    event.seconds = double(milliseconds) / 1000;
    UPKEEP_TRY_AS(event.bytes, data.optionalInteger(u"bytes", 0));
    UPKEEP_TRY_AS(event.snapshot, readText(data, u"snapshot"));
    UPKEEP_TRY_AS(event.kept, data.optionalStrings(u"kept"));
    return readError(event, data);
}

Trigger triggerFromName(const QString& name) {
    const auto it = std::find(triggerNames.begin(), triggerNames.end(), name);
    return it == triggerNames.end() ? Trigger::User
                                    : static_cast<Trigger>(it - triggerNames.begin());
}

// The last `limit` bytes of the file, or all of it.
Result<QByteArray> readEnd(FileSystem& files, const LocalPath& file, qint64 limit) {
    UPKEEP_TRY_AS(const FileStat stat, files.stat(file));
    UPKEEP_TRY_AS(const Descriptor descriptor, files.open(file));
    const qint64 start = qMax<qint64>(0, stat.size - limit);
    QByteArray text(stat.size - start, Qt::Uninitialized);
    qint64 done = 0;
    while (done < text.size()) {
        const ssize_t n =
            ::pread(descriptor.get(), text.data() + done, size_t(text.size() - done), start + done);
        if (n <= 0)
            return Error{ErrorCode::FileFailed, file.display(), QStringLiteral("cannot be read")};
        done += n;
    }
    return text;
}

// A cut may have left half a line; the next event must not be glued to it.
Result<bool> endsInsideALine(FileSystem& files, const LocalPath& file) {
    const auto last = readEnd(files, file, 1);
    if (!last && last.error().code == ErrorCode::FileNotFound)
        return false;
    if (!last)
        return last.error();
    return !last->isEmpty() && *last != "\n";
}

} // namespace

QLatin1String triggerName(Trigger trigger) {
    return triggerNames[static_cast<size_t>(trigger)];
}

QByteArray historyLine(const HistoryEvent& event, const QString& service) {
    JsonValue context;
    context.set(QStringLiteral("trigger"), QString(triggerName(event.trigger)));
    JsonValue line;
    line.set(QStringLiteral("timestamp"), timeText(event.time));
    line.set(QStringLiteral("event_type"), event.operation);
    line.set(QStringLiteral("service"), service);
    line.set(QStringLiteral("version"), (isSet(event.to) ? event.to : event.from).toString());
    line.set(QStringLiteral("data"), dataJson(event));
    line.set(QStringLiteral("context"), context);
    return writeJsonLine(line);
}

Result<HistoryEvent> parseHistoryLine(QByteArrayView line) {
    UPKEEP_TRY_AS(const JsonValue json, parseJson(line));
    HistoryEvent event;
    UPKEEP_TRY_AS(const QString time, json.requiredString(u"timestamp"));
    event.time = QDateTime::fromString(time, Qt::ISODateWithMs).toUTC();
    UPKEEP_TRY_AS(event.operation, json.requiredString(u"event_type"));
    UPKEEP_TRY_AS(const JsonValue data, json.requiredObject(u"data"));
    UPKEEP_TRY(readData(event, data));
    UPKEEP_TRY_AS(const JsonValue context, json.requiredObject(u"context"));
    UPKEEP_TRY_AS(const QString trigger, readText(context, u"trigger"));
    event.trigger = triggerFromName(trigger);
    return event;
}

History::History(FileSystem& files, LocalPath file, QString service)
    : m_files(files), m_file(std::move(file)), m_service(std::move(service)) {}

Result<HistoryEvent> History::append(HistoryEvent event) {
    if (event.id.isEmpty())
        event.id = QUuid::createUuid().toString(QUuid::Id128).left(12);
    UPKEEP_TRY(m_files.makeFolders(m_file.parent(), 0700));
    UPKEEP_TRY_AS(const bool torn, endsInsideALine(m_files, m_file));
    const QByteArray line = historyLine(event, m_service);
    UPKEEP_TRY(m_files.appendAndSync(m_file, torn ? '\n' + line : line));
    return event;
}

Result<QList<HistoryEvent>> History::list() {
    const auto text = readEnd(m_files, m_file, listedBytes);
    if (!text && text.error().code == ErrorCode::FileNotFound)
        return QList<HistoryEvent>();
    if (!text)
        return text.error();
    // The first line may be cut in the middle, the last one torn: neither parses.
    QList<HistoryEvent> events;
    for (const QByteArray& line : text->split('\n'))
        if (auto event = parseHistoryLine(line))
            events.prepend(std::move(*event));
    return events;
}

} // namespace upkeep
