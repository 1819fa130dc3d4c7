// SPDX-License-Identifier: Apache-2.0
// The complete new tree beside the old one: signed files from whatever is at hand, the user's own
// files taken along, config and data copied and migrated. After download; nothing the program sees
// changes, and cancel is free. Nothing here is durable before syncStage().
#pragma once

#include "components/component.h"
#include "payload/assemble.h"
#include "payload/foreign_job_json.h"
#include "system/processes.h"

namespace upkeep {

// What is already here, by content: signed files of the live tree and the one before that are as
// signed. Checked again while they are read.
Result<QHash<Digest, LocalPath>>
locateSources(FileSystem& files, const QList<LocalPath>& trees, std::stop_token stop);
// The same of one folder by a list that describes it.
void addSources(QHash<Digest, LocalPath>& sources, const LocalPath& folder, const FileList& list);

// Assembles in a child process where there is a worker (`upkeepctl unpack`), else here.
Result<AssembleReport> assembleTree(const AssembleJob& job,
                                    FileSystem& files,
                                    Processes& processes,
                                    const LocalPath& worker,
                                    const ProgressSink& progress,
                                    std::stop_token stop);

// What an archive of a project without metadata holds and, where the job names a folder, all of it.
// In a child too, where there is a worker.
Result<FileList> readForeignArchive(const ForeignJob& job,
                                    FileSystem& files,
                                    Processes& processes,
                                    const LocalPath& worker,
                                    std::stop_token stop);

struct StagedWalk {
    QList<StagedPart> trees; // the application's first
    QStringList migrations;  // revisions that ran on the staged copies
};

// Every component's stage and migrate. `context.next` holds the signed files. Again = catches up.
Result<StagedWalk> stageComponents(const ComponentList& components,
                                   const ComponentContext& context);

// Nothing that is signed is missing. What the user changed or added is not looked at.
Result<void> verifyComplete(FileSystem& files, const LocalPath& tree, std::stop_token stop);
// Nothing missing, nothing changed but what the record says is kept, extras exactly the carry list.
Result<void> verifyStage(FileSystem& files, const LocalPath& tree, std::stop_token stop);

// When this returns, the staged trees survive a power cut.
Result<void> syncStage(FileSystem& files, const QList<StagedPart>& trees);

} // namespace upkeep
