// SPDX-License-Identifier: Apache-2.0
#include "payload/assemble_job_json.h"

#include "base/json.h"

namespace upkeep {

namespace {

constexpr JsonLimits jobLimits{8, 1'000'000, qsizetype(256) << 20};

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

JsonValue placesToJson(const QHash<Digest, LocalPath>& places) {
    JsonValue::Object members;
    for (auto it = places.begin(); it != places.end(); ++it)
        members.append({QString::fromLatin1(it.key().hex()), pathToJson(it.value())});
    return members;
}

Result<QHash<Digest, LocalPath>> placesFromJson(const JsonValue& job, QStringView name) {
    UPKEEP_TRY_AS(const JsonValue members, job.requiredObject(name));
    QHash<Digest, LocalPath> places;
    for (const auto& [hex, path] : members.object()) {
        UPKEEP_TRY_AS(const Digest digest, Digest::fromHex(hex.toLatin1()));
        if (!path.isString())
            return Error{ErrorCode::ParseInvalid,
                         name.toString(),
                         QStringLiteral("a place must be a string")};
        UPKEEP_TRY_AS(const LocalPath place, pathFromHex(path.string()));
        places.insert(digest, place);
    }
    return places;
}

std::optional<ErrorCode> codeFromId(const QString& id) {
#define UPKEEP_CODE_FROM_ID(name, text)                                                            \
    if (id == QLatin1String(text))                                                                 \
        return ErrorCode::name;
    UPKEEP_ERROR_CODES(UPKEEP_CODE_FROM_ID)
#undef UPKEEP_CODE_FROM_ID
    return std::nullopt;
}

Result<AssembleReport> reportFromJson(const JsonValue& value) {
    AssembleReport report;
    UPKEEP_TRY_AS(const qint64 cloned, value.requiredInteger(u"cloned"));
    UPKEEP_TRY_AS(const qint64 decoded, value.requiredInteger(u"decoded"));
    UPKEEP_TRY_AS(report.bytesWritten, value.requiredInteger(u"bytes_written"));
    UPKEEP_TRY_AS(const QStringList missing, value.optionalStrings(u"missing"));
    report.cloned = static_cast<int>(cloned);
    report.decoded = static_cast<int>(decoded);
    for (const QString& name : missing) {
        UPKEEP_TRY_AS(const RelativePath path, RelativePath::parse(name.toUtf8()));
        report.missing.append(path);
    }
    return report;
}

// An error the child reported: itself, not a failure to read it.
Error errorFromJson(const JsonValue& value) {
    const auto text = [&](QStringView name) { return value.requiredString(name); };
    const auto id = text(u"id");
    const auto subject = text(u"subject");
    const auto cause = text(u"cause");
    if (!id || !subject || !cause)
        return Error{ErrorCode::ParseInvalid,
                     QStringLiteral("unpack"),
                     QStringLiteral("the child's error is incomplete")};
    return Error{
        codeFromId(id.value()).value_or(ErrorCode::Internal), subject.value(), cause.value()};
}

} // namespace

QByteArray assembleJobToJson(const AssembleJob& job) {
    JsonValue value;
    value.set(QStringLiteral("into"), pathToJson(job.into));
    value.set(QStringLiteral("wanted"), QString::fromUtf8(job.wanted.serialize()));
    value.set(QStringLiteral("sources"), placesToJson(job.sources));
    value.set(QStringLiteral("salvage"), placesToJson(job.salvage));
    value.set(QStringLiteral("patch"), pathToJson(job.patch));
    value.set(QStringLiteral("patch_from"), QString::fromUtf8(job.patchFrom.serialize()));
    value.set(QStringLiteral("package"), pathToJson(job.package));
    value.set(QStringLiteral("index"), pathToJson(job.index));
    value.set(QStringLiteral("frames"), pathToJson(job.frames));
    return writeJsonLine(value);
}

Result<AssembleJob> assembleJobFromJson(QByteArrayView text) {
    UPKEEP_TRY_AS(const JsonValue value, parseJson(text, jobLimits));
    AssembleJob job;
    UPKEEP_TRY_AS(job.into, pathFromJson(value, u"into"));
    UPKEEP_TRY_AS(const QString wanted, value.requiredString(u"wanted"));
    UPKEEP_TRY_AS(job.wanted, FileList::parse(wanted.toUtf8()));
    UPKEEP_TRY_AS(job.sources, placesFromJson(value, u"sources"));
    UPKEEP_TRY_AS(job.salvage, placesFromJson(value, u"salvage"));
    UPKEEP_TRY_AS(job.patch, pathFromJson(value, u"patch"));
    UPKEEP_TRY_AS(const QString from, value.requiredString(u"patch_from"));
    UPKEEP_TRY_AS(job.patchFrom, FileList::parse(from.toUtf8()));
    UPKEEP_TRY_AS(job.package, pathFromJson(value, u"package"));
    UPKEEP_TRY_AS(job.index, pathFromJson(value, u"index"));
    UPKEEP_TRY_AS(job.frames, pathFromJson(value, u"frames"));
    return job;
}

QByteArray assembleAnswerToJson(const Result<AssembleReport>& answer) {
    JsonValue body;
    if (!answer) {
        body.set(QStringLiteral("id"), QString(errorId(answer.error().code)));
        body.set(QStringLiteral("subject"), answer.error().subject);
        body.set(QStringLiteral("cause"), answer.error().cause);
    } else {
        JsonValue::Array missing;
        for (const RelativePath& path : answer->missing)
            missing.append(JsonValue(QString::fromUtf8(path.bytes())));
        body.set(QStringLiteral("cloned"), answer->cloned);
        body.set(QStringLiteral("decoded"), answer->decoded);
        body.set(QStringLiteral("bytes_written"), answer->bytesWritten);
        body.set(QStringLiteral("missing"), missing);
    }
    JsonValue line;
    line.set(answer ? QStringLiteral("report") : QStringLiteral("error"), body);
    return writeJsonLine(line);
}

Result<AssembleReport> assembleAnswerFromJson(QByteArrayView line) {
    UPKEEP_TRY_AS(const JsonValue value, parseJson(line, jobLimits));
    if (const JsonValue* error = value.find(u"error"))
        return errorFromJson(*error);
    UPKEEP_TRY_AS(const JsonValue report, value.requiredObject(u"report"));
    return reportFromJson(report);
}

} // namespace upkeep
