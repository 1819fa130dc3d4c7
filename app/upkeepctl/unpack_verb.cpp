// SPDX-License-Identifier: Apache-2.0
#include "json_values.h"
#include "payload/assemble.h"
#include "payload/assemble_job_json.h"
#include "verbs.h"

#include <QFile>

#include <cstdio>

namespace upkeep {

namespace {

constexpr qint64 jobLimit = qint64(256) << 20; // 200,000 entries of a list and as many sources

} // namespace

// The child that parses what came from outside: a job on standard input, progress and a report on
// standard output.
Result<ExitCode> unpackVerb(Session& session) {
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return Error{ErrorCode::UsageInvalid,
                     QStringLiteral("unpack"),
                     QStringLiteral("has no standard input")};
    const QByteArray text = input.read(jobLimit);
    UPKEEP_TRY_AS(const AssembleJob job, assembleJobFromJson(text));
    const auto report = assemble(
        job,
        session.files(),
        [](const Progress& progress) {
            JsonValue line;
            line.set(QStringLiteral("progress"), toJson(progress));
            std::fputs(writeJsonLine(line).constData(), stdout);
            std::fflush(stdout);
        },
        session.stop());
    const QByteArray answer = assembleAnswerToJson(report);
    std::fputs(answer.constData(), stdout);
    return report ? ExitCode::Done : exitCodeOf(report.error());
}

} // namespace upkeep
