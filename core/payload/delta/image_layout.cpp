// SPDX-License-Identifier: Apache-2.0
#include "payload/delta/image_layout.h"

#include <algorithm>
#include <limits>

namespace upkeep::delta {

namespace {

constexpr qint64 farthest = qint64(1) << 40;

bool hasBytes(const Region& region) {
    return region.kind != RegionKind::Nothing;
}

bool makesSense(const Region& region) {
    return region.size > 0 && region.position >= 0 && region.position < farthest &&
           region.address <= std::numeric_limits<quint32>::max() - region.size;
}

} // namespace

void Pages::reset(quint64 end) {
    constexpr int mostPagesLog = 15;
    m_shift = std::max(0, static_cast<int>(std::bit_width(end)) - mostPagesLog);
    m_pages.assign((end >> m_shift) + 1, none);
}

void Pages::add(quint16 range, quint64 begin, quint64 size) {
    for (quint64 page = begin >> m_shift; page <= (begin + size - 1) >> m_shift; ++page)
        m_pages[page] = m_pages[page] == none ? range : several;
}

Layout::Layout(std::vector<Region> regions) {
    std::stable_sort(regions.begin(), regions.end(), [](const Region& a, const Region& b) {
        return std::pair(!hasBytes(a), a.position) < std::pair(!hasBytes(b), b.position);
    });
    for (const Region& region : regions) {
        if (!makesSense(region) || m_regions.size() >= mostRegions)
            continue;
        if (hasBytes(region)) {
            if (!m_positions.empty() &&
                m_regions.back().position + m_regions.back().size > region.position)
                continue;
            m_positions.push_back(region.position);
        }
        m_regions.push_back(region);
    }
    for (quint32 i = 0; i < m_regions.size(); ++i)
        m_atAddress.push_back(i);
    std::stable_sort(m_atAddress.begin(), m_atAddress.end(), [this](quint32 a, quint32 b) {
        return m_regions[a].address < m_regions[b].address;
    });
    for (const quint32 number : m_atAddress) {
        m_addresses.push_back(m_regions[number].address);
        m_endAddress = std::max(m_endAddress, m_regions[number].address + m_regions[number].size);
    }
    if (!m_positions.empty()) {
        const Region& last = m_regions[m_positions.size() - 1];
        m_byPosition.reset(quint64(last.position) + last.size);
    }
    m_byAddress.reset(m_endAddress);
    for (size_t i = 0; i < m_regions.size(); ++i) {
        const Region& region = m_regions[i];
        m_byAddress.add(quint16(i), region.address, region.size);
        if (hasBytes(region))
            m_byPosition.add(quint16(i), quint64(region.position), region.size);
    }
}

const Region* Layout::searchPosition(qint64 position) const {
    const auto next = std::upper_bound(m_positions.begin(), m_positions.end(), position);
    if (next == m_positions.begin())
        return nullptr;
    const Region& region = m_regions[size_t(next - m_positions.begin()) - 1];
    return position - region.position < region.size ? &region : nullptr;
}

const Region* Layout::searchAddress(quint32 address) const {
    const auto next = std::upper_bound(m_addresses.begin(), m_addresses.end(), address);
    if (next == m_addresses.begin())
        return nullptr;
    const Region& region = m_regions[m_atAddress[size_t(next - m_addresses.begin()) - 1]];
    return address - region.address < region.size ? &region : nullptr;
}

const Region* Layout::before(const Region& region, size_t places) const {
    const auto number = static_cast<size_t>(&region - m_regions.data());
    return places <= number ? &m_regions[number - places] : nullptr;
}

qint64 Layout::nextBorder(qint64 position, qint64 end) const {
    const auto next = std::upper_bound(m_positions.begin(), m_positions.end(), position);
    if (next != m_positions.begin()) {
        const Region& region = m_regions[size_t(next - m_positions.begin()) - 1];
        if (position - region.position < region.size)
            return std::min(end, region.position + region.size);
    }
    return next == m_positions.end() ? end : std::min(end, *next);
}

} // namespace upkeep::delta
