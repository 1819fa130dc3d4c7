// SPDX-License-Identifier: Apache-2.0
#include "payload/assemble_job_json.h"

#include "payload/child_json.h"

namespace upkeep {

namespace {

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

Result<AssembleJob> assembleJobFromJson(const JsonValue& job) {
    AssembleJob read;
    UPKEEP_TRY_AS(read.into, pathFromJson(job, u"into"));
    UPKEEP_TRY_AS(const QString wanted, job.requiredString(u"wanted"));
    UPKEEP_TRY_AS(read.wanted, FileList::parse(wanted.toUtf8()));
    UPKEEP_TRY_AS(read.sources, placesFromJson(job, u"sources"));
    UPKEEP_TRY_AS(read.salvage, placesFromJson(job, u"salvage"));
    UPKEEP_TRY_AS(read.patch, pathFromJson(job, u"patch"));
    UPKEEP_TRY_AS(const QString from, job.requiredString(u"patch_from"));
    UPKEEP_TRY_AS(read.patchFrom, FileList::parse(from.toUtf8()));
    UPKEEP_TRY_AS(read.package, pathFromJson(job, u"package"));
    UPKEEP_TRY_AS(read.index, pathFromJson(job, u"index"));
    UPKEEP_TRY_AS(read.frames, pathFromJson(job, u"frames"));
    return read;
}

QByteArray assembleAnswerToJson(const Result<AssembleReport>& answer) {
    if (!answer)
        return childAnswerToJson(answer.error());
    JsonValue::Array missing;
    for (const RelativePath& path : answer->missing)
        missing.append(JsonValue(QString::fromUtf8(path.bytes())));
    JsonValue report;
    report.set(QStringLiteral("cloned"), answer->cloned);
    report.set(QStringLiteral("decoded"), answer->decoded);
    report.set(QStringLiteral("bytes_written"), answer->bytesWritten);
    report.set(QStringLiteral("missing"), missing);
    return childAnswerToJson(report);
}

Result<AssembleReport> assembleAnswerFromJson(QByteArrayView line) {
    UPKEEP_TRY_AS(const JsonValue report, childReportFromJson(line));
    return reportFromJson(report);
}

} // namespace upkeep
