// SPDX-License-Identifier: Apache-2.0
// Where the bytes of executables lie in memory: regions of old and new, as the publisher found them
// and wrote them down. The applying side parses no executable: a region only says how references in
// it are guessed, and a wrong one costs nothing but bits.
//
// Addresses are 32 bits, the images of a segment one after the other in one space; absolute values
// get the bias of their image back.
#pragma once

#include "payload/delta/bit_models.h"

#include <optional>
#include <vector>

namespace upkeep::delta {

enum class RegionKind : quint8 {
    Bytes,       // no references
    CodeX64,     // x86-64 instructions
    CodeArm64,   // AArch64 instructions
    Pointers,    // aligned absolute pointers of 8 bytes among other data
    Rela,        // rows { offset, info, addend } of 8 bytes each
    Symbols,     // rows of 24 bytes, an address at 8
    EhFrameHdr,  // 12 bytes, then rows { function, frame } of 4 bytes each, relative to its start
    EhFrame,     // call frame records
    Pdata,       // rows { begin, end, unwind } of 4 bytes each, relative to the image
    GoFunctions, // Go's table of functions, rows { function, place of its record }
    GoRecords, // Go's records of functions, behind their table; the tables they index lie before it
    Nothing,   // addresses without bytes (.bss)
};
inline constexpr int regionKinds = 12;

struct Region {
    qint64 position = 0; // in the segment's old or new bytes
    quint32 size = 0;
    quint32 address = 0;
    RegionKind kind = RegionKind::Bytes;
    quint64 bias = 0;    // what absolute values have on top of an address
    quint32 image = 0;   // address of the image's first byte: what relative values start from
    qint32 partner = -1; // a new region's old one
};

// Which of up to 4,096 ranges a number lies in, mostly answered by one look: by pages, for each the
// one range that touches it. At most 64 KiB.
class Pages {
public:
    static constexpr quint16 none = 0xFFFF;
    static constexpr quint16 several = 0xFFFE; // only a search tells

    // For numbers below `end`.
    void reset(quint64 end);
    void add(quint16 range, quint64 begin, quint64 size);
    quint16 at(quint64 number) const {
        const quint64 page = number >> m_shift;
        return page < m_pages.size() ? m_pages[page] : none;
    }

private:
    std::vector<quint16> m_pages;
    int m_shift = 0;
};

// Regions of one side, by position and by address. Positions do not overlap, addresses do not.
class Layout {
public:
    static constexpr size_t mostRegions = 4096;

    Layout() = default;
    // Sorts; drops what overlaps.
    explicit Layout(std::vector<Region> regions);

    const std::vector<Region>& regions() const { return m_regions; }
    bool isEmpty() const { return m_regions.empty(); }
    // nullptr where there is none.
    const Region* atPosition(qint64 position) const {
        if (position < 0)
            return nullptr;
        const quint16 found = m_byPosition.at(quint64(position));
        if (found == Pages::several)
            return searchPosition(position);
        if (found == Pages::none)
            return nullptr;
        const Region& region = m_regions[found];
        return quint64(position - region.position) < region.size ? &region : nullptr;
    }
    const Region* atAddress(quint32 address) const {
        const quint16 found = m_byAddress.at(address);
        if (found == Pages::several)
            return searchAddress(address);
        if (found == Pages::none)
            return nullptr;
        const Region& region = m_regions[found];
        return address - region.address < region.size ? &region : nullptr;
    }
    // The region so many places before this one of the same layout, by position; nullptr = none.
    const Region* before(const Region& region, size_t places) const;
    // The next region's position behind `position`, or `end`.
    qint64 nextBorder(qint64 position, qint64 end) const;
    quint32 endAddress() const { return m_endAddress; }

private:
    const Region* searchPosition(qint64 position) const;
    const Region* searchAddress(quint32 address) const;

    std::vector<Region> m_regions; // by position; those without bytes last
    std::vector<qint64> m_positions;
    std::vector<quint32> m_addresses;
    std::vector<quint32> m_atAddress; // numbers of m_regions
    Pages m_byPosition;
    Pages m_byAddress;
    quint32 m_endAddress = 0;
};

// Writes or reads a list of regions; the new side (`base` = the old one) says what differs from its
// partner. Anything can be read: what makes no sense is dropped by Layout.
template <typename Coder>
void codeRegions(Coder& coder, std::vector<Region>& regions, const std::vector<Region>* base) {
    std::array<NumberModel, 8> models;
    const auto number = [&](size_t model, qint64 value) {
        return fromZigzag(models[model].code(coder, toZigzag(value)));
    };
    const auto count = static_cast<size_t>(
        std::clamp<qint64>(number(0, qint64(regions.size())), 0, qint64(Layout::mostRegions)));
    regions.resize(count);
    Region before;
    for (Region& region : regions) {
        Region like = before;
        if (base) {
            region.partner = static_cast<qint32>(number(1, region.partner));
            if (region.partner >= 0 && size_t(region.partner) < base->size())
                like = (*base)[size_t(region.partner)];
            else
                region.partner = -1;
        }
        const qint64 gap = before.position + (before.kind == RegionKind::Nothing ? 0 : before.size);
        region.position = gap + number(2, region.position - gap);
        region.size = quint32(like.size + number(3, qint64(region.size) - like.size));
        const qint64 shift = region.position - before.position + before.address;
        region.address = quint32(shift + number(4, qint64(region.address) - shift));
        region.kind = RegionKind(
            std::clamp<qint64>(number(5, qint64(region.kind)), 0, qint64(regionKinds) - 1));
        const auto high = number(6, qint64(region.bias >> 32) - qint64(before.bias >> 32));
        const auto low =
            number(6, qint64(region.bias & 0xFFFFFFFF) - qint64(before.bias & 0xFFFFFFFF));
        region.bias = quint64(qint64(before.bias >> 32) + high) << 32 |
                      quint64(quint32(qint64(before.bias & 0xFFFFFFFF) + low));
        region.image = quint32(before.image + number(7, qint64(region.image) - before.image));
        before = region;
    }
}

} // namespace upkeep::delta
