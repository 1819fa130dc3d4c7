// SPDX-License-Identifier: Apache-2.0
#include "snapshots/verify.h"

#include "tree/two_threads.h"

namespace upkeep {

namespace {

class Verifying {
public:
    Verifying(VaultStore& store, const SnapshotManifest& manifest, const ProgressSink& progress)
        : m_store(store), m_manifest(manifest), m_progress(progress) {
        forEachFile([this](const SnapshotComponent&, const SnapshotEntry& entry) {
            if (entry.size > 0)
                m_sizes.insert(entry.digest, entry.size);
        });
        for (const qint64 size : std::as_const(m_sizes))
            m_total += size;
    }

    // The name, the trailer and the length of each pack; each content has its place.
    void checkPlaces() {
        QSet<Digest> badPacks;
        for (const Digest& pack : m_manifest.packs) {
            const auto checked = m_store.checkPack(pack);
            if (checked.has_value())
                continue;
            badPacks.insert(pack);
            m_report.damaged.append({{}, {}, checked.error().toString()});
        }
        for (auto it = m_sizes.cbegin(); it != m_sizes.cend(); ++it) {
            const StoredObject* object = m_store.find(it.key());
            if (!object)
                m_bad.insert(it.key(), QStringLiteral("the content is in no pack"));
            else if (object->size != it.value())
                m_bad.insert(it.key(), QStringLiteral("the content has another size"));
            else if (leansOn(*object, badPacks))
                m_unsafe.insert(it.key());
        }
    }

    Result<void> checkContents(const std::stop_token& stop) {
        gatherJobs();
        return runOnTwoThreads(
            m_jobs.size(), [&](qsizetype index) { return checkJob(m_jobs.at(index), stop); }, stop);
    }

    VerifyReport report(QSet<Digest>& bad) {
        forEachFile([this](const SnapshotComponent& component, const SnapshotEntry& entry) {
            const auto cause = m_bad.constFind(entry.digest);
            if (entry.size > 0 && cause != m_bad.cend())
                m_report.damaged.append({component.id, entry.name, *cause});
        });
        m_report.objects = m_sizes.size();
        for (auto it = m_bad.cbegin(); it != m_bad.cend(); ++it)
            bad.insert(it.key());
        bad.unite(m_unsafe);
        return m_report;
    }

private:
    bool leansOn(const StoredObject& object, const QSet<Digest>& packs) const {
        return std::any_of(object.places.cbegin(), object.places.cend(), [&](const Place& place) {
            return packs.contains(m_store.packs().at(place.pack).name);
        });
    }

    struct Job {
        std::optional<Place> frame; // contents that are wholly in one frame
        QList<Digest> contents;
    };

    void forEachFile(
        const std::function<void(const SnapshotComponent&, const SnapshotEntry&)>& visit) const {
        for (const SnapshotComponent& component : m_manifest.components) {
            if (component.top.type == SnapshotEntryType::File)
                visit(component, component.top);
            for (const SnapshotEntry& entry : component.entries) {
                if (entry.type == SnapshotEntryType::File)
                    visit(component, entry);
            }
        }
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
    const SnapshotManifest& m_manifest;
    const ProgressSink& m_progress;
    QHash<Digest, qint64> m_sizes;
    QHash<Digest, QString> m_bad;
    QSet<Digest> m_unsafe; // there, but only the index knows where
    QList<Job> m_jobs;
    VerifyReport m_report;
    qint64 m_total = 0;
    std::mutex m_mutex;
};

} // namespace

Result<VerifyReport> verifySnapshot(VaultStore& store,
                                    const SnapshotManifest& manifest,
                                    VerifyDepth depth,
                                    const ProgressSink& progress,
                                    const std::stop_token& stop,
                                    QSet<Digest>& bad) {
    Verifying verifying(store, manifest, progress);
    verifying.checkPlaces();
    if (depth == VerifyDepth::Full)
        UPKEEP_TRY(verifying.checkContents(stop));
    return verifying.report(bad);
}

} // namespace upkeep
