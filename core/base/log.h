// SPDX-License-Identifier: Apache-2.0
// The plain log: one line per event, `[YYYY-MM-DD HH:MM:SS] [LEVEL] text`, to stderr or a file. For
// people who look for a cause (secrets are taken out: redact.h); what happened for good is in
// history/.
#pragma once

#include "base/names.h"
#include "base/result.h"

#include <QDateTime>
#include <QMutex>
#include <QString>

#include <memory>

namespace upkeep {

enum class LogLevel { Info, Warning, Error };

// Without a newline; newlines in the text become "\\n", so that one event stays one line.
QByteArray logLine(LogLevel level, const QString& text, const QDateTime& time);

class Log {
public:
    static std::unique_ptr<Log> toStderr(LogLevel lowest = LogLevel::Info);
    // Appends; the file is made if needed, 0600.
    static Result<std::unique_ptr<Log>> toFile(const LocalPath& path,
                                               LogLevel lowest = LogLevel::Info);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    void info(const QString& text) { write(LogLevel::Info, text); }
    void warning(const QString& text) { write(LogLevel::Warning, text); }
    void error(const QString& text) { write(LogLevel::Error, text); }
    // Safe from any thread; a line that cannot be written is dropped.
    void write(LogLevel level, const QString& text);

private:
    Log(int descriptor, bool owned, LogLevel lowest)
        : m_descriptor(descriptor), m_owned(owned), m_lowest(lowest) {}

    int m_descriptor;
    bool m_owned;
    LogLevel m_lowest;
    QMutex m_mutex;
};

} // namespace upkeep
