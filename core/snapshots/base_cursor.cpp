// SPDX-License-Identifier: Apache-2.0
#include "snapshots/base_cursor.h"

namespace upkeep {

namespace {

// How far a part may have moved: more gained nothing on real programs (codec_base.cpp).
constexpr qint64 margin = 1024 * 1024;

} // namespace

std::unique_ptr<BaseCursor> BaseCursor::openFirst(VaultStore& store, const QList<Digest>& wishes) {
    for (const Digest& wish : wishes) {
        const QList<Digest> further = store.basesOf(wish);
        const Digest object = further.isEmpty() ? wish : further.constFirst();
        const StoredObject* found = store.find(object);
        if (!found || store.isKnownDamaged(object) || !store.basesOf(object).isEmpty())
            continue;
        return std::unique_ptr<BaseCursor>(
            new BaseCursor(store, object, found->size, store.soundPlaces(object)));
    }
    return nullptr;
}

Result<void> BaseCursor::readTo(qint64 end) {
    while (m_next < m_places.size() && m_places[m_next].objectOffset < end) {
        const Place& place = m_places[m_next++];
        UPKEEP_TRY_AS(const QByteArray frame, m_store.readFrame(place));
        const QByteArrayView piece = QByteArrayView(frame).sliced(place.frameOffset, place.length);
        m_hash.add(piece);
        m_window.append(piece);
    }
    return {};
}

Result<std::optional<BaseBlock>> BaseCursor::around(qint64 offset, qint64 length) {
    const qint64 start = qMax<qint64>(0, offset - margin);
    const qint64 end = qMin(m_size, offset + length + margin);
    if (start >= end)
        return std::optional<BaseBlock>();
    UPKEEP_TRY(readTo(end));
    m_window.remove(0, start - m_windowStart);
    m_windowStart = start;
    BaseBlock block{{m_object, start, end - start}, m_window.first(end - start)};
    return std::optional(std::move(block));
}

Result<bool> BaseCursor::isSound() {
    while (m_next < m_places.size()) {
        m_window.clear();
        UPKEEP_TRY(readTo(m_places[m_next].objectOffset + 1));
    }
    return m_hash.finish() == m_object;
}

} // namespace upkeep
