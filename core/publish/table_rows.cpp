// SPDX-License-Identifier: Apache-2.0
#include "publish/table_rows.h"

#include <QtEndian>

namespace upkeep {

using delta::Region;
using delta::RegionKind;

namespace {

class RowCutter {
public:
    RowCutter(const Region& region, QByteArrayView file)
        : m_region(region), m_bytes(file.sliced(region.position, region.size)) {}

    // Rows of one size; the key is a 4 byte offset from `base`.
    std::vector<TableRow> even(qint64 head, qint64 size, quint32 base) const {
        std::vector<TableRow> rows;
        for (qint64 at = head; at + size <= m_bytes.size(); at += size)
            rows.push_back({at, size, qint64(base + word(at))});
        return rows;
    }

    std::vector<TableRow> relocations() const {
        std::vector<TableRow> rows;
        for (qint64 at = 0; at + 24 <= m_bytes.size(); at += 24) {
            const auto addend = qFromLittleEndian<quint64>(m_bytes.data() + at + 16);
            rows.push_back({at, 24, static_cast<qint64>(addend - m_region.bias)});
        }
        return rows;
    }

    // Length, back to its kind, begin relative to itself (LSB Core 5.0, 10.6).
    std::vector<TableRow> frames() const {
        std::vector<TableRow> rows;
        qint64 at = 0;
        while (m_bytes.size() - at >= 16) {
            const qint64 size = qint64(word(at)) + 4;
            if (size < 12 || size % 4 != 0 || size > m_bytes.size() - at)
                break;
            const bool isKind = word(at + 4) == 0;
            const qint64 begin = m_region.address + quint32(at) + 8 + word(at + 8);
            rows.push_back({at, size, isKind ? noAddress - size : qint64(quint32(begin))});
            at += size;
        }
        return rows;
    }

    // runtime._func of Go 1.20 and later, aligned to 8.
    std::vector<TableRow> goRecords() const {
        std::vector<TableRow> rows;
        qint64 at = 0;
        while (m_bytes.size() - at >= 44) {
            const qint64 entries = qint64(word(at + 28)) + static_cast<quint8>(m_bytes[at + 43]);
            const qint64 size = (44 + 4 * entries + 7) / 8 * 8;
            if (entries > 1024 || word(at + 28) > 64 || size > m_bytes.size() - at)
                break;
            rows.push_back({at, size, qint64(m_region.image + word(at))});
            at += size;
        }
        return rows;
    }

private:
    static constexpr qint64 noAddress = qint64(1) << 62;

    quint32 word(qint64 at) const { return qFromLittleEndian<quint32>(m_bytes.data() + at); }

    const Region& m_region;
    QByteArrayView m_bytes;
};

} // namespace

std::vector<TableRow> tableRows(const Region& region, QByteArrayView file) {
    if (region.position < 0 || region.position + region.size > file.size())
        return {};
    const RowCutter cutter(region, file);
    switch (region.kind) {
    case RegionKind::Rela:
        return cutter.relocations();
    case RegionKind::EhFrameHdr:
        return cutter.even(12, 8, region.address);
    case RegionKind::EhFrame:
        return cutter.frames();
    case RegionKind::Pdata:
        return cutter.even(0, 12, region.image);
    case RegionKind::GoFunctions:
        return cutter.even(0, 8, region.image);
    case RegionKind::GoRecords:
        return cutter.goRecords();
    default:
        return {};
    }
}

} // namespace upkeep
