// SPDX-License-Identifier: Apache-2.0
#include "tree/local_changes.h"

namespace upkeep {

namespace {

FileType typeOf(EntryType type) {
    switch (type) {
    case EntryType::Folder:
        return FileType::Folder;
    case EntryType::Symlink:
        return FileType::Symlink;
    case EntryType::File:
        break;
    }
    return FileType::Regular;
}

bool isIgnored(QByteArray name, const QSet<LocalName>& ignore) {
    while (true) {
        const auto parsed = LocalName::parse(name);
        if (parsed.has_value() && ignore.contains(parsed.value()))
            return true;
        const qsizetype slash = name.lastIndexOf('/');
        if (slash < 0)
            return false;
        name.truncate(slash);
    }
}

// True where the size alone tells that the content differs.
bool hasOtherShape(const ScannedEntry& found, const FileEntry& wanted) {
    if (found.stat.type != typeOf(wanted.type) || found.otherFileSystem)
        return true;
    if (wanted.type == EntryType::File)
        return found.stat.size != wanted.size;
    return wanted.type == EntryType::Symlink && found.target != wanted.target;
}

void sortNames(QList<LocalName>& names) {
    std::sort(names.begin(), names.end());
}

class Comparing {
public:
    explicit Comparing(const TreeState& state) : m_state(state) {}

    void judge(const FileEntry& wanted, const ScannedEntry* found, TreeReport& report) const {
        const LocalName name(wanted.path);
        if (!found)
            report.removed.append(name);
        else if (hasOtherShape(*found, wanted))
            report.changed.append(name);
        else if (wanted.type == EntryType::File)
            judgeFile(wanted, *found, report);
        else if (wanted.type == EntryType::Folder && found->stat.mode != wanted.mode)
            report.modeChanged.append(name);
    }

private:
    void judgeFile(const FileEntry& wanted, const ScannedEntry& found, TreeReport& report) const {
        const Digest* digest = m_state.digestOf(found.name);
        if (!digest)
            return; // unreadable, and reported as such
        if (*digest != wanted.digest)
            report.changed.append(found.name);
        else if (found.stat.mode != wanted.mode)
            report.modeChanged.append(found.name);
    }

    const TreeState& m_state;
};

void collectExtras(const TreeState& state, const QSet<LocalName>& signedNames, TreeReport& report) {
    for (const ScannedEntry& entry : state.entries) {
        if (signedNames.contains(entry.name))
            continue;
        report.extras.append(entry.name);
        if (entry.stat.type == FileType::Folder)
            report.extraFolders.insert(entry.name);
    }
}

} // namespace

bool TreeReport::isIntact() const {
    return changed.isEmpty() && removed.isEmpty() && modeChanged.isEmpty() && unreadable.isEmpty();
}

Result<TreeReport> compareWithList(FileSystem& files,
                                   const LocalPath& root,
                                   const FileList& signedList,
                                   StatCache* cache,
                                   const QList<LocalName>& ignore,
                                   std::stop_token stop) {
    ScanOptions options;
    options.skip = ignore;
    UPKEEP_TRY_AS(TreeState state, readTree(files, root, options, cache, {}, stop));
    QHash<LocalName, const ScannedEntry*> found;
    for (const ScannedEntry& entry : std::as_const(state.entries))
        found.insert(entry.name, &entry);

    TreeReport report;
    const QSet<LocalName> ignored(ignore.begin(), ignore.end());
    QSet<LocalName> signedNames;
    const Comparing comparing(state);
    for (const FileEntry& wanted : signedList.entries()) {
        signedNames.insert(wanted.path);
        if (!isIgnored(wanted.path.bytes(), ignored))
            comparing.judge(wanted, found.value(wanted.path), report);
    }
    collectExtras(state, signedNames, report);
    report.unreadable = std::move(state.unreadable);
    report.digests = std::move(state.digests);
    for (QList<LocalName>* names :
         {&report.changed, &report.removed, &report.modeChanged, &report.extras})
        sortNames(*names);
    return report;
}

QList<LocalName> extrasInTheWay(const TreeReport& report, const FileList& wanted) {
    QHash<QByteArray, EntryType> types;
    for (const FileEntry& entry : wanted.entries())
        types.insert(entry.path.bytes(), entry.type);
    const auto isInTheWay = [&](const LocalName& extra) {
        if (const auto same = types.constFind(extra.bytes()); same != types.cend())
            return *same != EntryType::Folder || !report.extraFolders.contains(extra);
        // A list names every parent as a folder, so only a file above the extra can be in conflict.
        for (QByteArray above = extra.bytes(); above.contains('/');) {
            above.truncate(above.lastIndexOf('/'));
            if (types.value(above, EntryType::Folder) != EntryType::Folder)
                return true;
        }
        return false;
    };
    QList<LocalName> inTheWay;
    std::copy_if(
        report.extras.begin(), report.extras.end(), std::back_inserter(inTheWay), isInTheWay);
    return inTheWay;
}

} // namespace upkeep
