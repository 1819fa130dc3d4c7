// SPDX-License-Identifier: Apache-2.0
// Tables of ELF and PE that hold addresses: relocations (ELF gABI), symbols, call frames and their
// index (LSB Core 5.0, 10.6), function tables (PE format, .pdata), Go's table of functions.
#include "payload/delta/frame_records.h"
#include "payload/delta/references.h"

#include <optional>

namespace upkeep::delta {

namespace {

struct Column {
    quint8 at;
    FieldKind kind;
};
struct RowShape {
    quint32 head = 0;
    quint32 size = 0;
    std::array<Column, 3> columns{};
    size_t count = 0;
};

RowShape shapeOf(RegionKind kind) {
    switch (kind) {
    case RegionKind::Rela:
        return {0, 24, {{{0, FieldKind::RowPlace}, {16, FieldKind::Pointer}}}, 2};
    case RegionKind::Symbols:
        return {0, 24, {{{8, FieldKind::Pointer}}}, 1};
    case RegionKind::EhFrameHdr:
        return {12, 8, {{{0, FieldKind::RowOffset}, {4, FieldKind::RowOffset}}}, 2};
    case RegionKind::Pdata:
        return {0,
                12,
                {{{0, FieldKind::ImageOffset},
                  {4, FieldKind::ImageOffset},
                  {8, FieldKind::ImageOffset}}},
                3};
    case RegionKind::GoFunctions:
        return {0, 8, {{{0, FieldKind::ImageOffset}, {4, FieldKind::RowOffset}}}, 2};
    default:
        return {};
    }
}

quint8 widthOf(const Column& column) {
    return column.kind == FieldKind::Pointer || column.kind == FieldKind::RowPlace ? 8 : 4;
}

// Nothing for what lies beyond any image.
std::optional<quint32>
targetOf(const Column& column, const Region& region, OldBytes window, size_t at) {
    if (widthOf(column) == 8) {
        const quint64 value = littleAt<quint64>(window, at) - region.bias;
        return value >> 32 ? std::nullopt : std::optional(quint32(value));
    }
    const quint32 from = column.kind == FieldKind::ImageOffset ? region.image : region.address;
    return from + littleAt<quint32>(window, at);
}

} // namespace

// Records that lie about their length may yield fields that overlap: the first one counts.
void ReferenceFinder::find(const Region& region,
                           quint32 offset,
                           OldBytes window,
                           quint32 limit,
                           std::vector<Field>& fields) {
    findByKind(region, offset, window, limit, fields);
    quint32 free = 0;
    size_t kept = 0;
    for (const Field& field : fields) {
        if (field.at < free)
            continue;
        free = field.at + field.width;
        fields[kept++] = field;
    }
    fields.resize(kept);
}

void ReferenceFinder::findByKind(const Region& region,
                                 quint32 offset,
                                 OldBytes window,
                                 quint32 limit,
                                 std::vector<Field>& fields) {
    switch (region.kind) {
    case RegionKind::CodeX64:
        return findX64(region.address + offset, window, limit, fields);
    case RegionKind::CodeArm64:
        return findArm64(region.address + offset, window, limit, fields);
    case RegionKind::Pointers:
        return findPointers(region, offset, window, limit, fields);
    case RegionKind::EhFrame:
        return findFrames(region, offset, window, limit, fields);
    case RegionKind::GoRecords:
        return findGoRecords(region, offset, window, limit, fields);
    case RegionKind::Bytes:
    case RegionKind::Nothing:
        return;
    default:
        return findRows(region, offset, window, limit, fields);
    }
}

void ReferenceFinder::findRows(const Region& region,
                               quint32 offset,
                               OldBytes window,
                               quint32 limit,
                               std::vector<Field>& fields) const {
    const RowShape shape = shapeOf(region.kind);
    const auto first = qint64(shape.head) - offset;
    qint64 row = first >= 0 ? first : -((-first) % shape.size);
    for (; row < limit; row += shape.size) {
        for (size_t i = 0; i < shape.count; ++i) {
            const Column& column = shape.columns[i];
            const qint64 at = row + column.at;
            const quint8 width = widthOf(column);
            if (at < 0 || at >= limit || size_t(at) + width > window.size())
                continue;
            const std::optional<quint32> target = targetOf(column, region, window, size_t(at));
            if (target && isAnywhere(*target))
                fields.push_back({quint32(at), column.kind, width, quint8(i + 1), *target});
        }
    }
}

void ReferenceFinder::findPointers(const Region& region,
                                   quint32 offset,
                                   OldBytes window,
                                   quint32 limit,
                                   std::vector<Field>& fields) const {
    const quint32 address = region.address + offset;
    for (quint32 at = (8 - address % 8) % 8; at < limit && at + 8 <= window.size(); at += 8) {
        const quint64 value = littleAt<quint64>(window, at) - region.bias;
        if (value >> 32 == 0 && value - region.image >= 4096 && isAnywhere(quint32(value)))
            fields.push_back({at, FieldKind::Pointer, 8, 0, quint32(value)});
    }
}

void ReferenceFinder::findFrames(const Region& region,
                                 quint32 offset,
                                 OldBytes window,
                                 quint32 limit,
                                 std::vector<Field>& fields) const {
    const quint32 address = region.address + offset;
    const auto end = static_cast<quint32>(window.size());
    for (quint32 at = (4 - offset % 4) % 4; at < limit; at += 4) {
        const FrameRecords::Mark mark = m_frames.at(region, offset + at);
        if (mark == FrameRecords::None || at + 16 > end || at + 12 >= limit)
            continue;
        const quint32 begin = address + at + 8 + littleAt<quint32>(window, at + 8);
        fields.push_back({at + 4,
                          FieldKind::Backwards,
                          4,
                          0,
                          address + at + 4 - littleAt<quint32>(window, at + 4)});
        if (isAnywhere(begin)) {
            fields.push_back({at + 8, FieldKind::Relative, 4, frameBegin, begin});
            fields.push_back(
                {at + 12, FieldKind::Length, 4, 0, begin + littleAt<quint32>(window, at + 12)});
        }
        if (mark == FrameRecords::FrameWithHandler && at + 21 <= end && at + 17 < limit &&
            window[at + 16] == 4) {
            const quint32 handler = address + at + 17 + littleAt<quint32>(window, at + 17);
            if (littleAt<quint32>(window, at + 17) != 0 && isAnywhere(handler))
                fields.push_back({at + 17, FieldKind::Relative, 4, 0, handler});
        }
        at += 12;
    }
}

// runtime._func of Go 1.20 and later: { entry, name, args, deferreturn, pcsp, pcfile, pcln, number
// of pcdata, unit, start line, id, flags, -, number of funcdata } and as many offsets. Name, pcdata
// and unit are places in the five tables before: names, units, files, pcdata, functions.
void ReferenceFinder::findGoRecords(const Region& region,
                                    quint32 offset,
                                    OldBytes window,
                                    quint32 limit,
                                    std::vector<Field>& fields) const {
    constexpr quint8 names = 5;
    constexpr quint8 units = 4;
    constexpr quint8 pcData = 2;
    const auto end = static_cast<quint32>(window.size());
    const auto add = [&](quint32 at, FieldKind kind, quint8 extra, quint32 base, quint32 scale) {
        const quint32 target = base + littleAt<quint32>(window, at) * scale;
        if (at < limit && isAnywhere(target))
            fields.push_back({at, kind, 4, extra, target});
    };
    const auto tableAt = [&](quint8 places) {
        const Region* table = m_old.before(region, places);
        return table ? table->address : 0;
    };
    for (quint32 at = (4 - offset % 4) % 4; at < limit; at += 4) {
        if (m_frames.at(region, offset + at) != FrameRecords::GoRecord || at + 44 > end)
            continue;
        const auto pcs = littleAt<quint32>(window, at + 28);
        const quint32 datas = window[at + 43];
        add(at, FieldKind::ImageOffset, 1, region.image, 1);
        add(at + 4, FieldKind::TableOffset, names, tableAt(names), 1);
        for (const quint32 each : {16U, 20U, 24U})
            add(at + each, FieldKind::TableOffset, pcData, tableAt(pcData), 1);
        add(at + 32, FieldKind::TablePlace, units, tableAt(units), 4);
        quint32 next = at + 44;
        for (quint32 i = 0; i < pcs && i < 64 && next + 4 <= end; ++i, next += 4) {
            if (littleAt<quint32>(window, next) != 0)
                add(next, FieldKind::TableOffset, pcData, tableAt(pcData), 1);
        }
        for (quint32 i = 0; i < datas && next + 4 <= end; ++i, next += 4)
            add(next, FieldKind::GoData, quint8(i & 7), quint32(region.bias), 1);
        at = next - 4;
    }
}

} // namespace upkeep::delta
