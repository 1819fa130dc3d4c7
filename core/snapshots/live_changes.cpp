// SPDX-License-Identifier: Apache-2.0
#include "snapshots/live_changes.h"

#include "snapshots/exclusions.h"
#include "tree/scan.h"

#include <QHash>

namespace upkeep {

namespace {

LocalName parentOf(const LocalName& name) {
    const auto parent = LocalName::parse(name.bytes().left(name.bytes().lastIndexOf('/')));
    return name.bytes().contains('/') && parent.has_value() ? *parent : LocalName();
}

class Finding {
public:
    Finding(FileSystem& files,
            const SnapshotComponent& wanted,
            const SnapshotComponent* known,
            const LocalPath& live,
            const std::stop_token& stop)
        : m_files(files), m_wanted(wanted), m_known(known), m_live(live), m_stop(stop),
          m_exclusions(wanted.exclusions) {}

    Result<LiveChanges> find() {
        UPKEEP_TRY(scan());
        gatherLinks();
        UPKEEP_TRY(compareFolder(m_wanted.top, m_top, m_live));
        auto left = m_wanted.entries.cbegin();
        auto right = m_entries.cbegin();
        while (left != m_wanted.entries.cend() || right != m_entries.cend()) {
            if (m_stop.stop_requested())
                return Error{ErrorCode::Cancelled, {}, {}};
            const bool isGone = right == m_entries.cend() ||
                                (left != m_wanted.entries.cend() && left->name < right->name);
            const bool isNew = left == m_wanted.entries.cend() ||
                               (right != m_entries.cend() && right->name < left->name);
            if (isGone)
                comes(*left);
            else if (isNew)
                goes(*right);
            else
                UPKEEP_TRY(compare(*left, *right));
            left += isNew ? 0 : 1;
            right += isGone ? 0 : 1;
        }
        settle();
        return std::move(m_changes);
    }

private:
    // Folders before what is in them, and nothing twice: names of one file may have come early.
    void settle() {
        QList<LocalName>& come = m_changes.come;
        std::sort(come.begin(), come.end());
        come.removeIf([this](const LocalName& name) { return isCovered(m_coming, name); });
    }

    // What the snapshot neither has nor could have is not looked at, but noted: the folders above
    // it cannot go as wholes.
    Result<void> scan() {
        UPKEEP_TRY_AS(m_top, m_files.stat(m_live));
        ScanOptions options;
        options.leaveOut = [this](const LocalName& name, FileType type) {
            const bool stays =
                type == FileType::Other || m_exclusions.excludes(name, type == FileType::Folder);
            if (stays)
                noteStays(name);
            return stays;
        };
        UPKEEP_TRY_AS(m_entries, scanTree(m_files, m_live, options, m_stop));
        m_entries.removeIf([this](const ScannedEntry& entry) {
            m_changes.isPossible = m_changes.isPossible && !entry.unreadable;
            if (entry.otherFileSystem)
                noteStays(entry.name);
            return entry.otherFileSystem;
        });
        std::sort(m_entries.begin(),
                  m_entries.end(),
                  [](const ScannedEntry& a, const ScannedEntry& b) { return a.name < b.name; });
        return {};
    }

    void noteStays(const LocalName& name) {
        for (LocalName above = name; !above.bytes().isEmpty(); above = parentOf(above))
            m_stays.insert(above);
    }

    // The first name of each file that has several.
    void gatherLinks() {
        for (const SnapshotEntry& entry : m_wanted.entries) {
            if (entry.hardLinkSet && !m_firstWanted.contains(entry.hardLinkSet))
                m_firstWanted.insert(entry.hardLinkSet, entry.name);
            if (entry.hardLinkSet)
                m_wantedNames[entry.hardLinkSet].append(entry.name);
        }
        for (const ScannedEntry& entry : m_entries) {
            const quint64 inode = entry.stat.identity.inode;
            if (entry.stat.type == FileType::Regular && entry.stat.links > 1 &&
                !m_firstLive.contains(inode))
                m_firstLive.insert(inode, entry.name);
        }
    }

    static bool isCovered(const QSet<LocalName>& folders, const LocalName& name) {
        for (LocalName above = parentOf(name); !above.bytes().isEmpty(); above = parentOf(above)) {
            if (folders.contains(above))
                return true;
        }
        return false;
    }

    void come(const LocalName& name) {
        if (m_coming.contains(name) || isCovered(m_coming, name))
            return;
        m_coming.insert(name);
        m_changes.come.append(name);
        m_changes.folders.insert(parentOf(name));
        // A move into another folder may touch a folder.
        const SnapshotEntry* const entry = m_wanted.find(name);
        if (entry->type == SnapshotEntryType::Folder)
            m_changes.folders.insert(name);
    }

    // All names of one file come together, or they would be several.
    void comes(const SnapshotEntry& entry) {
        if (m_stays.contains(entry.name))
            m_changes.isPossible = false;
        if (!entry.hardLinkSet)
            return come(entry.name);
        for (const LocalName& name : m_wantedNames.value(entry.hardLinkSet))
            come(name);
    }

    void goes(const ScannedEntry& entry) {
        // What takes the place of a folder above takes this away, too.
        if (isCovered(m_going, entry.name) || isCovered(m_coming, entry.name))
            return;
        m_changes.folders.insert(parentOf(entry.name));
        if (m_stays.contains(entry.name))
            return;
        m_going.insert(entry.name);
        m_changes.go.append(entry.name);
    }

    Result<void> compare(const SnapshotEntry& entry, const ScannedEntry& live) {
        const bool isFolder = live.stat.type == FileType::Folder;
        if (isFolder && entry.type == SnapshotEntryType::Folder)
            return compareFolder(entry, live.stat, m_live / entry.name);
        if (isFolder && m_stays.contains(entry.name))
            m_changes.isPossible = false;
        UPKEEP_TRY_AS(const bool same, isSame(entry, live));
        if (!same)
            comes(entry);
        return {};
    }

    static bool hasSameRights(const SnapshotEntry& entry, const FileStat& stat) {
        return entry.mode == stat.mode && entry.uid == stat.uid && entry.gid == stat.gid &&
               entry.modified == stat.modified;
    }

    Result<void>
    compareFolder(const SnapshotEntry& entry, const FileStat& stat, const LocalPath& path) {
        UPKEEP_TRY_AS(const XattrMap xattrs, m_files.xattrs(path));
        for (auto it = xattrs.cbegin(); it != xattrs.cend(); ++it)
            m_changes.isPossible = m_changes.isPossible && entry.xattrs.contains(it.key());
        if (!hasSameRights(entry, stat) || xattrs != entry.xattrs)
            m_changes.folders.insert(entry.name);
        return {};
    }

    bool hasSameNames(const SnapshotEntry& entry, const ScannedEntry& live) const {
        const LocalName wanted =
            entry.hardLinkSet ? m_firstWanted.value(entry.hardLinkSet) : entry.name;
        const LocalName found = live.stat.links > 1
                                    ? m_firstLive.value(live.stat.identity.inode, live.name)
                                    : live.name;
        return wanted == found;
    }

    Result<bool> isSame(const SnapshotEntry& entry, const ScannedEntry& live) {
        const LocalPath path = m_live / entry.name;
        if (live.stat.type == FileType::Symlink) {
            UPKEEP_TRY_AS(const XattrMap found, m_files.xattrs(path));
            return entry.type == SnapshotEntryType::Symlink && entry.target == live.target &&
                   hasSameRights(entry, live.stat) && entry.xattrs == found;
        }
        if (live.stat.type != FileType::Regular || entry.type != SnapshotEntryType::File ||
            entry.size != live.stat.size || !hasSameRights(entry, live.stat) ||
            !hasSameNames(entry, live))
            return false;
        const SnapshotEntry* const then = m_known ? m_known->find(entry.name) : nullptr;
        if (then && isProvablySame(*then, live.stat))
            return then->digest == entry.digest && then->xattrs == entry.xattrs;
        UPKEEP_TRY_AS(const XattrMap xattrs, m_files.xattrs(path));
        if (xattrs != entry.xattrs)
            return false;
        UPKEEP_TRY_AS(const Descriptor file, m_files.open(path));
        UPKEEP_TRY_AS(const Digest digest, Digest::ofFile(file.get()));
        return digest == entry.digest;
    }

    FileSystem& m_files;
    const SnapshotComponent& m_wanted;
    const SnapshotComponent* m_known;
    const LocalPath& m_live;
    const std::stop_token& m_stop;
    Exclusions m_exclusions;
    FileStat m_top;
    QList<ScannedEntry> m_entries;
    QSet<LocalName> m_stays; // with the folders above
    QSet<LocalName> m_coming;
    QSet<LocalName> m_going;
    QHash<quint32, LocalName> m_firstWanted;
    QHash<quint32, QList<LocalName>> m_wantedNames;
    QHash<quint64, LocalName> m_firstLive;
    LiveChanges m_changes;
};

} // namespace

bool isProvablySame(const SnapshotEntry& known, const FileStat& stat) {
    return known.type == SnapshotEntryType::File && stat.type == FileType::Regular &&
           known.changed != FileTime() && known.changed == stat.changed &&
           known.modified == stat.modified && known.size == stat.size &&
           known.identity.device == stat.identity.device &&
           known.identity.inode == stat.identity.inode;
}

Result<LiveChanges> findLiveChanges(FileSystem& files,
                                    const SnapshotComponent& wanted,
                                    const SnapshotComponent* known,
                                    const LocalPath& live,
                                    const std::stop_token& stop) {
    return Finding(files, wanted, known, live, stop).find();
}

} // namespace upkeep
