// SPDX-License-Identifier: Apache-2.0
#include "walks/package_frames.h"

#include "steps/choose.h"

namespace upkeep {

namespace {

constexpr qint64 indexLimit = 64 << 20;

Error missing(const ReleaseDocument& document, const char* what) {
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
        return missing(document, "index");
    return fetchIndex(downloads, files, *payload, QStringLiteral("app"), document.toTree);
}

Result<LocalPath> fetchMissingFrames(Downloads& downloads,
                                     FileSystem& files,
                                     const ReleaseDocument& document,
                                     const PackageIndex& index,
                                     const std::function<bool(const FileEntry&)>& has,
                                     const Salvage& salvage) {
    const Payload* payload = document.payload(Payload::Kind::Frames);
    if (!payload)
        payload = document.payload(Payload::Kind::Package);
    if (!payload)
        return missing(document, "package");
    const SalvagedPieces pieces(index, salvage, files);
    QList<qint64> frames = framesMissing(index, has);
    frames.removeIf([&](qint64 frame) { return pieces.has(frame); });
    if (frames.isEmpty())
        return LocalPath();
    UPKEEP_TRY_AS(const QSet<qint64> here, downloads.framesHere(*payload, index, frames));
    frames.removeIf([&](qint64 frame) { return here.contains(frame); });
    if (frames.isEmpty())
        return downloads.frameFolder(*payload);
    const FramePlan plan = planFrames(index, frames);
    // The whole may be a solid stream, much smaller than its framed twin.
    const Payload* const whole = document.payload(Payload::Kind::Package);
    if (whole && fetchCost(plan.bytes, plan.ranges.size()) >= fetchCost(whole->length, 1))
        return missing(document, "whole package is cheaper");
    UPKEEP_TRY_AS(const LocalPath folder,
                  downloads.fetchFrames(*payload, index, plan, QStringLiteral("app")));
    return folder.isEmpty() ? Result<LocalPath>(missing(document, "host without ranges")) : folder;
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
