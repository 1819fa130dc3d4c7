// SPDX-License-Identifier: Apache-2.0
#include "snapshots/content_copy.h"

#include <QMap>

namespace upkeep {

namespace {

// A frame that is wanted in part. Contents are checked first, so that damage is not spread.
Result<bool> copyContents(VaultStore& store, const QList<WantedPiece>& pieces, PackWriter& writer) {
    const auto frame = store.readFrame(pieces.constFirst().place);
    if (!frame.has_value() && frame.error().code == ErrorCode::SnapshotDamaged)
        return false;
    UPKEEP_TRY(frame);
    for (const WantedPiece& piece : pieces) {
        const QByteArrayView content =
            QByteArrayView(frame.value()).sliced(piece.place.frameOffset, piece.place.length);
        if (piece.place.length != piece.objectSize || Digest::of(content) != piece.object)
            return false;
    }
    for (const WantedPiece& piece : pieces)
        UPKEEP_TRY(
            writer.addSmall(piece.object, frame->mid(piece.place.frameOffset, piece.place.length)));
    return true;
}

Result<bool> copyFrame(VaultStore& store, const QList<WantedPiece>& pieces, PackWriter& writer) {
    const Place& first = pieces.constFirst().place;
    const PackFrame& frame = store.packs()[first.pack].frames[first.frame];
    qint64 wanted = 0;
    QList<PackPiece> copies;
    for (const WantedPiece& piece : pieces) {
        const Place& place = piece.place;
        wanted += place.length;
        copies.append({piece.object,
                       piece.objectSize,
                       place.objectOffset,
                       0,
                       place.frameOffset,
                       place.length});
    }
    if (wanted < frame.size)
        return copyContents(store, pieces, writer);
    auto packed = store.readPacked(first);
    if (!packed.has_value() && packed.error().code == ErrorCode::SnapshotDamaged)
        return false;
    UPKEEP_TRY(packed);
    UPKEEP_TRY(writer.addFrame(std::move(copies), frame, std::move(packed).value()));
    return true;
}

} // namespace

void addBases(const VaultStore& store, QSet<Digest>& contents) {
    QSet<Digest> bases;
    for (const Digest& digest : std::as_const(contents)) {
        for (const Digest& base : store.basesOf(digest))
            bases.insert(base);
    }
    contents.unite(bases);
}

QHash<qint32, QList<WantedPiece>> piecesByPack(VaultStore& store, const QSet<Digest>& contents) {
    QHash<qint32, QList<WantedPiece>> pieces;
    for (const Digest& digest : contents) {
        const auto object = store.objects().constFind(digest);
        if (object == store.objects().cend())
            continue;
        for (const Place& place : store.soundPlaces(digest))
            pieces[place.pack].append(WantedPiece{digest, object->size, place});
    }
    return pieces;
}

// In the order of the pack, which keeps alike contents together.
Result<bool> copyPieces(VaultStore& store, const QList<WantedPiece>& pieces, PackWriter& writer) {
    QMap<qint32, QList<WantedPiece>> byFrame;
    for (const WantedPiece& piece : pieces)
        byFrame[piece.place.frame].append(piece);
    for (QList<WantedPiece>& inFrame : byFrame) {
        std::sort(inFrame.begin(), inFrame.end(), [](const WantedPiece& a, const WantedPiece& b) {
            return a.place.frameOffset < b.place.frameOffset;
        });
        UPKEEP_TRY_AS(const bool copied, copyFrame(store, inFrame, writer));
        if (!copied)
            return false;
    }
    return true;
}

} // namespace upkeep
