// SPDX-License-Identifier: Apache-2.0
#include "walks/patch_chain.h"

#include "payload/apply_patch.h"
#include "steps/stage.h"
#include "walks/package_frames.h"

#include <algorithm>

namespace upkeep {

namespace {

Error missing(const QString& version, const char* what) {
    return Error{ErrorCode::SourceMissing, version, QLatin1String(what)};
}

Result<ReleaseDocument> releaseOf(const ObtainInput& input, const QString& version) {
    for (const ReleaseDocument& document : input.releases) {
        if (document.version.toString() == version)
            return document;
    }
    return missing(version, "release");
}

Result<FileList> makeHop(const ObtainInput& input,
                         const ReleaseDocument& document,
                         const FileList& from,
                         Downloads& downloads,
                         const LocalPath& into,
                         QHash<Digest, LocalPath>& sources) {
    const Payload* const payload = document.patchFrom(from.treeHash());
    if (!payload)
        return missing(document.version.toString(), "patch");
    AssembleJob job;
    job.into = into;
    UPKEEP_TRY_AS(job.patch, downloads.fetch(*payload, QStringLiteral("app")));
    UPKEEP_TRY_AS(const PatchHead head, readPatchHead(job.patch, from, input.seams.files));
    job.patchFrom = from;
    UPKEEP_TRY_AS(const FileList list, head.newList(from));
    if (list.treeHash() != document.toTree || list.totalSize() > document.unpackedSize)
        return Error{ErrorCode::PayloadInvalid,
                     document.version.toString(),
                     QStringLiteral("the list is not the signed one")};
    QSet<Digest> contents;
    for (const FileEntry& entry : list.entries()) {
        if (entry.type == EntryType::File && entry.size > 0 && !sources.contains(entry.digest))
            contents.insert(entry.digest);
    }
    UPKEEP_TRY_AS(job.wanted, partOf(list, contents));
    job.sources = sources;
    UPKEEP_TRY_AS(const AssembleReport report, assembleFor(input, job));
    if (!report.missing.isEmpty())
        return Error{ErrorCode::PatchSourceMissing,
                     payload->url,
                     QString::fromUtf8(report.missing.first().bytes())};
    addSources(sources, into, job.wanted);
    return list;
}

} // namespace

Result<FileList> walkChain(const ObtainInput& input,
                           const QStringList& via,
                           Downloads& downloads,
                           const LocalPath& folder,
                           QHash<Digest, LocalPath>& sources) {
    FileList list = input.installed->files;
    UPKEEP_TRY(input.seams.files.removeTree(folder));
    UPKEEP_TRY(input.seams.files.makeFolders(folder));
    int number = 0;
    for (const QString& version : via) {
        UPKEEP_TRY_AS(const ReleaseDocument document, releaseOf(input, version));
        const LocalPath into = folder / QByteArray::number(++number).constData();
        UPKEEP_TRY_AS(list, makeHop(input, document, list, downloads, into, sources));
    }
    return list;
}

} // namespace upkeep
