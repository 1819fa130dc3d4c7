// SPDX-License-Identifier: Apache-2.0
#include "cost_meter.h"
#include "payload/apply_patch.h"
#include "payload/assemble.h"
#include "publish/patch_maker.h"
#include "publish/tree_staging.h"
#include "text/format.h"
#include "verbs.h"

#include <QFileInfo>

namespace upkeep {
namespace {

// The one entry of a bare file's tree: no folder of a release has a file of this name.
constexpr const char* bareName = "upkeep.bare-file";

struct Input {
    LocalPath folder;
    FileList list;
};

// What a link leads to; the path itself where nothing is.
Result<LocalPath> behindLinks(const LocalPath& path) {
    const QString real = QFileInfo(path.display()).canonicalFilePath();
    return real.isEmpty() ? Result<LocalPath>(path) : LocalPath::fromUser(real);
}

// A folder as a tree, where it is; a bare file as a tree with one entry, below `into`.
Result<Input> inputOf(Session& session, const LocalPath& given, const LocalPath& into) {
    FileSystem& files = session.files();
    UPKEEP_TRY_AS(const LocalPath from, behindLinks(given));
    UPKEEP_TRY_AS(const FileStat stat, files.stat(from));
    if (stat.type == FileType::Folder) {
        UPKEEP_TRY_AS(FileList list, listAsStaged(files, from));
        return Input{from, std::move(list)};
    }
    if (stat.type != FileType::Regular)
        return Error{ErrorCode::UsageInvalid, given.display(), Upkeep::tr("is no file or folder")};
    UPKEEP_TRY(files.makeFolders(into));
    UPKEEP_TRY(files.cloneOrCopy(from, into / bareName, stat.mode & 0111 ? 0755 : 0644));
    UPKEEP_TRY_AS(FileList list, listAsStaged(files, into));
    return Input{into, std::move(list)};
}

bool isBare(const FileList& list) {
    return list.entries().size() == 1 && list.entries().constFirst().path.bytes() == bareName;
}

// Where the result goes: nothing is there yet, and its folder is.
Result<void> checkPlace(Session& session, const LocalPath& out) {
    if (session.files().exists(out))
        return Error{ErrorCode::FileExists, out.display(), {}};
    UPKEEP_TRY(session.files().stat(out.parent()));
    return {};
}

Result<void> makeDelta(Session& session) {
    const CostMeter cost;
    UPKEEP_TRY_AS(const LocalPath from, session.operand(0));
    UPKEEP_TRY_AS(const LocalPath to, session.operand(1));
    UPKEEP_TRY_AS(const LocalPath out, session.operand(2));
    UPKEEP_TRY(checkPlace(session, out));
    UPKEEP_TRY_AS(const LocalPath work, session.scratch(out));
    UPKEEP_TRY_AS(const Input old, inputOf(session, from, work / "old"));
    UPKEEP_TRY_AS(const Input wanted, inputOf(session, to, work / "new"));
    const PatchRequest request{old.folder, old.list, wanted.folder, wanted.list, out};
    UPKEEP_TRY_AS(const MadePatch made,
                  makePatch(request, session.files(), session.progress(), session.stop()));
    session.say(
        Upkeep::tr("%1: %2 for %3 of new files.")
            .arg(out.display(), formatSize(made.length), formatSize(wanted.list.totalSize())));
    session.result(
        JsonValue::Object{{QStringLiteral("patch"), out.display()},
                          {QStringLiteral("size"), made.length},
                          {QStringLiteral("sha256"), QString::fromLatin1(made.sha256.hex())},
                          {QStringLiteral("heap_kib"), made.heapKib},
                          {QStringLiteral("old_size"), old.list.totalSize()},
                          {QStringLiteral("new_size"), wanted.list.totalSize()},
                          {QStringLiteral("decoded_files"), made.decodedFiles}} +
        cost.soFar());
    return {};
}

Result<AssembleJob>
jobOf(const Input& old, const LocalPath& patch, const LocalPath& into, FileSystem& files) {
    UPKEEP_TRY_AS(const PatchHead head, readPatchHead(patch, old.list, files));
    AssembleJob job;
    UPKEEP_TRY_AS(job.wanted, head.newList(old.list));
    job.into = into;
    job.patch = patch;
    job.patchFrom = old.list;
    for (const FileEntry& entry : old.list.entries()) {
        if (entry.type == EntryType::File)
            job.sources.insert(entry.digest, old.folder / entry.path);
    }
    return job;
}

Result<void> applyToNew(Session& session) {
    const CostMeter cost;
    UPKEEP_TRY_AS(const LocalPath from, session.operand(0));
    UPKEEP_TRY_AS(const LocalPath patchOperand, session.operand(1));
    UPKEEP_TRY_AS(const LocalPath patch, behindLinks(patchOperand));
    UPKEEP_TRY_AS(const LocalPath out, session.operand(2));
    UPKEEP_TRY(checkPlace(session, out));
    FileSystem& files = session.files();
    UPKEEP_TRY_AS(const LocalPath work, session.scratch(out));
    UPKEEP_TRY_AS(const Input old, inputOf(session, from, work / "old"));
    UPKEEP_TRY_AS(const AssembleJob job, jobOf(old, patch, work / "new", files));
    UPKEEP_TRY(files.makeFolder(job.into));
    const CostMeter decoding;
    UPKEEP_TRY_AS(const AssembleReport report,
                  assemble(job, files, session.progress(), session.stop()));
    if (!report.missing.isEmpty())
        return Error{ErrorCode::PatchSourceMissing,
                     QString::fromUtf8(report.missing.constFirst().bytes()),
                     QStringLiteral("could not be made")};
    const JsonValue::Object decodingCost = decoding.soFar();
    UPKEEP_TRY(files.rename(isBare(job.wanted) ? job.into / bareName : job.into, out));
    UPKEEP_TRY(files.syncFs(out));
    session.say(
        Upkeep::tr("%1 is made: %2.").arg(out.display(), formatSize(job.wanted.totalSize())));
    session.result(JsonValue::Object{{QStringLiteral("made"), out.display()},
                                     {QStringLiteral("size"), job.wanted.totalSize()},
                                     {QStringLiteral("decoding"), decodingCost}} +
                   cost.soFar());
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
