// SPDX-License-Identifier: Apache-2.0
#include "payload/delta/frame_records.h"

#include <algorithm>
#include <cstring>
#include <map>

namespace upkeep::delta {

namespace {

constexpr quint64 mostBytes = 16U << 20; // of all regions
constexpr quint32 largestRecord = 1U << 20;
constexpr size_t mostKinds = 65536;

// A window that slides forward over a region.
class Slider {
public:
    Slider(const Region& region, const FrameRecords::Reader& reader)
        : m_region(region), m_reader(reader) {}

    // `count` <= 64 bytes at `offset`; fewer at the region's end.
    Result<std::span<const quint8>> look(quint32 offset, quint32 count) {
        count = std::min(count, m_region.size - offset);
        if (offset < m_begin || offset + count > m_begin + m_size) {
            m_begin = offset;
            m_size = std::min<quint32>(quint32(m_bytes.size()), m_region.size - offset);
            UPKEEP_TRY(m_reader(m_region.position + m_begin,
                                std::span(reinterpret_cast<char*>(m_bytes.data()), m_size)));
        }
        return std::span<const quint8>(m_bytes.data() + (offset - m_begin), count);
    }

private:
    const Region& m_region;
    const FrameRecords::Reader& m_reader;
    std::vector<quint8> m_bytes = std::vector<quint8>(64 * 1024);
    quint32 m_begin = 0;
    quint32 m_size = 0;
};

quint32 wordAt(std::span<const quint8> bytes, size_t at) {
    return quint32(bytes[at]) | quint32(bytes[at + 1]) << 8 | quint32(bytes[at + 2]) << 16 |
           quint32(bytes[at + 3]) << 24;
}

// Whether frames of this kind name a handler: "L" in the augmentation.
bool namesHandler(std::span<const quint8> record) {
    for (size_t at = 9; at < record.size() && record[at] != 0; ++at) {
        if (record[at] == 'L')
            return true;
    }
    return false;
}

} // namespace

Result<void> FrameRecords::walk(const Region& region, const Reader& reader, Table& table) {
    Slider slider(region, reader);
    std::map<quint32, bool> kinds; // by offset: names a handler
    quint32 offset = 0;
    while (region.size - offset >= 24) {
        UPKEEP_TRY_AS(const auto record, slider.look(offset, 32));
        const quint32 length = wordAt(record, 0);
        if (length < 8 || length > largestRecord || length % 4 != 0 ||
            length + 4 > region.size - offset)
            return {};
        const quint32 back = wordAt(record, 4);
        if (back == 0 && kinds.size() < mostKinds)
            kinds[offset] = namesHandler(record);
        const auto kind = kinds.find(offset + 4 - back);
        if (back != 0 && kind != kinds.end() && length >= 12) {
            table.set(offset, kind->second ? FrameWithHandler : Frame);
        }
        offset += length + 4;
    }
    return {};
}

Result<void> FrameRecords::walkGo(const Region& region, const Reader& reader, Table& table) {
    constexpr quint32 mostEntries = 1024;
    Slider slider(region, reader);
    quint32 offset = 0;
    while (region.size - offset >= 44) {
        UPKEEP_TRY_AS(const auto record, slider.look(offset, 44));
        const quint32 entries = wordAt(record, 28) + record[43];
        const quint32 size = (44 + 4 * std::min(entries, mostEntries) + 7) / 8 * 8;
        if (entries >= mostEntries || size > region.size - offset)
            return {};
        table.set(offset, GoRecord);
        offset += size;
    }
    return {};
}

Result<void> FrameRecords::read(const Layout& old, const Reader& reader) {
    quint64 left = mostBytes;
    for (const Region& region : old.regions()) {
        const bool isGo = region.kind == RegionKind::GoRecords;
        if ((!isGo && region.kind != RegionKind::EhFrame) || region.size > left)
            continue;
        left -= region.size;
        Table table{region.position, std::vector<quint8>(region.size / 16 + 1)};
        UPKEEP_TRY(isGo ? walkGo(region, reader, table) : walk(region, reader, table));
        m_tables.push_back(std::move(table));
    }
    return {};
}

FrameRecords::Mark FrameRecords::at(const Region& region, quint32 offset) const {
    for (const Table& table : m_tables) {
        if (table.position == region.position && offset / 16 < table.marks.size())
            return Mark((table.marks[offset / 16] >> (offset / 4 % 4 * 2)) & 3);
    }
    return None;
}

} // namespace upkeep::delta
