// SPDX-License-Identifier: Apache-2.0
// An assemble job and its answer as child_json.h hands them over.
#pragma once

#include "base/json.h"
#include "payload/assemble.h"

#include <QByteArray>

namespace upkeep {

QByteArray assembleJobToJson(const AssembleJob& job);
Result<AssembleJob> assembleJobFromJson(const JsonValue& job);

QByteArray assembleAnswerToJson(const Result<AssembleReport>& answer);
Result<AssembleReport> assembleAnswerFromJson(QByteArrayView line);

} // namespace upkeep
