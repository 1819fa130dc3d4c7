// SPDX-License-Identifier: Apache-2.0
#include "snapshots/retention.h"

namespace upkeep {

namespace {

struct Sharing {
    int snapshots = 0;
    qsizetype last = -1;
    bool isPinned = false;
};

void countContents(const SnapshotManifest& manifest,
                   qsizetype number,
                   bool isPinned,
                   QHash<Digest, Sharing>& sharing) {
    const auto count = [&](const SnapshotEntry& entry) {
        if (entry.type != SnapshotEntryType::File || entry.size == 0)
            return;
        Sharing& content = sharing[entry.digest];
        content.snapshots += content.last == number ? 0 : 1;
        content.last = number;
        content.isPinned = content.isPinned || isPinned;
    };
    for (const SnapshotComponent& component : manifest.components) {
        count(component.top);
        for (const SnapshotEntry& entry : component.entries)
            count(entry);
    }
}

qint64 totalSize(const VaultStore& store) {
    qint64 size = 0;
    for (const Pack& pack : store.packs())
        size += pack.size;
    return size;
}

// All but the newest `keep`, pinned and protected ones; oldest first.
Result<QStringList> droppable(VaultStore& store, int keep, const QStringList& protectedIds) {
    UPKEEP_TRY_AS(const QStringList ids, store.snapshots().ids());
    QStringList candidates;
    int good = 0;
    for (const QString& id : ids) {
        // A damaged one cannot stand in for one to go back to; it is never deleted unasked.
        if (!store.snapshots().read(id).has_value())
            continue;
        ++good;
        const bool isKept =
            good <= keep || store.snapshots().readState(id).pinned || protectedIds.contains(id);
        if (!isKept)
            candidates.prepend(id);
    }
    return candidates;
}

} // namespace

ContentShares contentShares(VaultStore& store,
                            const QList<SnapshotManifest>& manifests,
                            const QSet<QString>& pinned) {
    QHash<Digest, Sharing> sharing;
    for (qsizetype i = 0; i < manifests.size(); ++i)
        countContents(manifests[i], i, pinned.contains(manifests[i].id), sharing);
    ContentShares shares;
    for (auto it = sharing.cbegin(); it != sharing.cend(); ++it) {
        const StoredObject* object = store.find(it.key());
        const qint64 size = object ? store.packedSize(*object) : 0;
        shares.pinned += it->isPinned ? size : 0;
        if (it->snapshots == 1) {
            shares.own[manifests[it->last].id] += size;
            shares.ownTotal += size;
        } else {
            shares.shared += size;
        }
    }
    return shares;
}

Result<qint64> collectGarbage(VaultStore& store) {
    UPKEEP_TRY_AS(const QStringList ids, store.snapshots().ids());
    QSet<Digest> needed;
    for (const QString& id : ids) {
        const auto manifest = store.snapshots().read(id);
        if (!manifest.has_value())
            return qint64(0);
        needed.unite(QSet<Digest>(manifest->packs.begin(), manifest->packs.end()));
    }
    UPKEEP_TRY(store.refresh());
    qint64 freed = 0;
    const QList<Pack> packs = store.packs();
    for (const Pack& pack : packs) {
        if (needed.contains(pack.name))
            continue;
        UPKEEP_TRY(store.removePack(pack.name));
        freed += pack.size;
    }
    for (const Digest& name : QSet<Digest>(store.unreadablePacks())) {
        if (!needed.contains(name))
            UPKEEP_TRY(store.removePack(name));
    }
    UPKEEP_TRY(store.refresh());
    if (freed > 0)
        store.saveIndex();
    return freed;
}

Result<RetentionReport>
retainSnapshots(VaultStore& store, int keep, qint64 budget, const QStringList& protectedIds) {
    RetentionReport report;
    UPKEEP_TRY_AS(const QStringList surplus, droppable(store, qMax(keep, 1), protectedIds));
    for (const QString& id : surplus) {
        UPKEEP_TRY(store.snapshots().remove(id));
        report.removed.append(id);
    }
    UPKEEP_TRY_AS(report.freed, collectGarbage(store));
    while (budget > 0 && totalSize(store) > budget) {
        UPKEEP_TRY_AS(const QStringList further, droppable(store, 1, protectedIds));
        if (further.isEmpty()) {
            report.overBudget = true;
            break;
        }
        UPKEEP_TRY(store.snapshots().remove(further.constFirst()));
        report.removed.append(further.constFirst());
        UPKEEP_TRY_AS(const qint64 freed, collectGarbage(store));
        report.freed += freed;
    }
    return report;
}

} // namespace upkeep
