// SPDX-License-Identifier: Apache-2.0
// What upkeepctl says: lines for people or one JSON object per line for machines, a progress bar on
// a terminal, and questions that are never asked where nobody can answer.
#pragma once

#include "base/error.h"
#include "base/json.h"
#include "base/progress.h"
#include "base/result.h"
#include "text/error_text.h"

#include <QElapsedTimer>
#include <QString>

#include <memory>

namespace upkeep {

struct ConsoleOptions {
    bool json = false;
    bool quiet = false;
    bool yes = false;
    bool interactive = true; // --no-interaction turns it off
};

class ProgressBar;

class Console {
public:
    explicit Console(const ConsoleOptions& options);
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    const ConsoleOptions& options() const { return m_options; }

    // A line for people; nothing with --json or --quiet.
    void say(const QString& line);
    // The outcome for machines: {"result": ...} with --json, else nothing.
    void result(const JsonValue& value);
    // For people what happened, the state, what to do; for machines {"error": {...}}.
    // Secrets are taken out.
    void fail(const Error& whole, const TextContext& context, int exitCode);
    // Yes to go on. --yes answers it; without a terminal or with --no-interaction it is
    // usage.invalid.
    Result<bool> confirm(const QString& question, const QString& action);
    // The sink walks report to: a bar on a terminal, a line per phase otherwise, JSON lines with
    // --json.
    ProgressSink progress();
    // Ends the bar's line.
    void endProgress();

private:
    void write(const QString& text);

    ConsoleOptions m_options;
    std::unique_ptr<ProgressBar> m_bar;
};

} // namespace upkeep
