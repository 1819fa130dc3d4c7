// SPDX-License-Identifier: Apache-2.0
#include "steps/stage.h"

#include "payload/assemble_job_json.h"
#include "payload/unpack_child.h"
#include "tree/local_changes.h"

#include <QSet>

namespace upkeep {

namespace {

LocalName recordFolder() {
    return LocalName::parse(installedFolder).value();
}

Result<TreeReport>
compareWithRecord(FileSystem& files, const LocalPath& tree, std::stop_token stop) {
    UPKEEP_TRY_AS(const InstalledRecord record, readInstalledRecord(files, tree));
    UPKEEP_TRY_AS(const FileList list, record.signedList());
    return compareWithList(files, tree, list, nullptr, {recordFolder()}, std::move(stop));
}

Result<AssembleReport> assembleInChild(const AssembleJob& job,
                                       Processes& processes,
                                       const LocalPath& worker,
                                       const ProgressSink& progress,
                                       std::stop_token stop) {
    qint64 total = 0;
    const auto onLine = [&] {
        if (progress)
            progress(Progress{Phase::Apply, {}, {}, ++total, job.wanted.entries().size(), 0, 0});
    };
    UPKEEP_TRY_AS(
        const QByteArray answer,
        askUnpackChild(processes, worker, assembleJobToJson(job), onLine, std::move(stop)));
    return assembleAnswerFromJson(answer);
}

bool isKept(const LocalName& name, const InstalledRecord& record) {
    return std::any_of(record.kept.begin(), record.kept.end(), [&](const RelativePath& path) {
        return path.bytes() == name.bytes();
    });
}

Error mismatch(const LocalPath& tree, const QList<LocalName>& names, const char* what) {
    return Error{ErrorCode::TreeMismatch,
                 (tree / names.first()).display(),
                 QStringLiteral("%1 (%2)").arg(QLatin1String(what)).arg(names.size())};
}

Result<void> checkComplete(const LocalPath& tree, const TreeReport& report) {
    if (!report.removed.isEmpty())
        return mismatch(tree, report.removed, "missing");
    if (!report.unreadable.isEmpty())
        return mismatch(tree, report.unreadable, "unreadable");
    return {};
}

} // namespace

void addSources(QHash<Digest, LocalPath>& sources, const LocalPath& folder, const FileList& list) {
    for (const FileEntry& entry : list.entries()) {
        if (entry.type == EntryType::File && !sources.contains(entry.digest))
            sources.insert(entry.digest, folder / LocalName(entry.path));
    }
}

Result<QHash<Digest, LocalPath>>
locateSources(FileSystem& files, const QList<LocalPath>& trees, std::stop_token stop) {
    QHash<Digest, LocalPath> sources;
    for (const LocalPath& tree : trees) {
        auto report = compareWithRecord(files, tree, stop);
        if (!report && report.error().code == ErrorCode::Cancelled)
            return report.error();
        if (!report)
            continue; // no tree of ours: nothing to find there
        for (auto it = report->digests.begin(); it != report->digests.end(); ++it) {
            if (!sources.contains(it.value()))
                sources.insert(it.value(), tree / it.key());
        }
    }
    return sources;
}

Result<AssembleReport> assembleTree(const AssembleJob& job,
                                    FileSystem& files,
                                    Processes& processes,
                                    const LocalPath& worker,
                                    const ProgressSink& progress,
                                    std::stop_token stop) {
    UPKEEP_TRY(files.removeTree(job.into));
    UPKEEP_TRY(files.makeFolders(job.into));
    if (worker.isEmpty())
        return assemble(job, files, progress, std::move(stop));
    return assembleInChild(job, processes, worker, progress, std::move(stop));
}

Result<FileList> readForeignArchive(const ForeignJob& job,
                                    FileSystem& files,
                                    Processes& processes,
                                    const LocalPath& worker,
                                    std::stop_token stop) {
    if (worker.isEmpty())
        return readForeign(job, files, std::move(stop));
    UPKEEP_TRY_AS(const QByteArray answer,
                  askUnpackChild(processes, worker, foreignJobToJson(job), {}, std::move(stop)));
    return foreignAnswerFromJson(answer);
}

Result<StagedWalk> stageComponents(const ComponentList& components,
                                   const ComponentContext& context) {
    StagedWalk staged;
    for (const auto& component : components) {
        UPKEEP_TRY_AS(const auto tree, component->stage(context));
        if (!tree)
            continue;
        UPKEEP_TRY_AS(const MigrationReport migrated, component->migrate(context, *tree));
        staged.migrations += migrated.applied;
        staged.trees.append(*tree);
    }
    return staged;
}

Result<void> verifyComplete(FileSystem& files, const LocalPath& tree, std::stop_token stop) {
    UPKEEP_TRY_AS(const TreeReport report, compareWithRecord(files, tree, std::move(stop)));
    return checkComplete(tree, report);
}

Result<void> verifyStage(FileSystem& files, const LocalPath& tree, std::stop_token stop) {
    UPKEEP_TRY_AS(const InstalledRecord record, readInstalledRecord(files, tree));
    UPKEEP_TRY_AS(const TreeReport report, compareWithRecord(files, tree, std::move(stop)));
    UPKEEP_TRY(checkComplete(tree, report));
    for (const QList<LocalName>& names : {report.changed, report.modeChanged}) {
        for (const LocalName& name : names) {
            if (!isKept(name, record))
                return mismatch(tree, {name}, "not as signed");
        }
    }
    const QSet<LocalName> extras(report.extras.begin(), report.extras.end());
    const QSet<LocalName> carried(record.carried.begin(), record.carried.end());
    const QSet<LocalName> unknown = extras - carried;
    if (!unknown.isEmpty())
        return mismatch(tree, unknown.values(), "neither signed nor the user's");
    return {};
}

Result<void> syncStage(FileSystem& files, const QList<StagedPart>& trees) {
    for (const StagedPart& tree : trees) {
        UPKEEP_TRY(files.syncFs(tree.staged));
        UPKEEP_TRY(files.syncFolder(tree.staged.parent()));
    }
    return {};
}

} // namespace upkeep
