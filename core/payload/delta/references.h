// SPDX-License-Identifier: Apache-2.0
// References in old bytes, recognised where they are and without disassembling: what looks like one
// and leads into a region is one. A byte taken for one wrongly only costs bits.
#pragma once

#include "payload/delta/image_layout.h"

#include <QtEndian>

#include <span>

namespace upkeep::delta {

using OldBytes = std::span<const quint8>;

enum class FieldKind : quint8 {
    Call,        // x86-64 E8 / E9, relative to the end of the field
    Jump,        // x86-64 0F 80..8F
    Data,        // x86-64 relative to the end of the instruction
    ArmCall,     // B, BL: 26 bits of words
    ArmBranch,   // B.cond, CBZ, CBNZ, LDR literal: 19 bits of words
    ArmTest,     // TBZ, TBNZ: 14 bits of words
    ArmPage,     // ADRP: 21 bits of pages
    ArmOffset,   // ADD, LDR, STR after ADRP: 12 bits, scaled
    Pointer,     // 8 bytes, absolute
    RowPlace,    // Rela offset: 8 bytes, absolute, rows follow each other
    ImageOffset, // 4 bytes from the image's start
    RowOffset,   // 4 bytes from the region's start
    Relative,    // 4 bytes from the field itself
    Backwards,   // 4 bytes back from the field
    Length,      // 4 bytes: from what the field before it points to
    TableOffset, // 4 bytes from the start of a region before this one
    TablePlace,  // the same in units of 4
    GoData,      // 4 bytes from what the region's bias says
};
inline constexpr size_t fieldKinds = 18;

struct Field {
    quint32 at = 0; // in the window
    FieldKind kind = FieldKind::Call;
    quint8 width = 4;
    // Call, Jump, Data: bytes of the instruction behind the field. ArmOffset: scale. In rows: which
    // column.
    quint8 extra = 0;
    quint32 target = 0; // old address
};

inline constexpr quint8 frameBegin = 1;

// The register an arm64 address is made in.
struct ArmPageState {
    bool isKnown = false;
    quint32 page = 0;
    quint32 place = 0;
};

class FrameRecords;

class ReferenceFinder {
public:
    // Both must outlive this.
    ReferenceFinder(const Layout& old, const FrameRecords& frames) : m_old(old), m_frames(frames) {}

    // A new copy begins: nothing before it counts.
    void restart() { m_pages.fill({}); }
    // The fields that start in the first `limit` bytes of the window and lie within it, in order
    // and without overlaps; the window begins `offset` bytes into the region. `fields` comes empty.
    void find(const Region& region,
              quint32 offset,
              OldBytes window,
              quint32 limit,
              std::vector<Field>& fields);

private:
    void findByKind(const Region& region,
                    quint32 offset,
                    OldBytes window,
                    quint32 limit,
                    std::vector<Field>& fields);
    void findX64(quint32 address, OldBytes window, quint32 limit, std::vector<Field>& fields) const;
    bool takeDataX64(quint32 address, OldBytes window, quint32 at, Field& field) const;
    void findArm64(quint32 address, OldBytes window, quint32 limit, std::vector<Field>& fields);
    bool takeArm64(quint32 address, quint32 word, OldBytes rest, Field& field);
    void findRows(const Region& region,
                  quint32 offset,
                  OldBytes window,
                  quint32 limit,
                  std::vector<Field>& fields) const;
    void findPointers(const Region& region,
                      quint32 offset,
                      OldBytes window,
                      quint32 limit,
                      std::vector<Field>& fields) const;
    void findGoRecords(const Region& region,
                       quint32 offset,
                       OldBytes window,
                       quint32 limit,
                       std::vector<Field>& fields) const;
    void findFrames(const Region& region,
                    quint32 offset,
                    OldBytes window,
                    quint32 limit,
                    std::vector<Field>& fields) const;
    bool isCode(quint32 address) const;
    bool isAnywhere(quint32 address) const { return m_old.atAddress(address) != nullptr; }

    const Layout& m_old;
    const FrameRecords& m_frames;
    std::array<ArmPageState, 32> m_pages;
};

template <typename T> T littleAt(OldBytes bytes, size_t at) {
    return qFromLittleEndian<T>(bytes.data() + at);
}

} // namespace upkeep::delta
