// SPDX-License-Identifier: Apache-2.0
#include "snapshots/compare.h"

#include "snapshots/exclusions.h"
#include "tree/hash_tree.h"

namespace upkeep {

namespace {

bool hasSameRights(const SnapshotEntry& a, const SnapshotEntry& b) {
    return a.mode == b.mode && a.uid == b.uid && a.gid == b.gid && a.xattrs == b.xattrs;
}

Difference differenceOf(const SnapshotEntry& old, const SnapshotEntry& now) {
    if (old.type != now.type || old.digest != now.digest || old.target != now.target)
        return Difference::Changed;
    return hasSameRights(old, now) ? Difference::Same : Difference::Permissions;
}

// Both sides of one component, walked through together.
class Comparing {
public:
    explicit Comparing(QString component) : m_component(std::move(component)) {}

    void compare(const SnapshotEntry* old, const SnapshotEntry* now) {
        const Difference difference = !old   ? Difference::Added
                                      : !now ? Difference::Removed
                                             : differenceOf(*old, *now);
        if (difference == Difference::Same)
            return;
        found.append(DifferenceEntry{m_component,
                                     old ? old->name : now->name,
                                     difference,
                                     old ? old->size : 0,
                                     now ? now->size : 0});
    }

    void compareAll(const QList<SnapshotEntry>& old, const QList<SnapshotEntry>& now) {
        auto left = old.cbegin();
        auto right = now.cbegin();
        while (left != old.cend() || right != now.cend()) {
            const bool isOldOnly =
                right == now.cend() || (left != old.cend() && left->name < right->name);
            const bool isNewOnly =
                left == old.cend() || (right != now.cend() && right->name < left->name);
            compare(isNewOnly ? nullptr : &*left, isOldOnly ? nullptr : &*right);
            left += isNewOnly ? 0 : 1;
            right += isOldOnly ? 0 : 1;
        }
    }

    QList<DifferenceEntry> found;

private:
    QString m_component;
};

QList<DifferenceEntry> compareComponents(const SnapshotComponent* old,
                                         const SnapshotComponent* now) {
    Comparing comparing(old ? old->id : now->id);
    const bool isFile = (old && old->top.type == SnapshotEntryType::File) ||
                        (now && now->top.type == SnapshotEntryType::File);
    if (isFile || (old && now))
        comparing.compare(old ? &old->top : nullptr, now ? &now->top : nullptr);
    comparing.compareAll(old ? old->entries : QList<SnapshotEntry>(),
                         now ? now->entries : QList<SnapshotEntry>());
    return comparing.found;
}

Result<SnapshotEntry>
liveEntry(FileSystem& files, const ScannedEntry& scanned, const LocalPath& path) {
    SnapshotEntry entry;
    entry.name = scanned.name;
    entry.type = scanned.stat.type == FileType::Folder    ? SnapshotEntryType::Folder
                 : scanned.stat.type == FileType::Symlink ? SnapshotEntryType::Symlink
                                                          : SnapshotEntryType::File;
    entry.mode = scanned.stat.mode;
    entry.uid = scanned.stat.uid;
    entry.gid = scanned.stat.gid;
    entry.target = scanned.target;
    if (entry.type == SnapshotEntryType::File)
        entry.size = scanned.stat.size;
    UPKEEP_TRY_AS(entry.xattrs, files.xattrs(path));
    return entry;
}

Result<void> readLiveFile(FileSystem& files, const LocalPath& live, SnapshotComponent& now) {
    UPKEEP_TRY_AS(const FileStat stat, files.stat(live));
    UPKEEP_TRY_AS(now.top, liveEntry(files, ScannedEntry{{}, stat, {}, false, false}, live));
    if (stat.type != FileType::Regular)
        return {};
    UPKEEP_TRY_AS(const Descriptor file, files.open(live));
    UPKEEP_TRY_AS(now.top.digest, Digest::ofFile(file.get()));
    return {};
}

Result<void> readLiveTree(FileSystem& files,
                          const LocalPath& live,
                          SnapshotComponent& now,
                          const std::stop_token& stop) {
    const Exclusions exclusions(now.exclusions);
    const QSet<LocalName> leftOut(now.leftOut.begin(), now.leftOut.end());
    ScanOptions options;
    options.leaveOut = [&](const LocalName& name, FileType type) {
        return type == FileType::Other || leftOut.contains(name) ||
               exclusions.excludes(name, type == FileType::Folder);
    };
    UPKEEP_TRY_AS(const TreeState state, readTree(files, live, options, nullptr, {}, stop));
    for (const ScannedEntry& scanned : state.entries) {
        auto entry = liveEntry(files, scanned, live / scanned.name);
        if (!entry.has_value() && entry.error().code == ErrorCode::FileNotFound)
            continue;
        UPKEEP_TRY(entry);
        if (const Digest* digest = state.digestOf(scanned.name))
            entry->digest = *digest;
        now.entries.append(std::move(entry).value());
    }
    std::sort(now.entries.begin(),
              now.entries.end(),
              [](const SnapshotEntry& a, const SnapshotEntry& b) { return a.name < b.name; });
    return {};
}

} // namespace

QList<DifferenceEntry> compareSnapshots(const SnapshotManifest& left,
                                        const SnapshotManifest& right) {
    QMap<QString, std::pair<const SnapshotComponent*, const SnapshotComponent*>> components;
    for (const SnapshotComponent& component : left.components)
        components[component.id].first = &component;
    for (const SnapshotComponent& component : right.components)
        components[component.id].second = &component;
    QList<DifferenceEntry> differences;
    for (const auto& [old, now] : std::as_const(components))
        differences += compareComponents(old, now);
    return differences;
}

Result<QList<DifferenceEntry>> compareWithLive(FileSystem& files,
                                               const SnapshotComponent& component,
                                               const LocalPath& live,
                                               std::stop_token stop) {
    UPKEEP_TRY_AS(const std::optional<FileStat> stat, files.statIfThere(live));
    if (!stat)
        return compareComponents(&component, nullptr);
    SnapshotComponent now;
    now.id = component.id;
    now.exclusions = component.exclusions;
    now.leftOut = component.leftOut;
    UPKEEP_TRY(readLiveFile(files, live, now));
    if (stat->type == FileType::Folder)
        UPKEEP_TRY(readLiveTree(files, live, now, stop));
    return compareComponents(&component, &now);
}

} // namespace upkeep
