// SPDX-License-Identifier: Apache-2.0
#include "payload/foreign_job_json.h"

#include "payload/child_json.h"

namespace upkeep {

namespace {

// Tabs and line ends double in JSON.
constexpr qsizetype longestList = childAnswerLimit - childAnswerLimit / 4;

struct FormName {
    ForeignForm form = ForeignForm::Tar;
    QLatin1String name;
};
constexpr std::array<FormName, 3> formNames = {{{ForeignForm::Tar, QLatin1String("tar")},
                                                {ForeignForm::Zip, QLatin1String("zip")},
                                                {ForeignForm::Program, QLatin1String("program")}}};

QString nameOf(ForeignForm form) {
    for (const FormName& known : formNames) {
        if (known.form == form)
            return known.name;
    }
    return {};
}

Result<ForeignForm> formFromName(const QString& name) {
    for (const FormName& known : formNames) {
        if (known.name == name)
            return known.form;
    }
    return Error{ErrorCode::ParseInvalid, QStringLiteral("form"), name};
}

} // namespace

QByteArray foreignJobToJson(const ForeignJob& job) {
    JsonValue value;
    value.set(QStringLiteral("archive"), pathToJson(job.archive.file));
    value.set(QStringLiteral("form"), nameOf(job.archive.form));
    value.set(QStringLiteral("strip"), job.archive.strip);
    value.set(QStringLiteral("executable"), QString::fromUtf8(job.archive.executable.bytes()));
    value.set(QStringLiteral("into"), pathToJson(job.into));
    return writeJsonLine(value);
}

bool isForeignJob(const JsonValue& job) {
    return job.find(u"archive") != nullptr;
}

Result<ForeignJob> foreignJobFromJson(const JsonValue& job) {
    ForeignJob read;
    UPKEEP_TRY_AS(read.archive.file, pathFromJson(job, u"archive"));
    UPKEEP_TRY_AS(const QString form, job.requiredString(u"form"));
    UPKEEP_TRY_AS(read.archive.form, formFromName(form));
    UPKEEP_TRY_AS(const qint64 strip, job.requiredInteger(u"strip", 0, 40));
    read.archive.strip = int(strip);
    UPKEEP_TRY_AS(const QString executable, job.requiredString(u"executable"));
    UPKEEP_TRY_AS(read.archive.executable, RelativePath::parse(executable.toUtf8()));
    UPKEEP_TRY_AS(read.into, pathFromJson(job, u"into"));
    return read;
}

Result<FileList> readForeign(const ForeignJob& job, FileSystem& files, std::stop_token stop) {
    return job.into.isEmpty() ? listForeign(job.archive, files, std::move(stop))
                              : unpackForeign(job.archive, job.into, files, std::move(stop));
}

QByteArray foreignAnswerToJson(const Result<FileList>& answer) {
    if (!answer)
        return childAnswerToJson(answer.error());
    const QByteArray list = answer->serialize();
    if (list.size() > longestList)
        return childAnswerToJson(Error{ErrorCode::PayloadLimit,
                                       {},
                                       QStringLiteral("its names are %1 bytes").arg(list.size())});
    JsonValue report;
    report.set(QStringLiteral("list"), QString::fromUtf8(list));
    return childAnswerToJson(report);
}

Result<FileList> foreignAnswerFromJson(QByteArrayView line) {
    UPKEEP_TRY_AS(const JsonValue report, childReportFromJson(line));
    UPKEEP_TRY_AS(const QString list, report.requiredString(u"list"));
    return FileList::parse(list.toUtf8());
}

} // namespace upkeep
