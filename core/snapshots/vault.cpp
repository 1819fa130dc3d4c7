// SPDX-License-Identifier: Apache-2.0
#include "snapshots/vault.h"

#include "snapshots/bundle.h"
#include "snapshots/capture.h"
#include "snapshots/garbage.h"
#include "snapshots/restore.h"
#include "snapshots/retention.h"
#include "snapshots/vault_store.h"
#include "snapshots/verify.h"

#include <QRandomGenerator>

namespace upkeep {

namespace {

const QString idTime = QStringLiteral("yyyyMMdd'T'HHmmsszzz'Z'");

// "20261121T101500123Z-1a2b3c4d": the names of the files sort in the order the snapshots were
// taken, also after a clock was put back, since the newest one is never dropped.
QString newId(const QDateTime& time, const QStringList& newestFirst) {
    const auto random = QRandomGenerator::system()->generate();
    QDateTime unlike = time.toUTC();
    if (!newestFirst.isEmpty()) {
        QDateTime last =
            QDateTime::fromString(newestFirst.constFirst().section(u'-', 0, 0), idTime);
        last.setTimeSpec(Qt::UTC);
        if (last.isValid() && last >= unlike)
            unlike = last.addMSecs(1);
    }
    return unlike.toString(idTime) + QLatin1Char('-') +
           QStringLiteral("%1").arg(random, 8, 16, QLatin1Char('0'));
}

Error unknownComponent(const QString& id, const QString& component) {
    return Error{
        ErrorCode::SnapshotUnknown, id, QStringLiteral("it has no component %1").arg(component)};
}

Result<const SnapshotComponent*> componentOf(const SnapshotManifest& manifest, const QString& id) {
    const SnapshotComponent* found = manifest.component(id);
    if (!found)
        return unknownComponent(manifest.id, id);
    return found;
}

SnapshotInfo infoOf(const SnapshotManifest& manifest, const VaultStore& store) {
    SnapshotInfo info;
    info.id = manifest.id;
    info.meta = manifest.meta;
    for (const SnapshotComponent& component : manifest.components)
        info.components.append(component.id);
    info.size = manifest.totalSize();
    info.files = static_cast<int>(manifest.fileCount());
    forEachContent(manifest, [&](const SnapshotComponent&, const SnapshotEntry& entry) {
        info.damaged = info.damaged || !store.find(entry.digest);
    });
    return info;
}

} // namespace

Vault::Vault(std::unique_ptr<VaultStore> store) : m_store(std::move(store)) {}
Vault::~Vault() = default;
Vault::Vault(Vault&&) noexcept = default;
Vault& Vault::operator=(Vault&&) noexcept = default;

Result<Vault> Vault::open(FileSystem& files, const LocalPath& folder) {
    UPKEEP_TRY_AS(std::unique_ptr<VaultStore> store, VaultStore::open(files, folder));
    return Vault(std::move(store));
}

Result<Vault> Vault::openExisting(FileSystem& files, const LocalPath& folder) {
    if (!files.exists(folder / "FORMAT"))
        return Error{ErrorCode::FileNotFound, folder.display(), QStringLiteral("holds no vault")};
    return open(files, folder);
}

Result<SnapshotWriter> Vault::begin(const SnapshotMeta& meta) {
    UPKEEP_TRY_AS(std::unique_ptr<FileLock> lock, m_store->lock());
    UPKEEP_TRY(m_store->sweep());
    UPKEEP_TRY(m_store->refresh());
    SnapshotManifest manifest;
    manifest.meta = meta;
    if (!manifest.meta.time.isValid())
        manifest.meta.time = QDateTime::currentDateTimeUtc();
    UPKEEP_TRY_AS(const QStringList ids, m_store->snapshots().ids());
    manifest.id = newId(manifest.meta.time, ids);
    return SnapshotWriter(
        std::make_unique<SnapshotWriter::Capture>(*m_store, std::move(lock), std::move(manifest)));
}

Result<SnapshotWriter> Vault::extend(const QString& id) {
    UPKEEP_TRY_AS(std::unique_ptr<FileLock> lock, m_store->lock());
    UPKEEP_TRY(m_store->sweep());
    UPKEEP_TRY(m_store->refresh());
    UPKEEP_TRY_AS(SnapshotManifest manifest, m_store->snapshots().read(id));
    return SnapshotWriter(
        std::make_unique<SnapshotWriter::Capture>(*m_store, std::move(lock), std::move(manifest)));
}

Result<QList<SnapshotInfo>> Vault::list() {
    UPKEEP_TRY(m_store->refresh());
    UPKEEP_TRY_AS(const QStringList ids, m_store->snapshots().ids());
    QList<SnapshotInfo> infos;
    QList<SnapshotManifest> manifests;
    for (const QString& id : ids) {
        Digest checksum;
        const auto manifest = m_store->snapshots().read(id, &checksum);
        SnapshotInfo info;
        info.id = id;
        info.damaged = true;
        if (manifest.has_value()) {
            info = infoOf(manifest.value(), *m_store);
            manifests.append(manifest.value());
        }
        const SnapshotState state = m_store->snapshots().readState(id);
        info.checksum = checksum;
        info.pinned = state.pinned;
        info.verified = state.verified;
        infos.append(info);
    }
    const ContentShares shares = contentShares(*m_store, manifests, {});
    for (SnapshotInfo& info : infos)
        info.ownSize = shares.own.value(info.id);
    return infos;
}

Result<SnapshotManifest> Vault::manifest(const QString& id) {
    return m_store->snapshots().read(id);
}

Result<RestoreReport> Vault::restoreTree(const QString& id,
                                         const QString& component,
                                         const LocalPath& into,
                                         const ProgressSink& progress,
                                         std::stop_token stop) {
    return restoreFiles(id, component, {}, into, progress, stop);
}

Result<RestoreReport> Vault::restoreFiles(const QString& id,
                                          const QString& component,
                                          const QList<LocalName>& names,
                                          const LocalPath& into,
                                          const ProgressSink& progress,
                                          std::stop_token stop) {
    UPKEEP_TRY(m_store->refresh());
    UPKEEP_TRY_AS(const SnapshotManifest manifest, m_store->snapshots().read(id));
    UPKEEP_TRY_AS(const SnapshotComponent* const found, componentOf(manifest, component));
    return restoreComponent(*m_store, *found, names, into, progress, stop);
}

Result<VerifyReport> Vault::verify(const QStringList& ids,
                                   VerifyDepth depth,
                                   const ProgressSink& progress,
                                   std::stop_token stop,
                                   const QDateTime& now) {
    UPKEEP_TRY_AS(const std::unique_ptr<FileLock> lock, m_store->lock());
    UPKEEP_TRY(m_store->refresh());
    QSet<Digest> bad;
    UPKEEP_TRY_AS(const VerifyReport report,
                  verifySnapshots(*m_store, ids, depth, progress, stop, bad));
    UPKEEP_TRY(m_store->noteDamaged(bad));
    if (depth == VerifyDepth::Quick || !now.isValid())
        return report;
    for (const QString& id : ids) {
        SnapshotState state = m_store->snapshots().readState(id);
        state.verified = report.isIntact(id) ? std::optional(now) : std::nullopt;
        UPKEEP_TRY(m_store->snapshots().writeState(id, state));
    }
    return report;
}

Result<void> Vault::exportTo(const QString& id, const LocalPath& file) {
    UPKEEP_TRY_AS(const std::unique_ptr<FileLock> lock, m_store->lock());
    UPKEEP_TRY(m_store->refresh());
    return exportSnapshot(*m_store, id, file);
}

Result<QString> Vault::importFrom(const LocalPath& file,
                                  const QString& product,
                                  const ProgressSink& progress,
                                  std::stop_token stop) {
    UPKEEP_TRY_AS(const std::unique_ptr<FileLock> lock, m_store->lock());
    UPKEEP_TRY(m_store->sweep());
    UPKEEP_TRY(m_store->refresh());
    return importSnapshot(*m_store, file, product, progress, stop);
}

Result<void> Vault::remove(const QString& id) {
    UPKEEP_TRY_AS(const std::unique_ptr<FileLock> lock, m_store->lock());
    UPKEEP_TRY(m_store->sweep());
    UPKEEP_TRY_AS(const QStringList ids, m_store->snapshots().ids());
    if (!ids.contains(id))
        return Error{ErrorCode::SnapshotUnknown, id, QStringLiteral("there is no such snapshot")};
    UPKEEP_TRY(m_store->snapshots().remove(id));
    UPKEEP_TRY(collectGarbage(*m_store));
    return {};
}

Result<void> Vault::pin(const QString& id, bool pinned) {
    UPKEEP_TRY_AS(const std::unique_ptr<FileLock> lock, m_store->lock());
    UPKEEP_TRY_AS(const QStringList ids, m_store->snapshots().ids());
    if (!ids.contains(id))
        return Error{ErrorCode::SnapshotUnknown, id, QStringLiteral("there is no such snapshot")};
    SnapshotState state = m_store->snapshots().readState(id);
    state.pinned = pinned;
    return m_store->snapshots().writeState(id, state);
}

Result<RetentionReport> Vault::retain(const RetentionWish& wish) {
    UPKEEP_TRY_AS(const std::unique_ptr<FileLock> lock, m_store->lock());
    if (!wish.onlySay)
        UPKEEP_TRY(m_store->sweep());
    return retainSnapshots(*m_store, wish);
}

Result<bool> Vault::contains(const Digest& digest) {
    UPKEEP_TRY(m_store->refresh());
    return m_store->find(digest) != nullptr && !m_store->isKnownDamaged(digest);
}

Result<void> Vault::extractObject(const Digest& digest, const LocalPath& to) {
    UPKEEP_TRY(m_store->refresh());
    if (!m_store->find(digest))
        return Error{ErrorCode::SnapshotUnknown,
                     QString::fromLatin1(digest.hex()),
                     QStringLiteral("the vault does not hold this content")};
    UPKEEP_TRY_AS(const std::unique_ptr<NewFile> file, m_store->files().create(to, 0600));
    auto read =
        m_store->readObject(digest, [&](QByteArrayView piece) { return file->write(piece); });
    if (read.has_value())
        return file->close(false);
    // A half content must not lie under a name that says it is whole.
    UPKEEP_TRY(m_store->files().removeFile(to));
    return read;
}

Result<SpaceReport> Vault::disk() const {
    return m_store->files().space(m_store->folder());
}

Result<VaultSpace> Vault::space() {
    UPKEEP_TRY(m_store->refresh());
    UPKEEP_TRY_AS(const QStringList ids, m_store->snapshots().ids());
    QList<SnapshotManifest> manifests;
    QSet<QString> pinned;
    for (const QString& id : ids) {
        auto manifest = m_store->snapshots().read(id);
        if (!manifest.has_value())
            continue;
        manifests.append(std::move(manifest).value());
        if (m_store->snapshots().readState(id).pinned)
            pinned.insert(id);
    }
    const ContentShares shares = contentShares(*m_store, manifests, pinned);
    UPKEEP_TRY_AS(const SpaceReport disk, this->disk());
    VaultSpace space;
    for (const Pack& pack : m_store->packs())
        space.packs += pack.size;
    space.own = shares.ownTotal;
    space.shared = shares.shared;
    space.pinned = shares.pinned;
    space.free = disk.free;
    space.total = disk.total;
    return space;
}

} // namespace upkeep
