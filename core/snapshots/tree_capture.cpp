// SPDX-License-Identifier: Apache-2.0
#include "snapshots/tree_capture.h"

namespace upkeep {

namespace {

constexpr QByteArrayView databaseCompanions[] = {"-wal", "-shm", "-journal"};

Error notReadable(const LocalPath& path, const QString& cause) {
    return Error{ErrorCode::SnapshotFailed, path.display(), cause};
}

QByteArrayView extensionOf(const LocalName& name) {
    const QByteArrayView bytes = name.bytes();
    const QByteArrayView base = bytes.sliced(bytes.lastIndexOf('/') + 1);
    const qsizetype dot = base.lastIndexOf('.');
    return dot > 0 ? base.sliced(dot + 1) : QByteArrayView();
}

// Extension, then path: alike contents come together.
bool isPackedBefore(const LocalName& a, const LocalName& b) {
    const int order = extensionOf(a).compare(extensionOf(b));
    return order == 0 ? a < b : order < 0;
}

} // namespace

TreeCapture::TreeCapture(VaultStore& store,
                         ContentStorer& contents,
                         const AddOptions& options,
                         const ProgressSink& progress,
                         const std::stop_token& stop)
    : m_store(store), m_contents(contents), m_options(options), m_progress(progress), m_stop(stop),
      m_exclusions(options.exclude), m_tolerant(options.tolerant),
      m_databases(options.databases.begin(), options.databases.end()) {}

Result<SnapshotComponent>
TreeCapture::take(const QString& id, const LocalPath& root, SnapshotComponent previous) {
    m_previous = std::move(previous);
    for (const SnapshotEntry& entry : std::as_const(m_previous.entries))
        noteAlike(entry.name, entry);
    m_component.id = id;
    m_component.root = root;
    m_component.exclusions = m_options.exclude;
    UPKEEP_TRY_AS(const FileStat stat, m_store.files().stat(root));
    m_component.top = describe(stat);
    UPKEEP_TRY_AS(m_component.top.xattrs, m_store.files().xattrs(root));
    if (stat.type == FileType::Folder)
        UPKEEP_TRY(scan());
    else if (stat.type == FileType::Regular)
        m_wanted.append(-1);
    else
        return notReadable(root, QStringLiteral("is neither a folder nor a file"));
    UPKEEP_TRY(readAll());
    shareHardLinks();
    dropVanished();
    return std::move(m_component);
}

bool TreeCapture::isDatabase(const LocalName& name) const {
    return m_options.copyDatabase && m_databases.contains(name);
}

// What a consistent copy has taken in already.
bool TreeCapture::isBesideDatabase(const LocalName& name) const {
    for (const QByteArrayView companion : databaseCompanions) {
        if (!name.bytes().endsWith(companion))
            continue;
        const auto stem = LocalName::parse(name.bytes().chopped(companion.size()));
        if (stem.has_value() && isDatabase(stem.value()))
            return true;
    }
    return false;
}

bool TreeCapture::isLeftOut(const LocalName& name, FileType type) const {
    return m_component.root / name == m_store.folder() || isBesideDatabase(name) ||
           m_exclusions.excludes(name, type == FileType::Folder);
}

Result<void> TreeCapture::scan() {
    ScanOptions options;
    options.leaveOut = [this](const LocalName& name, FileType type) {
        return isLeftOut(name, type);
    };
    UPKEEP_TRY_AS(QList<ScannedEntry> scanned,
                  scanTree(m_store.files(), m_component.root, options, m_stop));
    // By whole names, not folder by folder: "a-b" comes before "a/b".
    std::sort(scanned.begin(), scanned.end(), [](const ScannedEntry& a, const ScannedEntry& b) {
        return a.name < b.name;
    });
    for (const ScannedEntry& entry : std::as_const(scanned)) {
        const auto added = add(entry);
        if (!added.has_value() && added.error().code != ErrorCode::FileNotFound)
            return added.error();
    }
    return {};
}

SnapshotEntry TreeCapture::describe(const FileStat& stat) {
    SnapshotEntry entry;
    entry.type = stat.type == FileType::Folder    ? SnapshotEntryType::Folder
                 : stat.type == FileType::Symlink ? SnapshotEntryType::Symlink
                                                  : SnapshotEntryType::File;
    entry.mode = stat.mode;
    entry.uid = stat.uid;
    entry.gid = stat.gid;
    entry.modified = stat.modified;
    entry.identity = stat.identity;
    if (entry.type == SnapshotEntryType::File) {
        entry.size = stat.size;
        entry.changed = stat.changed;
        entry.sparse = stat.blocks * 512 < stat.size;
    }
    return entry;
}

Result<void> TreeCapture::add(const ScannedEntry& scanned) {
    const LocalPath path = m_component.root / scanned.name;
    if (scanned.unreadable)
        return notReadable(path, QStringLiteral("may not be read"));
    if (scanned.stat.type == FileType::Other || scanned.otherFileSystem) {
        m_component.leftOut.append(scanned.name);
        return {};
    }
    SnapshotEntry entry = describe(scanned.stat);
    entry.name = scanned.name;
    entry.target = scanned.target;
    const bool isUnchanged = entry.type == SnapshotEntryType::File && takeUnchanged(entry);
    // A change of attributes changes the ctime, too.
    if (!isUnchanged) {
        UPKEEP_TRY_AS(entry.xattrs, m_store.files().xattrs(path));
    }
    const qsizetype number = m_component.entries.size();
    if (entry.type == SnapshotEntryType::File) {
        bool isFirst = true;
        if (scanned.stat.links > 1) {
            const std::pair key(entry.identity.device, entry.identity.inode);
            const auto next = static_cast<quint32>(m_linkSets.size() + 1);
            entry.hardLinkSet = m_linkSets.value(key, next);
            m_linkSets.insert(key, entry.hardLinkSet);
            isFirst = entry.hardLinkSet == next;
        }
        if (isFirst && entry.hardLinkSet)
            m_firstOfSet.insert(entry.hardLinkSet, number);
        if (isFirst && isUnchanged) {
            ++m_unchanged;
        } else if (isFirst) {
            m_wanted.append(number);
            m_total += entry.size;
        }
    }
    m_component.entries.append(std::move(entry));
    return {};
}

// Size and mtime alone are not believed: a real update kept both for 61 changed files.
bool TreeCapture::takeUnchanged(SnapshotEntry& entry) const {
    const SnapshotEntry* const it = m_previous.find(entry.name);
    if (!it || isDatabase(entry.name) || it->type != SnapshotEntryType::File ||
        it->changed == FileTime() || it->changed != entry.changed ||
        it->modified != entry.modified || it->size != entry.size ||
        it->identity.device != entry.identity.device ||
        it->identity.inode != entry.identity.inode || !m_store.isStored(it->digest, it->size))
        return false;
    entry.digest = it->digest;
    entry.xattrs = it->xattrs;
    return true;
}

Result<void> TreeCapture::readDatabase(SnapshotEntry& entry, const LocalPath& path) {
    const LocalPath copy = temporaryPath(m_store.folder());
    UPKEEP_TRY(m_options.copyDatabase(path, copy));
    auto stored = m_contents.storeFile(copy, false, m_stop);
    UPKEEP_TRY(m_store.files().removeTree(copy));
    UPKEEP_TRY_AS(const StoredContent content, std::move(stored));
    entry.digest = content.digest;
    entry.size = content.size;
    entry.changed = {};
    return {};
}

Result<void> TreeCapture::readOne(SnapshotEntry& entry, const LocalPath& path) {
    if (isDatabase(entry.name))
        return readDatabase(entry, path);
    const bool tolerant = m_tolerant.excludes(entry.name, false);
    auto stored = m_contents.storeFile(path, tolerant, m_stop, alikeTo(entry));
    if (!stored.has_value() && stored.error().code == ErrorCode::FileAccess)
        return notReadable(path, stored.error().cause);
    UPKEEP_TRY_AS(const StoredContent content, std::move(stored));
    entry.digest = content.digest;
    entry.size = content.size;
    entry.modified = content.modified;
    entry.changed = content.changed;
    entry.torn = content.torn;
    noteAlike(entry.name, entry);
    return {};
}

void TreeCapture::noteAlike(const LocalName& name, const SnapshotEntry& entry) {
    if (entry.size < groupSize)
        return;
    const QByteArray& bytes = name.bytes();
    m_alike[bytes.mid(bytes.lastIndexOf('/') + 1)].prepend({entry.digest, entry.size});
}

// First what this name held before, then what is called the same elsewhere and not much larger or
// smaller.
QList<Digest> TreeCapture::alikeTo(const SnapshotEntry& entry) const {
    QList<Digest> alike;
    if (entry.size < groupSize)
        return alike;
    const SnapshotEntry* const before = m_previous.find(entry.name);
    if (before && before->size >= groupSize)
        alike.append(before->digest);
    const QByteArray& bytes = entry.name.bytes();
    for (const auto& [digest, size] : m_alike.value(bytes.mid(bytes.lastIndexOf('/') + 1))) {
        if (std::abs(size - entry.size) <= entry.size / 4 && alike.size() < 3)
            alike.append(digest);
    }
    return alike;
}

Result<void> TreeCapture::readAll() {
    const QList<SnapshotEntry>& entries = std::as_const(m_component.entries);
    std::sort(m_wanted.begin(), m_wanted.end(), [&entries](qsizetype a, qsizetype b) {
        return isPackedBefore(entries.at(a).name, entries.at(b).name);
    });
    for (const qsizetype wanted : std::as_const(m_wanted)) {
        if (m_stop.stop_requested())
            return Error{ErrorCode::Cancelled, {}, {}};
        const bool isTop = wanted < 0;
        SnapshotEntry& entry = isTop ? m_component.top : m_component.entries[wanted];
        const auto read = readOne(entry, isTop ? m_component.root : m_component.root / entry.name);
        if (!read.has_value() && read.error().code == ErrorCode::FileNotFound && !isTop)
            m_vanished.insert(wanted);
        else
            UPKEEP_TRY(read);
        m_bytesRead += entry.size;
        if (m_progress)
            m_progress(Progress{Phase::Snapshot,
                                m_component.id,
                                entry.name.display(),
                                m_bytesRead,
                                qMax(m_bytesRead, m_total),
                                0,
                                0});
    }
    return {};
}

void TreeCapture::shareHardLinks() {
    QHash<quint32, int> names;
    for (const SnapshotEntry& entry : std::as_const(m_component.entries))
        names[entry.hardLinkSet] += 1;
    for (qsizetype i = 0; i < m_component.entries.size(); ++i) {
        SnapshotEntry& entry = m_component.entries[i];
        if (entry.hardLinkSet == 0)
            continue;
        const qsizetype firstNumber = m_firstOfSet.value(entry.hardLinkSet);
        const SnapshotEntry& first = m_component.entries.at(firstNumber);
        if (m_vanished.contains(firstNumber))
            m_vanished.insert(i);
        entry.digest = first.digest;
        entry.size = first.size;
        entry.modified = first.modified;
        entry.changed = first.changed;
        entry.torn = first.torn;
        // The other names of this file lie outside the tree.
        if (names.value(entry.hardLinkSet) == 1)
            entry.hardLinkSet = 0;
    }
}

void TreeCapture::dropVanished() {
    if (m_vanished.isEmpty())
        return;
    QList<SnapshotEntry> kept;
    for (qsizetype i = 0; i < m_component.entries.size(); ++i) {
        if (!m_vanished.contains(i))
            kept.append(std::move(m_component.entries[i]));
    }
    m_component.entries = std::move(kept);
}

} // namespace upkeep
