// SPDX-License-Identifier: Apache-2.0
// x86-64: near calls and jumps, and whatever ModRM says is relative to the instruction (Intel SDM
// volume 2, tables 2-2 and A-2).
#include "payload/delta/references.h"

namespace upkeep::delta {

namespace {

// Instructions of one opcode byte that have a ModRM byte.
constexpr bool hasModRm(quint8 opcode) {
    if (opcode < 0x40)
        return (opcode & 7) < 4;
    if (opcode >= 0x84 && opcode <= 0x8D)
        return opcode != 0x8C;
    switch (opcode) {
    case 0x63:
    case 0x69:
    case 0x6B:
    case 0x80:
    case 0x81:
    case 0x83:
    case 0xC0:
    case 0xC1:
    case 0xC6:
    case 0xC7:
    case 0xD0:
    case 0xD1:
    case 0xD2:
    case 0xD3:
    case 0xD9:
    case 0xDB:
    case 0xDC:
    case 0xDD:
    case 0xF6:
    case 0xF7:
    case 0xFE:
    case 0xFF:
        return true;
    default:
        return false;
    }
}

constexpr quint8 immediateOf(quint8 opcode, quint8 modRm) {
    const bool tests = ((modRm >> 3) & 7) < 2;
    switch (opcode) {
    case 0x6B:
    case 0x80:
    case 0x83:
    case 0xC0:
    case 0xC1:
    case 0xC6:
        return 1;
    case 0x69:
    case 0x81:
    case 0xC7:
        return 4;
    case 0xF6:
        return tests ? 1 : 0;
    case 0xF7:
        return tests ? 4 : 0;
    default:
        return 0;
    }
}

constexpr bool hasByteAfter0F(quint8 opcode) {
    return opcode == 0x70 || opcode == 0xBA || opcode == 0xC2 || opcode == 0xC6 || opcode == 0xA4 ||
           opcode == 0xAC;
}

// What a byte may begin: most begin nothing.
enum Opening : quint8 { Nothing, NearCall, Escape, RipModRm };

struct OpeningTable {
    std::array<Opening, 256> of{};
    constexpr OpeningTable() {
        for (size_t byte = 0; byte < 256; ++byte) {
            if ((byte & 0xC7) == 0x05)
                of[byte] = RipModRm;
        }
        of[0xE8] = of[0xE9] = NearCall;
        of[0x0F] = Escape;
    }
};
constexpr OpeningTable openings;

} // namespace

bool ReferenceFinder::isCode(quint32 address) const {
    const Region* region = m_old.atAddress(address);
    return region && (region->kind == RegionKind::CodeX64 || region->kind == RegionKind::CodeArm64);
}

// The ModRM byte is at `at`.
bool ReferenceFinder::takeDataX64(quint32 address,
                                  OldBytes window,
                                  quint32 at,
                                  Field& field) const {
    if (at < 1 || at + 5 > window.size())
        return false;
    const quint8 opcode = window[at - 1];
    const quint8 before = at >= 2 ? window[at - 2] : quint8(0);
    const bool vector = (at >= 3 && window[at - 3] == 0xC5) || (at >= 4 && window[at - 4] == 0xC4);
    const bool longOpcode = before == 0x0F || vector;
    if (!longOpcode && !hasModRm(opcode))
        return false;
    field.extra = longOpcode ? (hasByteAfter0F(opcode) ? 1 : 0) : immediateOf(opcode, window[at]);
    field.at = at + 1;
    field.kind = FieldKind::Data;
    field.width = 4;
    field.target = address + at + 5 + field.extra + littleAt<quint32>(window, at + 1);
    return isAnywhere(field.target);
}

void ReferenceFinder::findX64(quint32 address,
                              OldBytes window,
                              quint32 limit,
                              std::vector<Field>& fields) const {
    const auto end = static_cast<quint32>(window.size());
    const auto takeNear = [&](quint32 at, FieldKind kind, Field& field) {
        field = {at, kind, 4, 0, address + at + 4 + littleAt<quint32>(window, at)};
        return isCode(field.target);
    };
    for (quint32 at = 0; at < limit; ++at) {
        const Opening opening = openings.of[window[at]];
        if (opening == Nothing)
            continue;
        Field field;
        bool taken = false;
        if (opening == NearCall)
            taken = at + 5 <= end && takeNear(at + 1, FieldKind::Call, field);
        else if (opening == Escape)
            taken = at + 6 <= end && (window[at + 1] & 0xF0) == 0x80 &&
                    takeNear(at + 2, FieldKind::Jump, field);
        else
            taken = takeDataX64(address, window, at, field);
        if (!taken)
            continue;
        if (field.at >= limit)
            return;
        fields.push_back(field);
        at = field.at + 3;
    }
}

} // namespace upkeep::delta
