// SPDX-License-Identifier: Apache-2.0
#include "payload/delta/address_map.h"

#include <algorithm>
#include <utility>

namespace upkeep::delta {

namespace {

// Copies may overlap in the old file: so many are looked at for one that holds an address.
constexpr int overlapping = 6;
constexpr quint32 mostShifts = 1U << 19;
constexpr int mostPagesLog = 15;
// Short copies come from anywhere.
constexpr qint64 longCopy = 512;

} // namespace

AddressMap::AddressMap(const Layout& old,
                       const Layout& fresh,
                       std::vector<CopyStep> copies,
                       int tableLog)
    : m_old(old), m_new(fresh), m_byOld(std::move(copies)), m_learned(size_t(1) << tableLog),
      m_shift(32 - tableLog),
      m_shifts(std::min(mostShifts, (old.endAddress() >> nearbyLog) + 1), noShift) {
    std::sort(m_byOld.begin(), m_byOld.end(), [](const CopyStep& a, const CopyStep& b) {
        return std::pair(a.old, a.fresh) < std::pair(b.old, b.fresh);
    });
    for (quint32 i = 0; i < m_byOld.size(); ++i) {
        if (m_byOld[i].length >= longCopy)
            m_long.push_back(i);
    }
    const auto end = m_byOld.empty() ? quint64(0) : quint64(m_byOld.back().old);
    m_pageShift = std::max(0, static_cast<int>(std::bit_width(end)) - mostPagesLog);
    for (quint32 i = 0; i < m_byOld.size(); ++i) {
        const auto page = size_t(quint64(m_byOld[i].old) >> m_pageShift);
        m_firstFrom.resize(std::max(m_firstFrom.size(), page + 1), i);
    }
    m_firstFrom.push_back(quint32(m_byOld.size()));
}

const CopyStep* AddressMap::copyBefore(qint64 position) const {
    const auto page = size_t(quint64(position) >> m_pageShift);
    const bool isBehind = page + 1 >= m_firstFrom.size();
    const auto begin = m_byOld.begin() + (isBehind ? m_firstFrom.back() : m_firstFrom[page]);
    const auto end = m_byOld.begin() + (isBehind ? m_firstFrom.back() : m_firstFrom[page + 1]);
    const auto next = std::upper_bound(
        begin, end, position, [](qint64 at, const CopyStep& copy) { return at < copy.old; });
    return next == m_byOld.begin() ? nullptr : &*(next - 1);
}

std::optional<quint32> AddressMap::addressOfNew(qint64 position) const {
    const Region* region = m_new.atPosition(position);
    if (!region)
        return std::nullopt;
    return region->address + quint32(position - region->position);
}

std::optional<quint32> AddressMap::copied(quint32 oldTarget) const {
    const Region* region = m_old.atAddress(oldTarget);
    if (!region || region->kind == RegionKind::Nothing)
        return std::nullopt;
    const qint64 position = region->position + (oldTarget - region->address);
    const CopyStep* copy = copyBefore(position);
    const CopyStep* best = nullptr;
    for (int i = 0; copy && i < overlapping; ++i) {
        const bool holds = position - copy->old < copy->length;
        if (holds && (!best || copy->length > best->length))
            best = copy;
        copy = copy == m_byOld.data() ? nullptr : copy - 1;
    }
    if (!best)
        return std::nullopt;
    return addressOfNew(best->fresh + (position - best->old));
}

std::optional<quint32> AddressMap::nearby(quint32 oldTarget) const {
    const size_t at = oldTarget >> nearbyLog;
    for (const size_t each : {at, at - 1, at + 1}) {
        if (each < m_shifts.size() && m_shifts[each] != noShift)
            return oldTarget + m_shifts[each];
    }
    return std::nullopt;
}

const CopyStep* AddressMap::longCopyNear(const Region& region, qint64 position) const {
    const auto next =
        std::upper_bound(m_long.begin(), m_long.end(), position, [this](qint64 at, quint32 copy) {
            return at < m_byOld[copy].old;
        });
    const CopyStep* after = next == m_long.end() ? nullptr : &m_byOld[*next];
    const CopyStep* before = next == m_long.begin() ? nullptr : &m_byOld[*(next - 1)];
    if (before && before->old < region.position)
        before = nullptr;
    if (after && after->old >= region.position + region.size)
        after = nullptr;
    if (!before || !after)
        return before ? before : after;
    return position - (before->old + before->length) <= after->old - position ? before : after;
}

// The nearest long copy, carried on; else the partner of the region.
quint32 AddressMap::projected(quint32 oldTarget) const {
    const Region* region = m_old.atAddress(oldTarget);
    if (!region)
        return oldTarget;
    if (region->kind != RegionKind::Nothing) {
        const qint64 position = region->position + (oldTarget - region->address);
        if (const CopyStep* copy = longCopyNear(*region, position)) {
            if (const auto address = addressOfNew(copy->fresh))
                return *address + quint32(position - copy->old);
        }
    }
    const auto number = static_cast<qint32>(region - m_old.regions().data());
    for (const Region& fresh : m_new.regions()) {
        if (fresh.partner == number)
            return fresh.address + (oldTarget - region->address);
    }
    return oldTarget;
}

Guess AddressMap::guess(quint32 oldTarget) const {
    const Learned& learned = slot(oldTarget);
    if (isKnown(learned, oldTarget))
        return {learned.to,
                learned.seen > 1 ? GuessSource::LearnedOften : GuessSource::LearnedOnce};
    if (const auto byCopy = copied(oldTarget))
        return {*byCopy, GuessSource::Copied};
    if (const auto near = nearby(oldTarget))
        return {*near, GuessSource::Nearby};
    return {projected(oldTarget), GuessSource::Projected};
}

quint32 AddressMap::second(quint32 oldTarget, const Guess& first) const {
    switch (first.source) {
    case GuessSource::LearnedOften:
    case GuessSource::LearnedOnce:
        return copied(oldTarget).value_or(first.target);
    case GuessSource::Copied:
        return nearby(oldTarget).value_or(first.target);
    default:
        return projected(oldTarget);
    }
}

void AddressMap::learn(quint32 oldTarget, quint32 newTarget) {
    Learned& entry = m_learned[slotOf(oldTarget)];
    const bool same = isKnown(entry, oldTarget) && entry.to == newTarget;
    const auto seen = static_cast<quint16>(same ? std::min(entry.seen + 1, 15) : 1);
    entry = {newTarget, tagOf(oldTarget), seen};
    const size_t at = oldTarget >> nearbyLog;
    if (at < m_shifts.size())
        m_shifts[at] = newTarget - oldTarget;
}

} // namespace upkeep::delta
