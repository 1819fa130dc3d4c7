// SPDX-License-Identifier: Apache-2.0
#include "command_line/console.h"

#include "base/redact.h"
#include "command_line/basic_json.h"
#include "command_line/progress_bar.h"
#include "text/health_text.h"

#include <cstdio>
#include <iostream>
#include <string>

#include <unistd.h>

namespace upkeep {

namespace {

// Isolates keep versions in order in a right-to-left window; a terminal would show them as boxes.
QByteArray plain(QString text) {
    return text.remove(QChar(0x2068)).remove(QChar(0x2069)).toUtf8();
}

void put(FILE* stream, const QByteArray& bytes) {
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stream);
    std::fflush(stream);
}

} // namespace

Console::Console(const ConsoleOptions& options)
    : m_options(options),
      m_bar(std::make_unique<ProgressBar>(::isatty(STDOUT_FILENO) == 1,
                                          [](const QString& text) { put(stdout, plain(text)); })) {}

Console::~Console() = default;

void Console::write(const QString& text) {
    m_bar->interrupt();
    put(stdout, plain(text));
}

void Console::say(const QString& line) {
    if (!m_options.json && !m_options.quiet)
        write(line + u'\n');
}

void Console::result(const JsonValue& value) {
    if (!m_options.json)
        return;
    JsonValue envelope;
    envelope.set(QStringLiteral("result"), value);
    put(stdout, writeJsonLine(envelope));
}

void Console::fail(const Error& whole, const TextContext& context, int exitCode) {
    m_bar->interrupt();
    const Error error{whole.code, redacted(whole.subject), redacted(whole.cause)};
    const ErrorText text = describe(error, context);
    if (m_options.json) {
        JsonValue value = toJson(error);
        value.set(QStringLiteral("message"), QString::fromUtf8(plain(text.paragraph())));
        value.set(QStringLiteral("exit_code"), exitCode);
        JsonValue envelope;
        envelope.set(QStringLiteral("error"), value);
        put(stdout, writeJsonLine(envelope));
        return;
    }
    put(stderr, plain(text.paragraph()) + "\n  (" + plain(error.toString()) + ")\n");
    if (error.code != ErrorCode::NeedsHelp)
        return;
    for (const QString& step : error.cause.split(QStringLiteral("; ")))
        put(stderr, "  - " + plain(describeStep(step)) + '\n');
}

Result<bool> Console::confirm(const QString& question, const QString& action) {
    if (m_options.yes)
        return true;
    if (!m_options.interactive || m_options.json || ::isatty(STDIN_FILENO) != 1)
        return Error{ErrorCode::UsageInvalid,
                     QStringLiteral("--yes"),
                     QStringLiteral("nobody can be asked here; --yes answers yes")};
    write(question + QStringLiteral(" [%1/n] ").arg(action));
    std::string answer;
    std::getline(std::cin, answer);
    const QString typed = QString::fromStdString(answer).trimmed().toLower();
    return typed == action.toLower() || typed == QLatin1String("y") ||
           typed == QLatin1String("yes");
}

ProgressSink Console::progress() {
    if (m_options.quiet)
        return [](const Progress&) {};
    if (!m_options.json)
        return [this](const Progress& progress) { m_bar->show(progress); };
    auto lastLine = std::make_shared<QElapsedTimer>();
    auto lastPhase = std::make_shared<std::optional<Phase>>();
    return [lastLine, lastPhase](const Progress& progress) {
        // Ten lines a second are enough for a machine; a change of phase is never left out.
        if (*lastPhase == progress.phase && lastLine->isValid() && lastLine->elapsed() < 100)
            return;
        *lastPhase = progress.phase;
        lastLine->start();
        JsonValue envelope;
        envelope.set(QStringLiteral("progress"), toJson(progress));
        put(stdout, writeJsonLine(envelope));
    };
}

void Console::endProgress() {
    m_bar->interrupt();
}

} // namespace upkeep
