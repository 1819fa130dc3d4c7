// SPDX-License-Identifier: Apache-2.0
// An assemble job and its answer as JSON, to hand to a child process and to get back from it. Paths
// are written as hexadecimal bytes: they need not be UTF-8.
#pragma once

#include "base/result.h"
#include "payload/assemble.h"

#include <QByteArray>

namespace upkeep {

QByteArray assembleJobToJson(const AssembleJob& job);
Result<AssembleJob> assembleJobFromJson(QByteArrayView text);

// One line {"report": ...} or {"error": ...}.
QByteArray assembleAnswerToJson(const Result<AssembleReport>& answer);
// The answer a line holds; an error of the child comes back with its own code. parse.invalid if it
// is no answer.
Result<AssembleReport> assembleAnswerFromJson(QByteArrayView line);

} // namespace upkeep
