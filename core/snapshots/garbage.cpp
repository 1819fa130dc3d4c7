// SPDX-License-Identifier: Apache-2.0
#include "snapshots/garbage.h"

#include <QMap>

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
    struct LivePiece {
        Digest object;
        qint64 objectSize = 0;
        Place place;
    };

    qint64 deadIn(qint32 pack) const; // bytes in frames that nobody needs
    bool isMostlyDead(qint32 pack) const;
    bool isDead(qint32 pack) const { return !m_livePieces.contains(pack); }
    QList<qint32> worst() const;
    Result<bool> copyLive(qint32 pack, PackWriter& writer);
    Result<bool> copyFrame(const QList<LivePiece>& pieces, PackWriter& writer);
    Result<bool> copyContents(const QList<LivePiece>& pieces, PackWriter& writer);
    Result<void> replacePacks(PackWriter& writer, QList<Digest>& old);

    VaultStore& m_store;
    QSet<Digest> m_needed;
    QHash<qint32, QList<LivePiece>> m_livePieces; // by pack
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
    for (const Digest& digest : std::as_const(m_needed)) {
        if (!m_store.objects().contains(digest))
            continue;
        const qint64 size = m_store.objects().constFind(digest)->size;
        for (const Place& place : m_store.soundPlaces(digest)) {
            m_livePieces[place.pack].append(LivePiece{digest, size, place});
            const PackFrame& frame = m_store.packs()[place.pack].frames[place.frame];
            m_liveBytes[place.pack] += packedShare(frame, place.length);
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

// A frame that is needed in part is decoded; contents that are not what they should be stay in the
// pack they are in. False: this pack must stay.
Result<bool> Collecting::copyContents(const QList<LivePiece>& pieces, PackWriter& writer) {
    const auto frame = m_store.readFrame(pieces.constFirst().place);
    if (!frame.has_value() && frame.error().code == ErrorCode::SnapshotDamaged)
        return false;
    UPKEEP_TRY(frame);
    for (const LivePiece& piece : pieces) {
        const QByteArrayView content =
            QByteArrayView(frame.value()).sliced(piece.place.frameOffset, piece.place.length);
        if (piece.place.length != piece.objectSize || Digest::of(content) != piece.object)
            return false;
    }
    for (const LivePiece& piece : pieces)
        UPKEEP_TRY(writer.addSmall(
            piece.object,
            frame->mid(piece.place.frameOffset, static_cast<qsizetype>(piece.place.length))));
    return true;
}

Result<bool> Collecting::copyFrame(const QList<LivePiece>& pieces, PackWriter& writer) {
    const Place& first = pieces.constFirst().place;
    const PackFrame& frame = m_store.packs()[first.pack].frames[first.frame];
    qint64 live = 0;
    QList<PackPiece> copies;
    for (const LivePiece& piece : pieces) {
        const Place& place = piece.place;
        live += place.length;
        copies.append(PackPiece{piece.object,
                                piece.objectSize,
                                place.objectOffset,
                                0,
                                place.frameOffset,
                                place.length});
    }
    if (live < frame.size)
        return copyContents(pieces, writer);
    auto packed = m_store.readPacked(first);
    if (!packed.has_value() && packed.error().code == ErrorCode::SnapshotDamaged)
        return false;
    UPKEEP_TRY(packed);
    UPKEEP_TRY(writer.addFrame(std::move(copies), frame.size, std::move(packed).value()));
    return true;
}

// In the order of the pack, which keeps alike contents together.
Result<bool> Collecting::copyLive(qint32 pack, PackWriter& writer) {
    QMap<qint32, QList<LivePiece>> byFrame;
    for (const LivePiece& piece : m_livePieces.value(pack))
        byFrame[piece.place.frame].append(piece);
    for (QList<LivePiece>& pieces : byFrame) {
        std::sort(pieces.begin(), pieces.end(), [](const LivePiece& a, const LivePiece& b) {
            return a.place.frameOffset < b.place.frameOffset;
        });
        UPKEEP_TRY_AS(const bool copied, copyFrame(pieces, writer));
        if (!copied)
            return false;
    }
    return true;
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
        UPKEEP_TRY_AS(const bool copied, copyLive(pack, writer));
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
