// SPDX-License-Identifier: Apache-2.0
#include "snapshots/restore.h"

#include "snapshots/entry_metadata.h"
#include "tree/two_threads.h"

#include <mutex>

namespace upkeep {

namespace {

constexpr qint64 holeSize = 4096;

bool isZero(QByteArrayView bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == 0; });
}

// Writes pages of zeros as holes.
Result<void> writeSparsely(NewFile& file, QByteArrayView bytes) {
    while (!bytes.isEmpty()) {
        const QByteArrayView page = bytes.first(qMin<qsizetype>(holeSize, bytes.size()));
        UPKEEP_TRY(isZero(page) ? file.skip(page.size()) : file.write(page));
        bytes = bytes.sliced(page.size());
    }
    return {};
}

class Restoring {
public:
    Restoring(VaultStore& store,
              const SnapshotComponent& component,
              const LocalPath& into,
              const ProgressSink& progress)
        : m_store(store), m_component(component), m_into(into), m_progress(progress) {}

    Result<RestoreReport> restore(const QList<LocalName>& names, const std::stop_token& stop);

private:
    // Contents that lie in one frame are written when it is decoded; a large one is a job alone.
    struct Job {
        std::optional<Place> frame;
        QList<const SnapshotEntry*> entries;
    };

    Result<void> choose(const QList<LocalName>& names);
    Result<void> makeFolders();
    Result<void> planFiles();
    void planFile(const SnapshotEntry& entry, QHash<std::pair<qint32, qint32>, qsizetype>& byFrame);
    Result<void> runJob(const Job& job, const std::stop_token& stop);
    Result<void> writeFile(const SnapshotEntry& entry, QByteArrayView content);
    Result<void> streamFile(const SnapshotEntry& entry, const std::stop_token& stop);
    Result<void> linkNames();
    Result<void> finishFolders();
    Result<void> finishFile(NewFile& file, const SnapshotEntry& entry);
    Result<void> finish(const SnapshotEntry& entry);
    void count(const SnapshotEntry& entry);
    LocalPath pathOf(const SnapshotEntry& entry) const {
        return entry.name.bytes().isEmpty() ? m_into : m_into / entry.name;
    }

    VaultStore& m_store;
    const SnapshotComponent& m_component;
    const LocalPath& m_into;
    const ProgressSink& m_progress;
    QList<const SnapshotEntry*> m_chosen;
    QList<Job> m_jobs;
    QHash<quint32, const SnapshotEntry*> m_firstOfSet;
    QList<const SnapshotEntry*> m_furtherNames;
    RestoreReport m_report;
    qint64 m_total = 0;
    std::mutex m_mutex;
};

// Calls `visit` with every folder above a name, until it answers true; whether it did.
template <typename Visit> bool anyAbove(const QByteArray& name, Visit&& visit) {
    for (qsizetype slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
        if (visit(QByteArray::fromRawData(name.constData(), slash)))
            return true;
    }
    return false;
}

Result<void> Restoring::choose(const QList<LocalName>& names) {
    QSet<QByteArray> wanted;
    QSet<QByteArray> above; // they point into `names`
    for (const LocalName& name : names) {
        if (!m_component.find(name))
            return Error{ErrorCode::SnapshotUnknown,
                         name.display(),
                         QStringLiteral("is not in the snapshot")};
        wanted.insert(name.bytes());
        anyAbove(name.bytes(), [&](const QByteArray& folder) {
            above.insert(folder);
            return false;
        });
    }
    for (const SnapshotEntry& entry : m_component.entries) {
        const QByteArray& name = entry.name.bytes();
        if (names.isEmpty() || wanted.contains(name) || above.contains(name) ||
            anyAbove(name, [&](const QByteArray& folder) { return wanted.contains(folder); }))
            m_chosen.append(&entry);
    }
    return {};
}

// Writable for us until everything is in them.
Result<void> Restoring::makeFolders() {
    FileSystem& files = m_store.files();
    UPKEEP_TRY(files.makeFolder(m_into, 0700));
    for (const SnapshotEntry* entry : std::as_const(m_chosen)) {
        if (entry->type == SnapshotEntryType::Folder)
            UPKEEP_TRY(files.makeFolder(pathOf(*entry), 0700));
    }
    return {};
}

void Restoring::planFile(const SnapshotEntry& entry,
                         QHash<std::pair<qint32, qint32>, qsizetype>& byFrame) {
    m_total += entry.size;
    const StoredObject* object = m_store.find(entry.digest);
    // Damaged, large and stored twice: readObject() knows what to do.
    if (!object || object->places.size() != 1) {
        m_jobs.append(Job{std::nullopt, {&entry}});
        return;
    }
    const Place& place = object->places.constFirst();
    const std::pair key(place.pack, place.frame);
    const auto known = byFrame.constFind(key);
    if (known != byFrame.cend()) {
        m_jobs[*known].entries.append(&entry);
        return;
    }
    byFrame.insert(key, m_jobs.size());
    m_jobs.append(Job{place, {&entry}});
}

Result<void> Restoring::planFiles() {
    QHash<std::pair<qint32, qint32>, qsizetype> byFrame;
    if (m_component.top.type == SnapshotEntryType::File)
        planFile(m_component.top, byFrame);
    for (const SnapshotEntry* entry : std::as_const(m_chosen)) {
        if (entry->type == SnapshotEntryType::Symlink) {
            UPKEEP_TRY(m_store.files().symlink(entry->target, pathOf(*entry)));
            UPKEEP_TRY(finish(*entry));
            count(*entry);
        }
        if (entry->type != SnapshotEntryType::File)
            continue;
        if (entry->hardLinkSet && m_firstOfSet.contains(entry->hardLinkSet)) {
            m_furtherNames.append(entry);
            continue;
        }
        if (entry->hardLinkSet)
            m_firstOfSet.insert(entry->hardLinkSet, entry);
        planFile(*entry, byFrame);
    }
    return {};
}

Result<void> Restoring::writeFile(const SnapshotEntry& entry, QByteArrayView content) {
    UPKEEP_TRY_AS(const std::unique_ptr<NewFile> file, m_store.files().create(pathOf(entry), 0600));
    UPKEEP_TRY(entry.sparse ? writeSparsely(*file, content) : file->write(content));
    return finishFile(*file, entry);
}

Result<void> Restoring::streamFile(const SnapshotEntry& entry, const std::stop_token& stop) {
    UPKEEP_TRY_AS(const std::unique_ptr<NewFile> file, m_store.files().create(pathOf(entry), 0600));
    const auto sink = [&](QByteArrayView piece) {
        return entry.sparse ? writeSparsely(*file, piece) : file->write(piece);
    };
    auto read = m_store.readObject(entry.digest, sink, stop);
    if (!read.has_value() && read.error().code == ErrorCode::SnapshotDamaged)
        return Error{ErrorCode::SnapshotDamaged, entry.name.display(), read.error().cause};
    UPKEEP_TRY(read);
    return finishFile(*file, entry);
}

Result<void> Restoring::runJob(const Job& job, const std::stop_token& stop) {
    if (!job.frame)
        return streamFile(*job.entries.constFirst(), stop);
    UPKEEP_TRY_AS(const QByteArray frame, [&]() -> Result<QByteArray> {
        auto read = m_store.readFrame(*job.frame);
        if (!read.has_value() && read.error().code == ErrorCode::SnapshotDamaged)
            return Error{ErrorCode::SnapshotDamaged,
                         job.entries.constFirst()->name.display(),
                         read.error().cause};
        return read;
    }());
    for (const SnapshotEntry* entry : job.entries) {
        const Place& place = m_store.find(entry->digest)->places.constFirst();
        const QByteArrayView content =
            QByteArrayView(frame).sliced(place.frameOffset, place.length);
        if (Digest::of(content) != entry->digest)
            return Error{ErrorCode::SnapshotDamaged,
                         entry->name.display(),
                         QStringLiteral("the content was changed in its pack")};
        UPKEEP_TRY(writeFile(*entry, content));
    }
    return {};
}

Result<void> Restoring::linkNames() {
    for (const SnapshotEntry* entry : std::as_const(m_furtherNames)) {
        const SnapshotEntry& first = *m_firstOfSet.value(entry->hardLinkSet);
        UPKEEP_TRY(m_store.files().link(pathOf(first), pathOf(*entry)));
        count(*entry);
    }
    return {};
}

// Deepest first: what is made in a folder changes its time.
Result<void> Restoring::finishFolders() {
    for (qsizetype i = m_chosen.size(); i-- > 0;) {
        if (m_chosen[i]->type != SnapshotEntryType::Folder)
            continue;
        UPKEEP_TRY(finish(*m_chosen[i]));
        count(*m_chosen[i]);
    }
    return finish(m_component.top);
}

Result<void> Restoring::finishFile(NewFile& file, const SnapshotEntry& entry) {
    UPKEEP_TRY(file.close(false));
    UPKEEP_TRY(finish(entry));
    count(entry);
    return {};
}

Result<void> Restoring::finish(const SnapshotEntry& entry) {
    UPKEEP_TRY_AS(const MetadataGaps gaps, setMetadata(m_store.files(), entry, pathOf(entry)));
    const std::lock_guard guard(m_mutex);
    if (gaps.owner)
        m_report.ownerNotSet.append(entry.name);
    if (gaps.xattrs)
        m_report.xattrsNotSet.append(entry.name);
    return {};
}

void Restoring::count(const SnapshotEntry& entry) {
    const std::lock_guard guard(m_mutex);
    m_report.entries += 1;
    m_report.bytes += entry.size;
    if (m_progress)
        m_progress(Progress{Phase::Snapshot,
                            m_component.id,
                            entry.name.display(),
                            m_report.bytes,
                            qMax(m_total, m_report.bytes),
                            0,
                            0});
}

Result<RestoreReport> Restoring::restore(const QList<LocalName>& names,
                                         const std::stop_token& stop) {
    const bool isFolder = m_component.top.type == SnapshotEntryType::Folder;
    UPKEEP_TRY(choose(names));
    if (isFolder)
        UPKEEP_TRY(makeFolders());
    UPKEEP_TRY(planFiles());
    const auto job = [&](qsizetype index) { return runJob(m_jobs.at(index), stop); };
    UPKEEP_TRY(runOnTwoThreads(m_jobs.size(), job, stop));
    UPKEEP_TRY(linkNames());
    if (isFolder)
        UPKEEP_TRY(finishFolders());
    UPKEEP_TRY(m_store.files().syncFs(m_into));
    UPKEEP_TRY(m_store.files().syncFolder(m_into.parent()));
    std::sort(m_report.ownerNotSet.begin(), m_report.ownerNotSet.end());
    std::sort(m_report.xattrsNotSet.begin(), m_report.xattrsNotSet.end());
    return m_report;
}

} // namespace

Result<RestoreReport> restoreComponent(VaultStore& store,
                                       const SnapshotComponent& component,
                                       const QList<LocalName>& names,
                                       const LocalPath& into,
                                       const ProgressSink& progress,
                                       const std::stop_token& stop) {
    return Restoring(store, component, into, progress).restore(names, stop);
}

} // namespace upkeep
