// SPDX-License-Identifier: Apache-2.0
// A foreign archive to read and the list of what is in it, as child_json.h hands them over.
#pragma once

#include "base/json.h"
#include "payload/foreign_archive.h"

namespace upkeep {

struct ForeignJob {
    ForeignArchive archive;
    LocalPath into; // an empty folder; an empty path: only look at it
};

QByteArray foreignJobToJson(const ForeignJob& job);
bool isForeignJob(const JsonValue& job);
Result<ForeignJob> foreignJobFromJson(const JsonValue& job);

// What the job asks for, here in this process.
Result<FileList> readForeign(const ForeignJob& job, FileSystem& files, std::stop_token stop);

// payload.limit where the list is longer than an answer may be.
QByteArray foreignAnswerToJson(const Result<FileList>& answer);
Result<FileList> foreignAnswerFromJson(QByteArrayView line);

} // namespace upkeep
