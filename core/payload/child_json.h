// SPDX-License-Identifier: Apache-2.0
// What passes between a walk and the child that parses for it (`upkeepctl unpack`), as JSON: one
// job in, one line {"report": ...} or {"error": ...} out. Paths are hexadecimal bytes: they need
// not be UTF-8. What comes back was made by whoever parsed a stranger's bytes, so it is read
// strictly and bounded.
#pragma once

#include "base/json.h"
#include "base/names.h"

namespace upkeep {

// The longest answer that is read.
inline constexpr qsizetype childAnswerLimit = qsizetype(64) << 20;

JsonValue pathToJson(const LocalPath& path);
Result<LocalPath> pathFromHex(const QString& hex); // empty = an empty path
Result<LocalPath> pathFromJson(const JsonValue& job, QStringView name);

Result<JsonValue> childJobFromJson(QByteArrayView text);

QByteArray childAnswerToJson(const Result<JsonValue>& report);
// The report of an answer; an error of the child comes back with its own code. parse.invalid if it
// is no answer.
Result<JsonValue> childReportFromJson(QByteArrayView line);

} // namespace upkeep
