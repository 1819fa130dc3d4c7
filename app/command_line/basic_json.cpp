// SPDX-License-Identifier: Apache-2.0
#include "command_line/basic_json.h"

namespace upkeep {

namespace {

QString phaseId(Phase phase) {
    switch (phase) {
    case Phase::Check:
        return QStringLiteral("check");
    case Phase::Download:
        return QStringLiteral("download");
    case Phase::Verify:
        return QStringLiteral("verify");
    case Phase::Snapshot:
        return QStringLiteral("snapshot");
    case Phase::Apply:
        return QStringLiteral("apply");
    case Phase::Probe:
        return QStringLiteral("probe");
    case Phase::Done:
        return QStringLiteral("done");
    }
    return {};
}

} // namespace

JsonValue toJson(const Error& error) {
    return JsonValue::Object{{QStringLiteral("id"), QString(errorId(error.code))},
                             {QStringLiteral("subject"), error.subject},
                             {QStringLiteral("cause"), error.cause}};
}

JsonValue toJson(const Progress& progress) {
    return JsonValue::Object{{QStringLiteral("phase"), phaseId(progress.phase)},
                             {QStringLiteral("component"), progress.component},
                             {QStringLiteral("subject"), progress.subject},
                             {QStringLiteral("done"), progress.done},
                             {QStringLiteral("total"), progress.total},
                             {QStringLiteral("overall_done"), progress.overallDone},
                             {QStringLiteral("overall_total"), progress.overallTotal}};
}

} // namespace upkeep
