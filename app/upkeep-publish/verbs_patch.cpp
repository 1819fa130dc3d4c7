// SPDX-License-Identifier: Apache-2.0
#include "payload/apply_patch.h"
#include "payload/assemble.h"
#include "publish/patch_maker.h"
#include "publish/tree_staging.h"
#include "text/format.h"
#include "verbs.h"

namespace upkeep {
namespace {

constexpr const char* bareName = "content";

// A folder as a tree; a bare file as a tree with one entry.
Result<StagedTree> treeOf(Session& session, const LocalPath& from, const LocalPath& into) {
    FileSystem& files = session.files();
    UPKEEP_TRY_AS(const FileStat stat, files.stat(from));
    if (stat.type == FileType::Folder)
        return stageTree(files, from, {}, into);
    UPKEEP_TRY(files.makeFolders(into));
    UPKEEP_TRY(files.cloneOrCopy(from, into / bareName, stat.mode & 0111 ? 0755 : 0644));
    UPKEEP_TRY_AS(FileList list, listFolder(files, into));
    return StagedTree{into, std::move(list)};
}

Result<void> refuseExisting(Session& session, const LocalPath& path) {
    if (session.files().exists(path))
        return Error{ErrorCode::FileExists, path.display(), {}};
    return {};
}

Result<void> makeDelta(Session& session) {
    UPKEEP_TRY_AS(const LocalPath from, session.operand(0));
    UPKEEP_TRY_AS(const LocalPath to, session.operand(1));
    UPKEEP_TRY_AS(const LocalPath out, session.operand(2));
    UPKEEP_TRY(refuseExisting(session, out));
    UPKEEP_TRY_AS(const LocalPath work, session.scratch(out));
    UPKEEP_TRY_AS(const StagedTree old, treeOf(session, from, work / "old"));
    UPKEEP_TRY_AS(const StagedTree wanted, treeOf(session, to, work / "new"));
    const PatchRequest request{old.folder, old.list, wanted.folder, wanted.list, out};
    UPKEEP_TRY_AS(const MadePatch made, makePatch(request, session.files(), {}, session.stop()));
    session.say(
        Upkeep::tr("%1: %2 for %3 of new files.")
            .arg(out.display(), formatSize(made.length), formatSize(wanted.list.totalSize())));
    session.result(
        JsonValue::Object{{QStringLiteral("patch"), out.display()},
                          {QStringLiteral("size"), made.length},
                          {QStringLiteral("sha256"), QString::fromLatin1(made.sha256.hex())},
                          {QStringLiteral("heap_kib"), made.heapKib}});
    return {};
}

Result<void> applyToNew(Session& session) {
    UPKEEP_TRY_AS(const LocalPath from, session.operand(0));
    UPKEEP_TRY_AS(const LocalPath patch, session.operand(1));
    UPKEEP_TRY_AS(const LocalPath out, session.operand(2));
    UPKEEP_TRY(refuseExisting(session, out));
    FileSystem& files = session.files();
    UPKEEP_TRY_AS(const LocalPath work, session.scratch(out));
    UPKEEP_TRY_AS(const StagedTree old, treeOf(session, from, work / "old"));
    UPKEEP_TRY_AS(const PatchHead head, readPatchHead(patch, files));
    AssembleJob job;
    UPKEEP_TRY_AS(job.wanted, head.newList(old.list));
    job.into = work / "new";
    job.patch = patch;
    for (const FileEntry& entry : old.list.entries()) {
        if (entry.type == EntryType::File)
            job.sources.insert(entry.digest, old.folder / entry.path);
    }
    UPKEEP_TRY(files.makeFolder(job.into));
    UPKEEP_TRY_AS(const AssembleReport report, assemble(job, files, {}, session.stop()));
    if (!report.missing.isEmpty())
        return Error{ErrorCode::PatchSourceMissing, patch.display(), {}};
    const bool isBare = job.wanted.entries().size() == 1 &&
                        job.wanted.entries().constFirst().path.bytes() == bareName;
    UPKEEP_TRY(files.rename(isBare ? job.into / bareName : job.into, out));
    UPKEEP_TRY(files.syncFs(out));
    session.say(
        Upkeep::tr("%1 is made: %2.").arg(out.display(), formatSize(job.wanted.totalSize())));
    session.result(JsonValue::Object{{QStringLiteral("made"), out.display()},
                                     {QStringLiteral("size"), job.wanted.totalSize()}});
    return {};
}

} // namespace

QList<Verb> patchVerbs() {
    return {
        {{"delta", "OLD NEW PATCH", "make a patch between two files or folders", {}}, &makeDelta},
        {{"patch", "OLD PATCH NEW", "make the new file or folder from the old one and a patch", {}},
         &applyToNew}};
}

} // namespace upkeep
