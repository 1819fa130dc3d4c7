// SPDX-License-Identifier: Apache-2.0
#include "json_values.h"
#include "payload/assemble_job_json.h"
#include "payload/child_json.h"
#include "payload/foreign_job_json.h"
#include "verbs.h"

#include <QFile>

#include <cstdio>

namespace upkeep {

namespace {

constexpr qint64 jobLimit = qint64(256) << 20; // 200,000 entries of a list and as many sources

void printProgress(const Progress& progress) {
    JsonValue line;
    line.set(QStringLiteral("progress"), toJson(progress));
    std::fputs(writeJsonLine(line).constData(), stdout);
    std::fflush(stdout);
}

template <typename T> ExitCode answer(const Result<T>& done, const QByteArray& line) {
    std::fputs(line.constData(), stdout);
    return done ? ExitCode::Done : exitCodeOf(done.error());
}

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
    UPKEEP_TRY_AS(const JsonValue job, childJobFromJson(text));
    if (isForeignJob(job)) {
        UPKEEP_TRY_AS(const ForeignJob foreign, foreignJobFromJson(job));
        const auto list = readForeign(foreign, session.files(), session.stop());
        return answer(list, foreignAnswerToJson(list));
    }
    UPKEEP_TRY_AS(const AssembleJob tree, assembleJobFromJson(job));
    const auto report = assemble(tree, session.files(), &printProgress, session.stop());
    return answer(report, assembleAnswerToJson(report));
}

} // namespace upkeep
