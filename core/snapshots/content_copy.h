// SPDX-License-Identifier: Apache-2.0
// Contents on their way from one pack to another: frames that are wanted whole are copied as they
// lie there, of others the wanted contents are packed anew, each hashed before.
#pragma once

#include "snapshots/vault_store.h"

namespace upkeep {

struct WantedPiece {
    Digest object;
    qint64 objectSize = 0;
    Place place;
};

// Adds what these contents are packed on: copies must not go without.
void addBases(const VaultStore& store, QSet<Digest>& contents);

// By pack: where the contents lie, one sound copy of each. Those that are nowhere are left out.
QHash<qint32, QList<WantedPiece>> piecesByPack(VaultStore& store, const QSet<Digest>& contents);

// All pieces are of one pack. False: something in it is damaged, and not all was copied.
Result<bool> copyPieces(VaultStore& store, const QList<WantedPiece>& pieces, PackWriter& writer);

} // namespace upkeep
