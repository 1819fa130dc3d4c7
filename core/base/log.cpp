// SPDX-License-Identifier: Apache-2.0
#include "base/log.h"

#include "base/redact.h"

#include <QMutexLocker>

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace upkeep {

namespace {

QLatin1String levelName(LogLevel level) {
    switch (level) {
    case LogLevel::Info:
        return QLatin1String("INFO");
    case LogLevel::Warning:
        return QLatin1String("WARNING");
    case LogLevel::Error:
        return QLatin1String("ERROR");
    }
    return QLatin1String("ERROR");
}

} // namespace

QByteArray logLine(LogLevel level, const QString& text, const QDateTime& time) {
    QString oneLine = redacted(text);
    oneLine.replace(QLatin1Char('\n'), QLatin1String("\\n"));
    oneLine.replace(QLatin1Char('\r'), QLatin1String("\\r"));
    return QStringLiteral("[%1] [%2] %3")
        .arg(time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")), levelName(level), oneLine)
        .toUtf8();
}

std::unique_ptr<Log> Log::toStderr(LogLevel lowest) {
    return std::unique_ptr<Log>(new Log(STDERR_FILENO, false, lowest));
}

Result<std::unique_ptr<Log>> Log::toFile(const LocalPath& path, LogLevel lowest) {
    const int descriptor =
        ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return Error{ErrorCode::FileFailed, path.display(), qt_error_string(errno)};
    return std::unique_ptr<Log>(new Log(descriptor, true, lowest));
}

Log::~Log() {
    if (m_owned)
        ::close(m_descriptor);
}

void Log::write(LogLevel level, const QString& text) {
    if (level < m_lowest)
        return;
    const QByteArray line = logLine(level, text, QDateTime::currentDateTime()) + '\n';
    const QMutexLocker locker(&m_mutex);
    qsizetype written = 0;
    while (written < line.size()) {
        const ssize_t n =
            ::write(m_descriptor, line.constData() + written, size_t(line.size() - written));
        if (n < 0 && errno != EINTR)
            return;
        written += qMax<ssize_t>(n, 0);
    }
}

} // namespace upkeep
