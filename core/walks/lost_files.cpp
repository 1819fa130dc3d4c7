// SPDX-License-Identifier: Apache-2.0
#include "walks/lost_files.h"

#include "steps/choose.h"
#include "steps/stage.h"
#include "walks/obtain_tree.h"
#include "walks/package_frames.h"

namespace upkeep {

LostFiles findLostFiles(const ObtainInput& input, const QHash<Digest, LocalPath>& sources) {
    LostFiles lost;
    if (!input.installed || input.trees.isEmpty())
        return lost;
    for (const FileEntry& entry : input.installed->files.entries()) {
        if (entry.type == EntryType::File && entry.size > 0 && !sources.contains(entry.digest)) {
            lost.salvage.insert(entry.digest, input.trees.first() / LocalName(entry.path));
            lost.bytes += likelyLost(entry);
        }
    }
    return lost;
}

QSet<Digest>
contentsFor(const PatchHead& head, const FileList& list, const QSet<RelativePath>& paths) {
    QSet<Digest> wanted;
    for (const RelativePath& path : paths) {
        if (const FileEntry* const entry = list.find(path))
            wanted.insert(entry->digest);
    }
    QSet<Digest> contents = wanted;
    for (qsizetype i = 0; i < head.outputs.size(); ++i) {
        if (!wanted.contains(head.outputEntry(i).digest))
            continue;
        for (const qint64 source : head.segments[head.outputs[i].segment].sources)
            contents.insert(head.sources[source].digest);
    }
    return contents;
}

Result<void> restoreContents(const ObtainInput& input,
                             Downloads& downloads,
                             const QSet<Digest>& contents,
                             const Salvage& salvage,
                             const LocalPath& into,
                             QHash<Digest, LocalPath>& sources) {
    FileSystem& files = input.seams.files;
    if (!input.installedRelease)
        return Error{
            ErrorCode::SourceMissing, input.installed->version.toString(), QStringLiteral("index")};
    UPKEEP_TRY_AS(const FetchedIndex old, fetchIndex(downloads, files, *input.installedRelease));
    AssembleJob job;
    job.into = into;
    UPKEEP_TRY_AS(job.wanted, partOf(old.index.files, contents));
    job.index = old.path;
    job.salvage = salvage;
    const Knows has = [&](const FileEntry& entry) { return !contents.contains(entry.digest); };
    UPKEEP_TRY_AS(
        const FetchedParts parts,
        fetchMissingFrames(downloads, files, *input.installedRelease, old.index, has, salvage));
    job.frames = parts.frames;
    job.package = parts.package;
    UPKEEP_TRY_AS(const AssembleReport report, assembleFor(input, job));
    if (!report.missing.isEmpty())
        return Error{ErrorCode::PatchSourceMissing,
                     QString::fromUtf8(report.missing.first().bytes()),
                     QStringLiteral("not in the frames of what is installed")};
    addSources(sources, job.into, job.wanted);
    return {};
}

} // namespace upkeep
