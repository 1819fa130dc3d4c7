// SPDX-License-Identifier: Apache-2.0
#include "snapshots/retention.h"

#include "snapshots/garbage.h"

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
    forEachContent(manifest, [&](const SnapshotComponent&, const SnapshotEntry& entry) {
        Sharing& content = sharing[entry.digest];
        content.snapshots += content.last == number ? 0 : 1;
        content.last = number;
        content.isPinned = content.isPinned || isPinned;
    });
}

qint64 totalSize(const VaultStore& store) {
    qint64 size = 0;
    for (const Pack& pack : store.packs())
        size += pack.size;
    return size;
}

// All but the newest `keep` that are not too old, pinned and protected ones; oldest first.
Result<QStringList> droppable(VaultStore& store, int keep, const RetentionWish& wish) {
    UPKEEP_TRY_AS(const QStringList ids, store.snapshots().ids());
    QStringList candidates;
    int good = 0;
    for (const QString& id : ids) {
        // A damaged one cannot stand in for one to go back to; it is never deleted unasked.
        const Result<SnapshotManifest> manifest = store.snapshots().read(id);
        if (!manifest)
            continue;
        ++good;
        const bool isOld = wish.notBefore.isValid() && manifest->meta.time < wish.notBefore;
        const bool isKept = good == 1 || (good <= keep && !isOld) ||
                            store.snapshots().readState(id).pinned ||
                            wish.protectedIds.contains(id);
        if (!isKept)
            candidates.prepend(id);
    }
    return candidates;
}

Result<void> addGarbage(VaultStore& store, RetentionReport& report) {
    UPKEEP_TRY_AS(const GarbageReport garbage, collectGarbage(store));
    report.freed += garbage.freed;
    report.rewritten += garbage.rewritten;
    report.unreadable = garbage.unreadable;
    return {};
}

// The same choice; a budget is held by estimate.
Result<RetentionReport>
sayWhatWouldGo(VaultStore& store, const RetentionWish& wish, RetentionReport report) {
    UPKEEP_TRY_AS(QStringList further, droppable(store, 1, wish));
    for (const QString& id : std::as_const(report.removed))
        further.removeAll(id);
    while (true) {
        UPKEEP_TRY_AS(const GarbageReport garbage, collectGarbage(store, report.removed, true));
        report.freed = garbage.freed;
        report.unreadable = garbage.unreadable;
        report.overBudget = wish.budget > 0 && totalSize(store) - report.freed > wish.budget;
        if (!report.overBudget || further.isEmpty())
            return report;
        report.removed.append(further.takeFirst());
    }
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

Result<RetentionReport> retainSnapshots(VaultStore& store, const RetentionWish& wish) {
    RetentionReport report;
    UPKEEP_TRY_AS(report.removed, droppable(store, qMax(wish.keep, 1), wish));
    if (wish.onlySay)
        return sayWhatWouldGo(store, wish, std::move(report));
    for (const QString& id : std::as_const(report.removed))
        UPKEEP_TRY(store.snapshots().remove(id));
    UPKEEP_TRY(addGarbage(store, report));
    while (wish.budget > 0 && totalSize(store) > wish.budget) {
        UPKEEP_TRY_AS(const QStringList further, droppable(store, 1, wish));
        if (further.isEmpty()) {
            report.overBudget = true;
            break;
        }
        UPKEEP_TRY(store.snapshots().remove(further.constFirst()));
        report.removed.append(further.constFirst());
        UPKEEP_TRY(addGarbage(store, report));
    }
    return report;
}

} // namespace upkeep
