// SPDX-License-Identifier: Apache-2.0
#include "payload/child_json.h"

namespace upkeep {

namespace {

constexpr JsonLimits limits{8, 1'000'000, qsizetype(256) << 20};

// An error the child reported: itself, not a failure to read it.
Error errorFromJson(const JsonValue& value) {
    const auto id = value.requiredString(u"id");
    const auto subject = value.requiredString(u"subject");
    const auto cause = value.requiredString(u"cause");
    if (!id || !subject || !cause)
        return Error{ErrorCode::ParseInvalid,
                     QStringLiteral("unpack"),
                     QStringLiteral("the child's error is incomplete")};
    return Error{
        errorCodeFromId(id.value()).value_or(ErrorCode::Internal), subject.value(), cause.value()};
}

} // namespace

JsonValue pathToJson(const LocalPath& path) {
    return QString::fromLatin1(path.bytes().toHex());
}

Result<LocalPath> pathFromHex(const QString& hex) {
    return hex.isEmpty() ? Result<LocalPath>(LocalPath())
                         : LocalPath::parse(QByteArray::fromHex(hex.toLatin1()));
}

Result<LocalPath> pathFromJson(const JsonValue& job, QStringView name) {
    UPKEEP_TRY_AS(const QString hex, job.requiredString(name));
    return pathFromHex(hex);
}

Result<JsonValue> childJobFromJson(QByteArrayView text) {
    return parseJson(text, limits);
}

QByteArray childAnswerToJson(const Result<JsonValue>& report) {
    JsonValue line;
    if (report) {
        line.set(QStringLiteral("report"), *report);
        return writeJsonLine(line);
    }
    JsonValue error;
    error.set(QStringLiteral("id"), QString(errorId(report.error().code)));
    error.set(QStringLiteral("subject"), report.error().subject);
    error.set(QStringLiteral("cause"), report.error().cause);
    line.set(QStringLiteral("error"), error);
    return writeJsonLine(line);
}

Result<JsonValue> childReportFromJson(QByteArrayView line) {
    UPKEEP_TRY_AS(const JsonValue value, parseJson(line, limits));
    if (const JsonValue* error = value.find(u"error"))
        return errorFromJson(*error);
    return value.requiredObject(u"report");
}

} // namespace upkeep
