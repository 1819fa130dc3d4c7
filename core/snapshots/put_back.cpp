// SPDX-License-Identifier: Apache-2.0
#include "snapshots/put_back.h"

#include "snapshots/exclusions.h"
#include "snapshots/put_changes.h"
#include "tree/scan.h"

#include <QRandomGenerator>

namespace upkeep {

namespace {

LocalPath pathBeside(const LocalPath& place) {
    const QByteArray random = QByteArray::number(QRandomGenerator::system()->generate64(), 16);
    return place.parent() / ('.' + place.basename() + ".upkeep-" + random).constData();
}

Result<bool> isInTheWay(FileSystem& files, const LocalPath& place) {
    UPKEEP_TRY_AS(const std::optional<FileStat> stat, files.statIfThere(place));
    if (!stat)
        return false;
    if (stat->type != FileType::Folder)
        return true;
    UPKEEP_TRY_AS(const QList<FolderEntry> inside, files.list(place));
    return !inside.isEmpty();
}

// Two names change hands, or one takes the place where nothing is. True if something was there.
Result<bool> takePlace(FileSystem& files, const LocalPath& made, const LocalPath& place) {
    UPKEEP_TRY_AS(const std::optional<FileStat> there, files.statIfThere(place));
    UPKEEP_TRY(there ? files.exchange(made, place) : files.rename(made, place));
    UPKEEP_TRY(files.syncFolder(place.parent()));
    return there.has_value();
}

// The tops of what the snapshot left out on purpose.
Result<QList<LocalName>>
excludedTops(FileSystem& files, const SnapshotComponent& component, const LocalPath& old) {
    const Exclusions exclusions(component.exclusions);
    QList<LocalName> tops;
    ScanOptions options;
    options.leaveOut = [&](const LocalName& name, FileType type) {
        const bool excluded = exclusions.excludes(name, type == FileType::Folder);
        if (excluded)
            tops.append(name);
        return excluded;
    };
    UPKEEP_TRY(scanTree(files, old, options));
    return tops;
}

Result<void> moveExcluded(FileSystem& files,
                          const SnapshotComponent& component,
                          const LocalPath& old,
                          const LocalPath& place) {
    if (component.exclusions.isEmpty())
        return {};
    UPKEEP_TRY_AS(const QList<LocalName> tops, excludedTops(files, component, old));
    for (const LocalName& name : tops) {
        const LocalPath to = place / name;
        if (!files.exists(to.parent()))
            UPKEEP_TRY(files.makeFolders(to.parent()));
        UPKEEP_TRY_AS(const FileStat folder, files.stat(to.parent()));
        UPKEEP_TRY(files.rename(old / name, to));
        UPKEEP_TRY(files.setModified(to.parent(), folder.modified));
    }
    return {};
}

Result<bool> takeWhole(FileSystem& files,
                       const SnapshotComponent& component,
                       const LocalPath& made,
                       const LocalPath& place) {
    UPKEEP_TRY_AS(const bool replaced, takePlace(files, made, place));
    if (!replaced)
        return false;
    UPKEEP_TRY_AS(const FileStat old, files.stat(made));
    if (old.type == FileType::Folder && component.top.type == SnapshotEntryType::Folder)
        UPKEEP_TRY(moveExcluded(files, component, made, place));
    UPKEEP_TRY(files.removeTree(made));
    return true;
}

Result<bool> takeNames(FileSystem& files, const PutBack& wish, const LocalPath& made) {
    bool replaced = false;
    for (const LocalName& name : wish.names) {
        UPKEEP_TRY(files.makeFolders((wish.place / name).parent()));
        UPKEEP_TRY_AS(const bool was, takePlace(files, made / name, wish.place / name));
        replaced = replaced || was;
    }
    UPKEEP_TRY(files.removeTree(made));
    return replaced;
}

Result<bool> isFolder(FileSystem& files, const LocalPath& place) {
    UPKEEP_TRY_AS(const auto there, files.statIfThere(place));
    return there && there->type == FileType::Folder;
}

Result<LiveChanges> findChanges(FileSystem& files,
                                Vault& vault,
                                const PutBack& wish,
                                const SnapshotComponent& component,
                                const std::stop_token& stop) {
    const auto safety = wish.safety.isEmpty() ? Result<SnapshotManifest>(SnapshotManifest())
                                              : vault.manifest(wish.safety);
    UPKEEP_TRY(safety);
    return findLiveChanges(files, component, safety->component(wish.component), wish.place, stop);
}

// What differs is made beside the place and moved; nullopt where only a whole new tree will do.
Result<std::optional<PutBackReport>> putBackChanges(FileSystem& files,
                                                    Vault& vault,
                                                    const PutBack& wish,
                                                    const SnapshotManifest& manifest,
                                                    const ProgressSink& progress,
                                                    const std::stop_token& stop) {
    const SnapshotComponent& component = *manifest.component(wish.component);
    UPKEEP_TRY_AS(const LiveChanges changes, findChanges(files, vault, wish, component, stop));
    if (!changes.isPossible)
        return std::optional<PutBackReport>();
    PutBackReport report{{}, true, changes.go.size()};
    if (changes.come.isEmpty() && changes.go.isEmpty() && changes.folders.isEmpty())
        return std::optional(report);
    UPKEEP_TRY_AS(const LocalPath moving, makeMovingPlace(files, wish.place));
    auto made =
        changes.come.isEmpty()
            ? Result<RestoreReport>(RestoreReport())
            : vault.restoreFiles(
                  wish.snapshot, wish.component, changes.come, moving / "new", progress, stop);
    if (!made.has_value()) {
        UPKEEP_TRY(files.removeTree(moving));
        return made.error();
    }
    report.restored = std::move(made).value();
    UPKEEP_TRY(putChanges(files, manifest, wish.component, changes, wish.place, moving));
    return std::optional(std::move(report));
}

} // namespace

Result<void> settlePlace(FileSystem& files, Vault& vault, const LocalPath& place) {
    UPKEEP_TRY(finishPutChanges(files, vault, place));
    return {};
}

Result<void> checkPlace(FileSystem& files, const PutBack& wish) {
    if (wish.replace)
        return {};
    const QList<LocalName> names = wish.names;
    UPKEEP_TRY_AS(bool taken,
                  names.isEmpty() ? isInTheWay(files, wish.place) : Result<bool>(false));
    for (const LocalName& name : names)
        taken = taken || files.exists(wish.place / name);
    if (taken)
        return Error{ErrorCode::FileExists, wish.place.display(), QStringLiteral("is not empty")};
    return {};
}

Result<PutBackReport> putBack(FileSystem& files,
                              Vault& vault,
                              const PutBack& wish,
                              const ProgressSink& progress,
                              std::stop_token stop) {
    UPKEEP_TRY(checkPlace(files, wish));
    UPKEEP_TRY_AS(const SnapshotManifest manifest, vault.manifest(wish.snapshot));
    const SnapshotComponent* const component = manifest.component(wish.component);
    if (!component)
        return Error{ErrorCode::SnapshotUnknown, wish.component, {}};
    UPKEEP_TRY(settlePlace(files, vault, wish.place));
    UPKEEP_TRY_AS(const bool hasFolder, isFolder(files, wish.place));
    if (wish.replace && wish.names.isEmpty() && hasFolder &&
        component->top.type == SnapshotEntryType::Folder) {
        UPKEEP_TRY_AS(auto report, putBackChanges(files, vault, wish, manifest, progress, stop));
        if (report)
            return *std::move(report);
    }
    const LocalPath made = pathBeside(wish.place);
    UPKEEP_TRY(files.makeFolders(wish.place.parent()));
    auto restored =
        vault.restoreFiles(wish.snapshot, wish.component, wish.names, made, progress, stop);
    if (!restored.has_value()) {
        UPKEEP_TRY(files.removeTree(made));
        return restored.error();
    }
    const bool whole = wish.names.isEmpty() || !files.exists(wish.place);
    auto taken =
        whole ? takeWhole(files, *component, made, wish.place) : takeNames(files, wish, made);
    UPKEEP_TRY_AS(const bool replaced, std::move(taken));
    return PutBackReport{std::move(restored).value(), replaced};
}

} // namespace upkeep
