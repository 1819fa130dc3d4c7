// SPDX-License-Identifier: Apache-2.0
#include "payload/delta/reference_value.h"

namespace upkeep::delta {

namespace {

struct BitsOfWord {
    int low;
    int count;
};

constexpr BitsOfWord armBits(FieldKind kind) {
    if (kind == FieldKind::ArmCall)
        return {0, 26};
    return kind == FieldKind::ArmBranch ? BitsOfWord{5, 19} : BitsOfWord{5, 14};
}

constexpr quint32 pageBits = 0x60FFFFE0U;
constexpr quint32 offsetBits = 0x003FFC00U;

quint32 endOf(const Field& field, const FieldPlace& place) {
    return place.address + 4 + field.extra;
}

} // namespace

int grainLog(const Field& field) {
    switch (field.kind) {
    case FieldKind::ArmCall:
    case FieldKind::ArmBranch:
    case FieldKind::ArmTest:
    case FieldKind::TablePlace:
        return 2;
    case FieldKind::ArmPage:
        return 12;
    case FieldKind::ArmOffset:
        return field.extra;
    default:
        return 0;
    }
}

quint64 compose(const Field& field, const FieldPlace& place, quint32 target) {
    const auto old = static_cast<quint32>(place.oldValue);
    switch (field.kind) {
    case FieldKind::Call:
    case FieldKind::Jump:
    case FieldKind::Data:
        return target - endOf(field, place);
    case FieldKind::ArmCall:
    case FieldKind::ArmBranch:
    case FieldKind::ArmTest: {
        const auto [low, count] = armBits(field.kind);
        const quint32 mask = ((1U << count) - 1) << low;
        return (old & ~mask) | ((((target - place.address) >> 2) << low) & mask);
    }
    case FieldKind::ArmPage: {
        const quint32 pages = (target >> 12) - (place.address >> 12);
        return (old & ~pageBits) | (pages & 3) << 29 | ((pages >> 2) & 0x7FFFF) << 5;
    }
    case FieldKind::ArmOffset:
        return (old & ~offsetBits) | ((target & 0xFFF) >> field.extra) << 10;
    case FieldKind::Pointer:
    case FieldKind::RowPlace:
        return target + place.bias;
    case FieldKind::ImageOffset:
        return target - place.image;
    case FieldKind::RowOffset:
        return target - place.region;
    case FieldKind::Relative:
        return target - place.address;
    case FieldKind::Backwards:
        return place.address - target;
    case FieldKind::Length:
        return target - place.begin;
    case FieldKind::TableOffset:
        return target - place.table;
    case FieldKind::TablePlace:
        return (target - place.table) >> 2;
    case FieldKind::GoData:
        return target - static_cast<quint32>(place.bias);
    }
    return 0;
}

quint32 extract(const Field& field, const FieldPlace& place, quint64 value, quint32 guess) {
    const auto word = static_cast<quint32>(value);
    switch (field.kind) {
    case FieldKind::Call:
    case FieldKind::Jump:
    case FieldKind::Data:
        return endOf(field, place) + word;
    case FieldKind::ArmCall:
    case FieldKind::ArmBranch:
    case FieldKind::ArmTest: {
        const auto [low, count] = armBits(field.kind);
        const quint32 up = word << (32 - low - count);
        return place.address + (static_cast<quint32>(static_cast<qint32>(up) >> (32 - count)) << 2);
    }
    case FieldKind::ArmPage: {
        const quint32 up = ((word >> 5) & 0x7FFFF) << 13 | ((word >> 29) & 3) << 11;
        const auto pages = static_cast<quint32>(static_cast<qint32>(up) >> 11);
        return (((place.address >> 12) + pages) << 12) | (guess & 0xFFF);
    }
    case FieldKind::ArmOffset:
        return (guess & ~0xFFFU) | ((((word >> 10) & 0xFFF) << field.extra) & 0xFFF);
    case FieldKind::Pointer:
    case FieldKind::RowPlace:
        return static_cast<quint32>(value - place.bias);
    case FieldKind::ImageOffset:
        return place.image + word;
    case FieldKind::RowOffset:
        return place.region + word;
    case FieldKind::Relative:
        return place.address + word;
    case FieldKind::Backwards:
        return place.address - word;
    case FieldKind::Length:
        return place.begin + word;
    case FieldKind::TableOffset:
        return place.table + word;
    case FieldKind::TablePlace:
        return place.table + (word << 2);
    case FieldKind::GoData:
        return static_cast<quint32>(place.bias) + word;
    }
    return 0;
}

} // namespace upkeep::delta
