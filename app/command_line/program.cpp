// SPDX-License-Identifier: Apache-2.0
#include "command_line/program.h"

#include "command_line/interrupt.h"
#include "text/upkeep_tr.h"

#include <cstdio>

namespace upkeep {

namespace {

void print(FILE* stream, const QString& text) {
    std::fputs(text.toUtf8().constData(), stream);
}

// The table is needed to know options, but a fault in the arguments must be said in JSON, too.
ConsoleOptions optionsOf(const QStringList& words) {
    const auto has = [&words](const char* name) { return words.contains(QLatin1String(name)); };
    return {has("--json"), has("--quiet"), has("--yes"), !has("--no-interaction")};
}

int answerHelp(const VerbTable& table, const Arguments& arguments) {
    if (arguments.verb >= 0)
        print(stdout, helpFor(table, table.verbs.at(arguments.verb)));
    else if (!arguments.group.isEmpty())
        print(stdout, helpFor(table, arguments.group));
    else if (arguments.isSet("help"))
        print(stdout, helpFor(table));
    else
        print(stdout,
              QStringLiteral("%1 %2\n").arg(QLatin1String(table.program),
                                            QStringLiteral(UPKEEP_VERSION)));
    return static_cast<int>(ExitCode::Done);
}

// What was typed is the subject, what is wrong with it the cause: together a sentence.
int failUsage(const VerbTable& table, Console& console, const Error& error) {
    if (console.options().json)
        console.fail(error, {}, static_cast<int>(ExitCode::Usage));
    else
        print(stderr,
              QStringLiteral("%1: %2 %3. %4\n")
                  .arg(QLatin1String(table.program),
                       error.subject,
                       error.cause,
                       Upkeep::tr("Add --help to see what is possible.")));
    return static_cast<int>(ExitCode::Usage);
}

Result<std::optional<std::chrono::seconds>> timeLimit(const Arguments& arguments) {
    constexpr int longest = 7 * 24 * 3600;
    if (!arguments.isSet("timeout"))
        return std::optional<std::chrono::seconds>();
    bool isNumber = false;
    const int seconds = arguments.value("timeout").toInt(&isNumber);
    if (!isNumber || seconds < 1 || seconds > longest)
        return Error{ErrorCode::UsageInvalid,
                     QStringLiteral("--timeout"),
                     QStringLiteral("takes seconds, 1 to %1").arg(longest)};
    return std::optional(std::chrono::seconds(seconds));
}

} // namespace

int runProgram(const VerbTable& table,
               const QStringList& words,
               const std::function<Result<ExitCode>(VerbCall&)>& run) {
    if (words.isEmpty()) {
        print(stdout, helpFor(table));
        return static_cast<int>(ExitCode::Usage);
    }
    Console console(optionsOf(words));
    const Result<Arguments> arguments = parseArguments(table, words);
    if (!arguments)
        return failUsage(table, console, arguments.error());
    if (arguments->isSet("help") || arguments->verb < 0)
        return answerHelp(table, *arguments);
    const auto limit = timeLimit(*arguments);
    if (!limit)
        return failUsage(table, console, limit.error());
    const Interrupt interrupt(*limit);
    VerbCall call{*arguments, console, interrupt.token(), {}};
    Result<ExitCode> code = run(call);
    console.endProgress();
    if (!code && code.error().code == ErrorCode::Cancelled && interrupt.isOverTime())
        code = Error{ErrorCode::TimeOver, arguments->value("timeout"), code.error().cause};
    if (code)
        return static_cast<int>(*code);
    if (code.error().code == ErrorCode::UsageInvalid)
        return failUsage(table, console, code.error());
    const ExitCode failure = exitCodeOf(code.error());
    console.fail(code.error(), call.context, static_cast<int>(failure));
    return static_cast<int>(failure);
}

} // namespace upkeep
