// SPDX-License-Identifier: Apache-2.0
#include "snapshots/verify.h"

#include "tree/two_threads.h"

namespace upkeep {

namespace {

// Manifests are read one after the other, twice: what they need is gathered, and what is bad is
// named. Memory: one manifest and some 100 bytes per content.
class Verifying {
public:
    Verifying(VaultStore& store,
              const QStringList& ids,
              const ProgressSink& progress,
              ManifestReader read)
        : m_store(store), m_ids(ids), m_progress(progress), m_read(std::move(read)) {}

    // What cannot be read is damage; everything else ends it.
    Result<void> gather() {
        for (const QString& id : m_ids) {
            const auto manifest = m_read(id);
            if (!manifest.has_value()) {
                UPKEEP_TRY(noteUnreadable(id, manifest.error()));
                continue;
            }
            forEachContent(manifest.value(),
                           [this](const SnapshotComponent&, const SnapshotEntry& entry) {
                               m_sizes.insert(entry.digest, entry.size);
                           });
        }
        for (const qint64 size : std::as_const(m_sizes))
            m_total += size;
        return {};
    }

    // The name, the trailer and the length of each pack; each content has its place.
    void checkPlaces() {
        const QSet<Digest> badPacks = findBadPacks();
        for (auto it = m_sizes.cbegin(); it != m_sizes.cend(); ++it) {
            const StoredObject* object = m_store.find(it.key());
            if (!object)
                m_bad.insert(it.key(), QStringLiteral("the content is in no pack"));
            else if (object->size != it.value())
                m_bad.insert(it.key(), QStringLiteral("the content has another size"));
            else if (leansOn(it.key(), badPacks))
                m_unsafe.insert(it.key());
        }
    }

    Result<void> checkContents(const std::stop_token& stop) {
        gatherJobs();
        return runOnTwoThreads(
            m_jobs.size(), [&](qsizetype index) { return checkJob(m_jobs.at(index), stop); }, stop);
    }

    Result<VerifyReport> report(QSet<Digest>& bad) {
        for (const QString& id : m_ids)
            UPKEEP_TRY(nameDamage(id));
        m_report.objects = m_sizes.size();
        // What a bad content is packed on may be the reason, so nothing new may be packed on it.
        for (auto it = m_bad.cbegin(); it != m_bad.cend(); ++it) {
            bad.insert(it.key());
            for (const Digest& base : m_store.basesOf(it.key()))
                bad.insert(base);
        }
        bad.unite(m_unsafe);
        return m_report;
    }

private:
    bool leansOn(const Digest& digest, const QSet<Digest>& packs) const {
        return !damagedPacksOf(digest, packs).isEmpty();
    }

    struct Job {
        std::optional<Place> frame; // contents that are wholly in one frame
        QList<Digest> contents;
    };

    Result<void> noteUnreadable(const QString& id, const Error& error) {
        if (error.code != ErrorCode::SnapshotDamaged && error.code != ErrorCode::SnapshotInvalid)
            return error;
        m_report.damaged.append({id, {}, {}, error.cause});
        return {};
    }

    void addPacksOf(const Digest& digest, const StoredObject& object, QSet<qint32>& numbers) const {
        for (const Place& place : object.places)
            numbers.insert(place.pack);
        for (const Digest& base : m_store.basesOf(digest)) {
            for (const Place& place : m_store.find(base)->places)
                numbers.insert(place.pack);
        }
    }

    QSet<Digest> findBadPacks() {
        QSet<qint32> numbers;
        for (auto it = m_sizes.cbegin(); it != m_sizes.cend(); ++it) {
            const StoredObject* object = m_store.find(it.key());
            if (object)
                addPacksOf(it.key(), *object, numbers);
        }
        QSet<Digest> bad;
        for (const qint32 number : std::as_const(numbers)) {
            const auto checked = m_store.checkPack(m_store.packs().at(number).name);
            if (checked.has_value())
                continue;
            bad.insert(m_store.packs().at(number).name);
            m_packDamage.insert(m_store.packs().at(number).name, checked.error().toString());
        }
        return bad;
    }

    // A pack that only the cache of trailers still knows hurts no file yet, but the snapshot as a
    // whole leans on it.
    Result<void> nameDamage(const QString& id) {
        if (m_bad.isEmpty() && m_unsafe.isEmpty())
            return {};
        const auto manifest = m_read(id);
        if (!manifest.has_value())
            return {};
        QSet<Digest> packs;
        forEachContent(manifest.value(),
                       [&](const SnapshotComponent& component, const SnapshotEntry& entry) {
                           const auto cause = m_bad.constFind(entry.digest);
                           if (cause != m_bad.cend())
                               m_report.damaged.append({id, component.id, entry.name, *cause});
                           if (m_unsafe.contains(entry.digest))
                               packs.unite(damagedPacksOf(entry.digest, m_packDamage));
                       });
        for (const Digest& pack : std::as_const(packs))
            m_report.damaged.append({id, {}, {}, m_packDamage.value(pack)});
        return {};
    }

    template <typename Damaged>
    QSet<Digest> damagedPacksOf(const Digest& digest, const Damaged& damaged) const {
        QSet<qint32> numbers;
        addPacksOf(digest, *m_store.find(digest), numbers);
        QSet<Digest> packs;
        for (const qint32 number : std::as_const(numbers)) {
            const Digest& name = m_store.packs().at(number).name;
            if (damaged.contains(name))
                packs.insert(name);
        }
        return packs;
    }

    void gatherJobs() {
        QHash<std::pair<qint32, qint32>, qsizetype> byFrame;
        for (auto it = m_sizes.cbegin(); it != m_sizes.cend(); ++it) {
            const StoredObject* object = m_store.find(it.key());
            if (!object || m_bad.contains(it.key()))
                continue;
            const Place& place = object->places.constFirst();
            const std::pair key(place.pack, place.frame);
            const bool isWhole = object->places.size() == 1;
            if (isWhole && byFrame.contains(key)) {
                m_jobs[byFrame.value(key)].contents.append(it.key());
                continue;
            }
            if (isWhole)
                byFrame.insert(key, m_jobs.size());
            m_jobs.append(Job{isWhole ? std::optional(place) : std::nullopt, {it.key()}});
        }
    }

    // Damage is noted and the work goes on; everything else ends it.
    Result<void> note(const Digest& content, const Result<void>& checked) {
        const std::lock_guard guard(m_mutex);
        if (checked.has_value()) {
            m_report.bytes += m_sizes.value(content);
            if (m_progress)
                m_progress(Progress{Phase::Verify, {}, {}, m_report.bytes, m_total, 0, 0});
            return {};
        }
        if (checked.error().code != ErrorCode::SnapshotDamaged)
            return checked;
        m_bad.insert(content, checked.error().cause);
        return {};
    }

    Result<void> checkJob(const Job& job, const std::stop_token& stop) {
        const auto ignore = [](QByteArrayView) { return Result<void>(); };
        if (!job.frame)
            return note(job.contents.constFirst(),
                        m_store.readObject(job.contents.constFirst(), ignore, stop));
        const auto frame = m_store.readFrame(*job.frame);
        for (const Digest& content : job.contents)
            UPKEEP_TRY(note(content, checkInFrame(content, frame)));
        return {};
    }

    Result<void> checkInFrame(const Digest& content, const Result<QByteArray>& frame) const {
        UPKEEP_TRY(frame);
        const Place& place = m_store.find(content)->places.constFirst();
        if (Digest::of(QByteArrayView(frame.value()).sliced(place.frameOffset, place.length)) ==
            content)
            return {};
        return damagedContent(content, QStringLiteral("the content was changed in its pack"));
    }

    VaultStore& m_store;
    const QStringList& m_ids;
    const ProgressSink& m_progress;
    ManifestReader m_read;
    QHash<Digest, QString> m_packDamage;
    QHash<Digest, qint64> m_sizes;
    QHash<Digest, QString> m_bad;
    QSet<Digest> m_unsafe; // there, but only the index knows where
    QList<Job> m_jobs;
    VerifyReport m_report;
    qint64 m_total = 0;
    std::mutex m_mutex;
};

} // namespace

Result<VerifyReport> verifySnapshots(VaultStore& store,
                                     const QStringList& ids,
                                     VerifyDepth depth,
                                     const ProgressSink& progress,
                                     const std::stop_token& stop,
                                     QSet<Digest>& bad,
                                     const ManifestReader& read) {
    const auto fromVault = [&store](const QString& id) { return store.snapshots().read(id); };
    Verifying verifying(store, ids, progress, read ? read : fromVault);
    UPKEEP_TRY(verifying.gather());
    verifying.checkPlaces();
    if (depth == VerifyDepth::Full)
        UPKEEP_TRY(verifying.checkContents(stop));
    return verifying.report(bad);
}

} // namespace upkeep
