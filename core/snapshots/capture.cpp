// SPDX-License-Identifier: Apache-2.0
#include "snapshots/capture.h"

#include "snapshots/tree_capture.h"
#include "tree/stat_cache.h"

#include <unistd.h>

namespace upkeep {

namespace {

Error cannotAdd(const QString& component, const char* cause) {
    return Error{ErrorCode::SnapshotFailed, component, QLatin1String(cause)};
}

SnapshotEntry ownEntry(SnapshotEntryType type, quint32 mode, const LocalName& name) {
    SnapshotEntry entry;
    entry.name = name;
    entry.type = type;
    entry.mode = mode;
    entry.uid = ::geteuid();
    entry.gid = ::getegid();
    entry.modified = currentFileTime();
    return entry;
}

void insertSorted(QList<SnapshotEntry>& entries, SnapshotEntry entry) {
    const auto at = std::lower_bound(
        entries.begin(), entries.end(), entry, [](const SnapshotEntry& a, const SnapshotEntry& b) {
            return a.name < b.name;
        });
    entries.insert(at, std::move(entry));
}

} // namespace

SnapshotWriter::Capture::Capture(VaultStore& store,
                                 std::unique_ptr<FileLock> lock,
                                 SnapshotManifest manifest)
    : m_store(store), m_lock(std::move(lock)), m_manifest(std::move(manifest)),
      m_packs(store.files(), store.folder()), m_contents(store, m_packs) {}

// The newest snapshot of the same place; an empty component where there is none.
Result<SnapshotComponent> SnapshotWriter::Capture::previousOf(const QString& component,
                                                              const LocalPath& root) {
    UPKEEP_TRY_AS(const QStringList ids, m_store.snapshots().ids());
    for (const QString& id : ids) {
        const auto manifest = m_store.snapshots().read(id);
        const SnapshotComponent* same =
            manifest.has_value() && manifest->meta.product == m_manifest.meta.product
                ? manifest->component(component)
                : nullptr;
        if (same && same->root == root)
            return *same;
    }
    return SnapshotComponent();
}

Result<void> SnapshotWriter::Capture::addTree(const QString& component,
                                              const LocalPath& root,
                                              const AddOptions& options,
                                              const ProgressSink& progress,
                                              const std::stop_token& stop) {
    if (m_manifest.component(component))
        return cannotAdd(component, "is in the snapshot already");
    UPKEEP_TRY_AS(SnapshotComponent previous, previousOf(component, root));
    TreeCapture tree(m_store, m_contents, options, progress, stop);
    UPKEEP_TRY_AS(SnapshotComponent taken, tree.take(component, root, std::move(previous)));
    m_report.filesRead += tree.filesRead();
    m_report.bytesRead += tree.bytesRead();
    m_report.filesUnchanged += tree.filesUnchanged();
    m_manifest.components.append(std::move(taken));
    return {};
}

Result<SnapshotComponent*> SnapshotWriter::Capture::dumpComponent(const QString& component,
                                                                  const LocalName& name) {
    if (!m_manifest.component(component)) {
        SnapshotComponent made;
        made.id = component;
        made.top = ownEntry(SnapshotEntryType::Folder, 0700, {});
        m_manifest.components.append(std::move(made));
    }
    const auto it =
        std::find_if(m_manifest.components.begin(),
                     m_manifest.components.end(),
                     [&](const SnapshotComponent& each) { return each.id == component; });
    if (it->top.type != SnapshotEntryType::Folder || it->find(name))
        return cannotAdd(component, "has no room for a further file of this name");
    for (qsizetype slash = name.bytes().indexOf('/'); slash > 0;
         slash = name.bytes().indexOf('/', slash + 1)) {
        UPKEEP_TRY_AS(const LocalName folder, LocalName::parse(name.bytes().left(slash)));
        const SnapshotEntry* there = it->find(folder);
        if (there && there->type != SnapshotEntryType::Folder)
            return cannotAdd(component, "has a file where a folder is needed");
        if (!there)
            insertSorted(it->entries, ownEntry(SnapshotEntryType::Folder, 0700, folder));
    }
    return &*it;
}

Result<void> SnapshotWriter::Capture::addFile(const QString& component,
                                              const LocalName& name,
                                              const LocalPath& path) {
    UPKEEP_TRY_AS(SnapshotComponent* const dump, dumpComponent(component, name));
    UPKEEP_TRY_AS(const FileStat stat, m_store.files().stat(path));
    UPKEEP_TRY_AS(const StoredContent content, m_contents.storeFile(path, false));
    SnapshotEntry entry = ownEntry(SnapshotEntryType::File, stat.mode, name);
    entry.uid = stat.uid;
    entry.gid = stat.gid;
    entry.digest = content.digest;
    entry.size = content.size;
    entry.modified = content.modified;
    insertSorted(dump->entries, std::move(entry));
    return {};
}

Result<void> SnapshotWriter::Capture::addBytes(const QString& component,
                                               const LocalName& name,
                                               QByteArrayView bytes) {
    UPKEEP_TRY_AS(SnapshotComponent* const dump, dumpComponent(component, name));
    SnapshotEntry entry = ownEntry(SnapshotEntryType::File, 0600, name);
    UPKEEP_TRY_AS(entry.digest, m_contents.storeBytes(bytes));
    entry.size = bytes.size();
    insertSorted(dump->entries, std::move(entry));
    return {};
}

// A snapshot whose contents are not all there must not come to exist.
Result<void> SnapshotWriter::Capture::checkContents() const {
    Result<void> found;
    forEachContent(m_manifest, [&](const SnapshotComponent&, const SnapshotEntry& entry) {
        if (!m_store.find(entry.digest))
            found = damagedContent(entry.digest, QStringLiteral("the content got lost"));
    });
    return found;
}

// The contents first, then the one file that makes the snapshot exist.
Result<void> SnapshotWriter::Capture::close() {
    UPKEEP_TRY(m_contents.flush());
    m_report.packedBytes = m_contents.packedBytes();
    m_report.contentsAdded = m_contents.added().size();
    UPKEEP_TRY(checkContents());
    UPKEEP_TRY(m_store.snapshots().write(m_manifest));
    UPKEEP_TRY(m_store.noteStoredAnew(m_contents.added()));
    if (m_report.packedBytes > 0)
        m_store.saveIndex();
    m_lock.reset();
    return {};
}

// --- the door to it

SnapshotWriter::SnapshotWriter(std::unique_ptr<Capture> capture) : m_capture(std::move(capture)) {}
SnapshotWriter::~SnapshotWriter() = default;
SnapshotWriter::SnapshotWriter(SnapshotWriter&&) noexcept = default;
SnapshotWriter& SnapshotWriter::operator=(SnapshotWriter&&) noexcept = default;

const QString& SnapshotWriter::id() const {
    return m_capture->id();
}

const CaptureReport& SnapshotWriter::report() const {
    return m_capture->report();
}

const SnapshotManifest& SnapshotWriter::manifest() const {
    return m_capture->manifest();
}

Result<void> SnapshotWriter::addTree(const QString& component,
                                     const LocalPath& root,
                                     const AddOptions& options,
                                     const ProgressSink& progress,
                                     std::stop_token stop) {
    return m_capture->addTree(component, root, options, progress, stop);
}

Result<void>
SnapshotWriter::addFile(const QString& component, const LocalName& name, const LocalPath& path) {
    return m_capture->addFile(component, name, path);
}

Result<void>
SnapshotWriter::addBytes(const QString& component, const LocalName& name, QByteArrayView bytes) {
    return m_capture->addBytes(component, name, bytes);
}

Result<QString> SnapshotWriter::close() {
    UPKEEP_TRY(m_capture->close());
    return m_capture->id();
}

} // namespace upkeep
