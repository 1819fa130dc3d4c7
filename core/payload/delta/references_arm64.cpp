// SPDX-License-Identifier: Apache-2.0
// AArch64: branches, and addresses made of ADRP and what follows it (Arm ARM DDI 0487, C4.1).
#include "payload/delta/references.h"

namespace upkeep::delta {

namespace {

constexpr quint32 nearEnough = 64 * 4; // an ADRP and what uses it
constexpr quint32 lookAhead = 8 * 4;

constexpr quint32 signedField(quint32 word, int low, int bits) {
    const auto up = static_cast<qint32>(word << (32 - low - bits));
    return static_cast<quint32>(up >> (32 - bits));
}

struct OffsetUse {
    bool is = false;
    quint32 reg = 0;
    quint32 offset = 0;
    quint8 scale = 0;
};

// ADD immediate, and loads and stores with an unsigned offset.
constexpr OffsetUse offsetUse(quint32 word) {
    const quint32 reg = (word >> 5) & 31;
    const quint32 immediate = (word >> 10) & 0xFFF;
    if ((word & 0xFFC00000U) == 0x91000000U)
        return {true, reg, immediate, 0};
    if ((word & 0x3B000000U) == 0x39000000U) {
        const bool vector16 = (word & 0xC4800000U) == 0x04800000U;
        const auto scale = static_cast<quint8>(vector16 ? 4 : word >> 30);
        return {true, reg, immediate << scale, scale};
    }
    return {};
}

constexpr bool isAdrp(quint32 word) {
    return (word & 0x9F000000U) == 0x90000000U;
}

// What an ADRP's page is completed with, if that is near; else 0.
quint32 offsetAfter(quint32 reg, OldBytes rest) {
    for (size_t at = 4; at + 4 <= rest.size() && at <= lookAhead; at += 4) {
        const auto word = littleAt<quint32>(rest, at);
        if (const OffsetUse use = offsetUse(word); use.is && use.reg == reg)
            return use.offset;
        if (isAdrp(word) && (word & 31) == reg)
            break;
    }
    return 0;
}

} // namespace

bool ReferenceFinder::takeArm64(quint32 address, quint32 word, OldBytes rest, Field& field) {
    if ((word & 0x7C000000U) == 0x14000000U) {
        field.kind = FieldKind::ArmCall;
        field.target = address + signedField(word, 0, 26) * 4;
        return isCode(field.target);
    }
    if ((word & 0xFF000010U) == 0x54000000U || (word & 0x7E000000U) == 0x34000000U ||
        (word & 0xBF000000U) == 0x18000000U) {
        field.kind = FieldKind::ArmBranch;
        field.target = address + signedField(word, 5, 19) * 4;
        return isCode(field.target);
    }
    if ((word & 0x7E000000U) == 0x36000000U) {
        field.kind = FieldKind::ArmTest;
        field.target = address + signedField(word, 5, 14) * 4;
        return isCode(field.target);
    }
    if (isAdrp(word)) {
        const quint32 pages = signedField(word, 5, 19) << 2 | ((word >> 29) & 3);
        const quint32 page = (address & ~0xFFFU) + (pages << 12);
        m_pages[word & 31] = {true, page, address};
        field.kind = FieldKind::ArmPage;
        field.target = page + offsetAfter(word & 31, rest);
        return isAnywhere(field.target);
    }
    const OffsetUse use = offsetUse(word);
    if (!use.is || !m_pages[use.reg].isKnown || address - m_pages[use.reg].place > nearEnough)
        return false;
    field.kind = FieldKind::ArmOffset;
    field.extra = use.scale;
    field.target = m_pages[use.reg].page + use.offset;
    return isAnywhere(field.target);
}

void ReferenceFinder::findArm64(quint32 address,
                                OldBytes window,
                                quint32 limit,
                                std::vector<Field>& fields) {
    for (quint32 at = (4 - address % 4) % 4; at < limit && at + 4 <= window.size(); at += 4) {
        Field field;
        field.at = at;
        if (takeArm64(address + at, littleAt<quint32>(window, at), window.subspan(at), field))
            fields.push_back(field);
    }
}

} // namespace upkeep::delta
