// SPDX-License-Identifier: Apache-2.0
// An older content of a vault, read from its beginning to its end in windows, so that a newer one
// can be packed on it. Memory: the window and two frames of 4 MiB.
#pragma once

#include "snapshots/vault_store.h"

namespace upkeep {

class BaseCursor {
public:
    // The first of these contents that can be a base: whole, not known to be damaged; where it is
    // packed on another one, that one. nullptr if there is none.
    static std::unique_ptr<BaseCursor> openFirst(VaultStore& store, const QList<Digest>& wishes);

    // What lies around this part of the newer content; windows only move forward. nullopt beyond
    // its end.
    Result<std::optional<BaseBlock>> around(qint64 offset, qint64 length);
    // Reads the rest; false if it is not the content it should be, and nothing may be packed on it.
    Result<bool> isSound();

private:
    BaseCursor(VaultStore& store, const Digest& object, qint64 size, QList<Place> places)
        : m_store(store), m_object(object), m_size(size), m_places(std::move(places)) {}
    Result<void> readTo(qint64 end);

    VaultStore& m_store;
    Digest m_object;
    qint64 m_size = 0;
    QList<Place> m_places;
    qsizetype m_next = 0;
    QByteArray m_window; // ends where the next place begins
    qint64 m_windowStart = 0;
    Sha256 m_hash;
};

} // namespace upkeep
