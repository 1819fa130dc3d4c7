// SPDX-License-Identifier: Apache-2.0
#include "walks/package_frames.h"

#include "steps/choose.h"

namespace upkeep {

namespace {

constexpr qint64 indexLimit = 64 << 20;

Error notThere(const ReleaseDocument& document, const char* what) {
    return Error{ErrorCode::SourceMissing, document.version.toString(), QLatin1String(what)};
}

} // namespace

Result<FetchedIndex> fetchIndex(Downloads& downloads,
                                FileSystem& files,
                                const Payload& payload,
                                const QString& component,
                                const Digest& tree) {
    FetchedIndex fetched;
    UPKEEP_TRY_AS(fetched.path, downloads.fetch(payload, component));
    UPKEEP_TRY_AS(const QByteArray bytes, files.read(fetched.path, indexLimit));
    UPKEEP_TRY_AS(fetched.index, PackageIndex::parse(bytes));
    if (fetched.index.treeHash != tree)
        return Error{ErrorCode::PayloadInvalid,
                     payload.url,
                     QStringLiteral("the list is not the signed one")};
    return fetched;
}

Result<FetchedIndex>
fetchIndex(Downloads& downloads, FileSystem& files, const ReleaseDocument& document) {
    const Payload* const payload = document.payload(Payload::Kind::Index);
    if (!payload)
        return notThere(document, "index");
    return fetchIndex(downloads, files, *payload, QStringLiteral("app"), document.toTree);
}

Result<MissingFrames> findMissingFrames(Downloads& downloads,
                                        FileSystem& files,
                                        const ReleaseDocument& document,
                                        const PackageIndex& index,
                                        const Knows& has,
                                        const Salvage& salvage) {
    MissingFrames missing;
    const Payload* const whole = document.payload(Payload::Kind::Package);
    missing.payload = document.payload(Payload::Kind::Frames);
    if (!missing.payload)
        missing.payload = whole;
    if (!missing.payload)
        return notThere(document, "package");
    const SalvagedPieces pieces(index, salvage, files);
    missing.frames = framesMissing(index, has);
    missing.frames.removeIf([&](qint64 frame) { return pieces.has(frame); });
    UPKEEP_TRY_AS(const QSet<qint64> here,
                  downloads.framesHere(*missing.payload, index, missing.frames));
    missing.frames.removeIf([&](qint64 frame) { return here.contains(frame); });
    for (const qint64 frame : here)
        missing.bytesHere += index.frames[frame].packed;
    missing.plan = planFrames(index, missing.frames);
    missing.isCheaperThanWhole =
        !whole ||
        fetchCost(missing.plan.bytes, missing.plan.ranges.size()) < fetchCost(whole->length, 1);
    return missing;
}

Result<FetchedParts> fetchMissingFrames(Downloads& downloads,
                                        FileSystem& files,
                                        const ReleaseDocument& document,
                                        const PackageIndex& index,
                                        const Knows& has,
                                        const Salvage& salvage) {
    UPKEEP_TRY_AS(const MissingFrames missing,
                  findMissingFrames(downloads, files, document, index, has, salvage));
    if (missing.frames.isEmpty())
        return missing.bytesHere > 0 ? FetchedParts{downloads.frameFolder(*missing.payload), {}}
                                     : FetchedParts();
    if (!missing.isCheaperThanWhole)
        return notThere(document, "whole package is cheaper");
    downloads.countAsDone(missing.bytesHere);
    downloads.expect(missing.plan.bytes);
    return downloads.fetchFrames(*missing.payload, index, missing.plan, QStringLiteral("app"));
}

Result<FileList> partOf(const FileList& list, const QSet<Digest>& contents) {
    QSet<Digest> left = contents;
    QSet<QByteArray> paths;
    for (const FileEntry& entry : list.entries()) {
        if (entry.type != EntryType::File || !left.remove(entry.digest))
            continue;
        paths.insert(entry.path.bytes());
        for (QByteArray parent = entry.path.parent(); !parent.isEmpty();) {
            paths.insert(parent);
            UPKEEP_TRY_AS(const RelativePath folder, RelativePath::parse(parent));
            parent = folder.parent();
        }
    }
    QList<FileEntry> entries = list.entries();
    entries.removeIf([&](const FileEntry& entry) { return !paths.contains(entry.path.bytes()); });
    return FileList::fromEntries(std::move(entries));
}

} // namespace upkeep
