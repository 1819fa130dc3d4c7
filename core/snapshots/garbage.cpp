// SPDX-License-Identifier: Apache-2.0
#include "snapshots/garbage.h"

#include "snapshots/content_copy.h"

namespace upkeep {

namespace {

constexpr qint64 mostDeadPercent = 40;
constexpr qint64 worthTheWork = 64 * 1024; // dead bytes of a pack that is not wholly dead
constexpr qint64 smallPack = 4 * 1024 * 1024;
constexpr qsizetype toleratedSmallPacks = 16;

qint64 packedShare(const PackFrame& frame, qint64 length) {
    return frame.packedSize * length / frame.size;
}

class Collecting {
public:
    explicit Collecting(VaultStore& store) : m_store(store) {}

    // False: a snapshot cannot be read.
    Result<bool> findNeeded(const QStringList& without);
    void weigh();
    qint64 deadBytes() const;
    Result<void> removeDead();
    Result<void> rewriteWorst();
    GarbageReport report;

private:
    qint64 deadIn(qint32 pack) const; // bytes in frames that nobody needs
    bool isMostlyDead(qint32 pack) const;
    bool isDead(qint32 pack) const { return !m_livePieces.contains(pack); }
    QList<qint32> worst() const;
    Result<void> replacePacks(PackWriter& writer, QList<Digest>& old);

    VaultStore& m_store;
    QSet<Digest> m_needed;
    QHash<qint32, QList<WantedPiece>> m_livePieces; // by pack
    QHash<qint32, qint64> m_liveBytes;
};

Result<bool> Collecting::findNeeded(const QStringList& without) {
    UPKEEP_TRY_AS(const QStringList ids, m_store.snapshots().ids());
    for (const QString& id : ids) {
        if (without.contains(id))
            continue;
        const auto manifest = m_store.snapshots().read(id);
        if (!manifest.has_value()) {
            report.unreadable.append(id);
            continue;
        }
        forEachContent(manifest.value(),
                       [this](const SnapshotComponent&, const SnapshotEntry& entry) {
                           m_needed.insert(entry.digest);
                       });
    }
    return report.unreadable.isEmpty();
}

void Collecting::weigh() {
    addBases(m_store, m_needed);
    m_livePieces = piecesByPack(m_store, m_needed);
    for (auto it = m_livePieces.cbegin(); it != m_livePieces.cend(); ++it) {
        for (const WantedPiece& piece : it.value()) {
            const PackFrame& frame = m_store.packs()[it.key()].frames[piece.place.frame];
            m_liveBytes[it.key()] += packedShare(frame, piece.place.length);
        }
    }
}

qint64 Collecting::deadIn(qint32 pack) const {
    qint64 dead = -m_liveBytes.value(pack);
    for (const PackFrame& frame : m_store.packs()[pack].frames)
        dead += frame.packedSize;
    return dead;
}

bool Collecting::isMostlyDead(qint32 pack) const {
    const qint64 dead = deadIn(pack);
    return dead >= worthTheWork && dead * 100 > m_store.packs()[pack].size * mostDeadPercent;
}

qint64 Collecting::deadBytes() const {
    qint64 dead = 0;
    for (qint32 pack = 0; pack < m_store.packs().size(); ++pack) {
        if (isDead(pack))
            dead += m_store.packs()[pack].size;
        else if (isMostlyDead(pack))
            dead += deadIn(pack);
    }
    return dead;
}

// A pack that cannot be read goes once everything that is needed is found elsewhere.
Result<void> Collecting::removeDead() {
    const QList<Pack> packs = m_store.packs();
    for (qint32 number = 0; number < packs.size(); ++number) {
        if (!isDead(number))
            continue;
        UPKEEP_TRY(m_store.removePack(packs[number].name));
        report.freed += packs[number].size;
    }
    const bool hasAll = std::all_of(m_needed.cbegin(),
                                    m_needed.cend(),
                                    [this](const Digest& digest) { return m_store.find(digest); });
    const QSet<Digest> unreadable = m_store.unreadablePacks();
    for (const Digest& name : unreadable) {
        if (hasAll)
            UPKEEP_TRY(m_store.removePack(name));
    }
    return {};
}

QList<qint32> Collecting::worst() const {
    QList<qint32> mostlyDead;
    QList<qint32> small;
    for (qint32 pack = 0; pack < m_store.packs().size(); ++pack) {
        if (isDead(pack))
            continue;
        if (isMostlyDead(pack))
            mostlyDead.append(pack);
        else if (m_store.packs()[pack].size < smallPack)
            small.append(pack);
    }
    return small.size() > toleratedSmallPacks ? mostlyDead + small : mostlyDead;
}

Result<void> Collecting::replacePacks(PackWriter& writer, QList<Digest>& old) {
    UPKEEP_TRY_AS(const QList<FinishedPack> made, writer.finish());
    for (const FinishedPack& pack : made) {
        UPKEEP_TRY_AS(const FileStat stat,
                      m_store.files().stat(packPath(m_store.folder(), pack.name)));
        report.freed -= stat.size;
        old.removeAll(pack.name); // the same contents in the same order
    }
    for (const Digest& name : std::as_const(old)) {
        UPKEEP_TRY_AS(const FileStat stat, m_store.files().stat(packPath(m_store.folder(), name)));
        UPKEEP_TRY(m_store.removePack(name));
        report.freed += stat.size;
        ++report.rewritten;
    }
    old.clear();
    return {};
}

Result<void> Collecting::rewriteWorst() {
    PackWriter writer(m_store.files(), m_store.folder());
    QList<Digest> old;
    qint64 waiting = 0;
    for (const qint32 pack : worst()) {
        UPKEEP_TRY_AS(const bool copied, copyPieces(m_store, m_livePieces.value(pack), writer));
        if (copied)
            old.append(m_store.packs()[pack].name);
        waiting += m_liveBytes.value(pack);
        if (waiting < packSize)
            continue;
        UPKEEP_TRY(replacePacks(writer, old));
        waiting = 0;
    }
    return replacePacks(writer, old);
}

} // namespace

Result<GarbageReport> collectGarbage(VaultStore& store, const QStringList& without, bool onlySay) {
    UPKEEP_TRY(store.refresh());
    Collecting collecting(store);
    UPKEEP_TRY_AS(const bool knowsAll, collecting.findNeeded(without));
    if (!knowsAll)
        return collecting.report;
    collecting.weigh();
    if (onlySay) {
        collecting.report.freed = collecting.deadBytes();
        return collecting.report;
    }
    UPKEEP_TRY(collecting.rewriteWorst());
    UPKEEP_TRY(collecting.removeDead());
    const qsizetype before = store.packs().size();
    UPKEEP_TRY(store.refresh());
    if (collecting.report.rewritten > 0 || store.packs().size() != before)
        store.saveIndex();
    return collecting.report;
}

} // namespace upkeep
