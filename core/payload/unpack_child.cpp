// SPDX-License-Identifier: Apache-2.0
#include "payload/unpack_child.h"

#include "payload/child_json.h"

namespace upkeep {

namespace {

constexpr std::chrono::hours deadline{2};
constexpr qint64 keptOutput = 64 * 1024; // of its complaints; its lines are taken as they come

} // namespace

Result<QByteArray> askUnpackChild(Processes& processes,
                                  const LocalPath& worker,
                                  const QByteArray& job,
                                  const std::function<void()>& onLine,
                                  std::stop_token stop) {
    ProgramCall call;
    call.argv = {worker.bytes(), "unpack"};
    call.input = job;
    call.timeout = deadline;
    call.outputLimit = keptOutput;
    call.lineLimit = childAnswerLimit;
    QByteArray answer;
    call.onLine = [&](QByteArrayView line) {
        answer = line.toByteArray();
        if (onLine)
            onLine();
    };
    UPKEEP_TRY_AS(const ProgramResult ran, processes.run(call, stop));
    if (stop.stop_requested())
        return Error{ErrorCode::Cancelled, {}, {}};
    if (ran.timedOut || ran.crashed || answer.isEmpty())
        return Error{ErrorCode::StageFailed,
                     worker.display(),
                     QString::fromUtf8(ran.errors.trimmed().right(2000))};
    return answer;
}

} // namespace upkeep
