// SPDX-License-Identifier: Apache-2.0
#include "walks/event_log.h"

#include <cstdio>

#include <sys/stat.h>

namespace upkeep {
namespace {

constexpr qint64 largestLog = 1024 * 1024;

// The older lines make room for the newer ones.
void turnOver(const LocalPath& file) {
    struct stat status = {};
    if (::lstat(file.c_str(), &status) != 0 || status.st_size < largestLog)
        return;
    const QByteArray older = file.bytes() + ".1";
    (void)std::rename(file.c_str(), older.constData());
}

} // namespace

QString logText(const HistoryEvent& event, const QString& product) {
    QString text = product + QStringLiteral(": ") + event.operation;
    if (event.from != event.to)
        text += QStringLiteral(" %1 to %2").arg(event.from.toString(), event.to.toString());
    else
        text += u' ' + event.to.toString();
    text += QStringLiteral(": ") + event.result;
    if (event.errorId.isEmpty())
        return text;
    text += QStringLiteral(", ") + event.errorId;
    if (!event.errorSubject.isEmpty())
        text += u' ' + event.errorSubject;
    if (!event.errorCause.isEmpty())
        text += QStringLiteral(" (%1)").arg(event.errorCause);
    return text;
}

LogLevel logLevelOf(const HistoryEvent& event) {
    if (event.result == QLatin1String("failed") || event.result == QLatin1String("rolled-back"))
        return LogLevel::Error;
    return event.result == QLatin1String("blocked") || event.result == QLatin1String("cancelled")
               ? LogLevel::Warning
               : LogLevel::Info;
}

void logEvent(const ProductSite& site, const HistoryEvent& event) {
    const LocalPath file = site.seams().places.log();
    turnOver(file);
    const auto log = Log::toFile(file, site.preferences().logLevel);
    if (log)
        (*log)->write(logLevelOf(event), logText(event, site.id()));
}

} // namespace upkeep
