// SPDX-License-Identifier: Apache-2.0
// The predicted form of a segment, written once for both sides: the same walk runs with a
// BitEncoder that knows the new bytes and with a BitDecoder that makes them (DELTA, causal
// reference prediction). In order: the layouts, all copy steps, then the new bytes from first to
// last: copied ones as guessed references and corrections, fresh ones by context.
//
// Every chance is an integer made of bytes both sides have. Nothing a stream says can make the walk
// read outside of what OldReader allows or make more than `size` bytes.
#pragma once

#include "payload/delta/field_coder.h"
#include "payload/delta/frame_records.h"
#include "payload/delta/fresh_coder.h"
#include "payload/delta/segment_decoder.h"
#include "payload/delta/walk_plan.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <memory>

namespace upkeep::delta {

// Fills the span with the next fresh bytes.
using FreshSource = std::function<Result<void>(std::span<char>)>;

template <typename Coder> class PredictedWalk {
public:
    // `fresh`: all new bytes for an encoder, nothing for a decoder. `freshSource`: where fresh
    // bytes come from if they are not coded among the rest.
    PredictedWalk(Coder& coder,
                  const WalkPlan& plan,
                  const OldReader& old,
                  std::span<const quint8> fresh,
                  const NewSink& sink,
                  FreshSource freshSource = {})
        : m_coder(coder), m_plan(plan), m_oldLayout(plan.oldRegions), m_newLayout(plan.newRegions),
          m_addresses(m_oldLayout, m_newLayout, copiesOf(plan), m_logs.learned), m_reader(old),
          m_fresh(fresh), m_sink(sink), m_freshSource(std::move(freshSource)) {
        if (!m_freshSource)
            m_freshCoder = std::make_unique<FreshCoder>(m_logs.fresh, m_logs.history);
    }

    Result<void> run(const std::stop_token& stop) {
        UPKEEP_TRY(m_frames.read(m_oldLayout, m_reader));
        for (const WalkStep& step : m_plan.steps) {
            UPKEEP_TRY(copy(step, stop));
            UPKEEP_TRY(takeFresh(step.extra, stop));
        }
        return flush();
    }

private:
    static constexpr quint32 windowSize = 16 * 1024;
    static constexpr quint32 lookAhead = 64;
    static constexpr quint32 blockSize = 64;
    static constexpr quint32 partSize = 16; // of a block
    static constexpr size_t outBefore = 8;
    static constexpr size_t outSize = 64 * 1024;

    static qint64 sizeOf(const WalkPlan& plan) {
        qint64 size = 0;
        for (const WalkStep& step : plan.steps)
            size += step.copy + step.extra;
        return size;
    }
    static std::vector<CopyStep> copiesOf(const WalkPlan& plan) {
        std::vector<CopyStep> copies;
        qint64 at = 0;
        for (const WalkStep& step : plan.steps) {
            if (step.copy > 0)
                copies.push_back({step.old, at, step.copy});
            at += step.copy + step.extra;
        }
        return copies;
    }

    Result<void> copy(const WalkStep& step, const std::stop_token& stop) {
        m_finder.restart();
        m_sinceWrong = 0;
        m_blocks = 0;
        qint64 done = 0;
        while (done < step.copy) {
            UPKEEP_TRY(checkStop(stop));
            const qint64 position = step.old + done;
            const Region* region = m_oldLayout.atPosition(position);
            const qint64 end = m_oldLayout.nextBorder(position, step.old + step.copy);
            const auto limit = static_cast<quint32>(std::min<qint64>(windowSize, end - position));
            const auto seen =
                static_cast<quint32>(std::min<qint64>(windowSize + lookAhead, end - position));
            UPKEEP_TRY(
                m_reader(position, std::span(reinterpret_cast<char*>(m_window.data()), seen)));
            m_fields.clear();
            if (region)
                m_finder.find(*region,
                              quint32(position - region->position),
                              OldBytes(m_window.data(), seen),
                              limit,
                              m_fields);
            UPKEEP_TRY_AS(const quint32 made, copyWindow(region, limit));
            done += made;
        }
        return {};
    }

    // Makes the window's bytes, and those behind it that its last field covers.
    Result<quint32> copyWindow(const Region* region, quint32 limit) {
        const auto kind = static_cast<quint32>(region ? region->kind : RegionKind::Bytes);
        auto field = m_fields.begin();
        quint32 at = 0;
        while (at < limit) {
            const quint32 begin = at;
            quint32 end = std::min(at + blockSize, limit);
            const auto first = field;
            while (field != m_fields.end() && field->at < end) {
                end = std::max(end, field->at + field->width);
                ++field;
            }
            UPKEEP_TRY(copyBlock(kind, begin, end, std::span(first, field)));
            at = end;
        }
        return at;
    }

    Result<void>
    copyBlock(quint32 kind, quint32 begin, quint32 end, std::span<const Field> fields) {
        UPKEEP_TRY(reserve(end - begin));
        for (const Field& field : fields)
            m_addresses.expect(field.target);
        Block block{kind, begin, end, 0, 0};
        if constexpr (Coder::encodes)
            block.wrong = wrongBytes(block, fields);
        const bool dirty = codeDirty(block);
        quint32 at = begin;
        for (const Field& field : fields) {
            copyPlain(block, at, field.at, dirty);
            copyField(field);
            at = field.at + field.width;
        }
        copyPlain(block, at, end, dirty);
        return {};
    }

    // Bytes of the window that are made together.
    struct Block {
        quint32 kind;
        quint32 begin;
        quint32 end;
        quint64 wrong; // an encoder's: which bytes outside of fields differ
        quint32 told;  // for each part: 0 = not told yet, 1 = clean, 2 = dirty; 2 bits each
    };

    quint64 wrongBytes(const Block& block, std::span<const Field> fields) const {
        quint64 wrong = 0;
        const auto compare = [&](quint32 from, quint32 to) {
            for (quint32 at = from; at < to; ++at) {
                const quint8 fresh = m_fresh[size_t(m_made) + (at - block.begin)];
                wrong |= quint64(fresh != m_window[at]) << (at - block.begin);
            }
        };
        quint32 at = block.begin;
        for (const Field& field : fields) {
            compare(at, field.at);
            at = field.at + field.width;
        }
        compare(at, block.end);
        return wrong;
    }

    // Whether any byte of the block outside of its fields differs.
    bool codeDirty(const Block& block) {
        const quint32 kind = block.kind;
        const quint32 isShort = block.end - block.begin < blockSize ? 1 : 0;
        const FlagMixer<3>::Contexts contexts = {
            kind << 16 | (m_dirtyHistory & 0xFFF),
            kind << 16 | (m_dirtyHistory & 15) << 4 | std::min(m_blocks, 15U) << 8 | isShort,
            kind << 20 | quint32(std::bit_width(m_sinceWrong)) << 8 | isShort};
        const bool dirty = m_dirtyFlags.code(m_coder, block.wrong != 0, contexts, kind);
        m_dirtyHistory = m_dirtyHistory << 1 | quint32(dirty);
        m_fieldCoder.noteBytes(dirty);
        m_sinceWrong = dirty ? 0 : m_sinceWrong + 1;
        ++m_blocks;
        return dirty;
    }

    // The same of a part of it.
    bool codePart(Block& block, quint32 part) {
        const quint32 told = block.told >> (2 * part) & 3;
        if (told != 0)
            return told == 2;
        const quint32 place = block.kind << 16 | part << 12;
        const FlagMixer<3>::Contexts contexts = {
            place | (block.told & 0xFF),
            place | (m_partHistory & 0xFFF),
            place | quint32(std::popcount(m_wrongHistory & 0xFFFF)) | (m_dirtyHistory & 7) << 5};
        const quint64 mask = quint64(0xFFFF) << (partSize * part);
        const bool dirty =
            m_partFlags.code(m_coder, (block.wrong & mask) != 0, contexts, block.kind);
        m_partHistory = m_partHistory << 1 | quint32(dirty);
        block.told |= (dirty ? 2U : 1U) << (2 * part);
        return dirty;
    }

    void copyPlain(Block& block, quint32 from, quint32 to, bool dirty) {
        while (dirty && from < to) {
            const quint32 part = (from - block.begin) / partSize;
            const quint32 end = std::min(to, block.begin + (part + 1) * partSize);
            if (codePart(block, part)) {
                for (; from < end; ++from)
                    copyByte(block.kind, from);
            } else {
                copyClean(from, end);
                from = end;
            }
        }
        if (!dirty)
            copyClean(from, to);
    }

    void copyClean(quint32 from, quint32 to) {
        std::memcpy(m_out.data() + m_outSize, m_window.data() + from, to - from);
        advance(to - from);
    }

    void copyByte(quint32 kind, quint32 at) {
        const quint8 old = m_window[at];
        const quint32 oldBefore = at > 0 ? m_window[at - 1] : 0;
        const quint32 oldBefore2 = at > 1 ? m_window[at - 2] : 0;
        const quint32 recent = m_wrongHistory & 0xFF;
        const FlagMixer<4>::Contexts contexts = {
            kind << 16 | recent << 8 | old,
            kind << 24 | oldBefore << 16 | quint32(old) << 8 | (recent & 3),
            kind << 24 | oldBefore2 << 16 | oldBefore << 8 | (recent & 1),
            kind << 28 | (m_out[m_outSize - 1] == oldBefore) << 27 | quint32(old) << 16 |
                (m_wrongHistory & 0xFFFF)};
        const quint8 actual = Coder::encodes ? m_fresh[size_t(m_made)] : quint8(0);
        const bool wrong = m_wrongFlags.code(m_coder, actual != old, contexts, kind);
        m_wrongHistory = m_wrongHistory << 1 | quint32(wrong);
        quint8 byte = old;
        if (wrong) {
            const quint32 place = kind << 24;
            const auto last = static_cast<quint32>(this->last());
            const ByteMixer::Contexts mixed = {
                place | quint32(old),
                place | quint32(old) << 8 | oldBefore << 16,
                place | (last & 0xFF) | 1U << 23,
                (place | quint32(old) << 16 | (last & 0xFFFF)) * 0x2545F491U,
                place | (m_change & 0xFF) << 8 | quint32(old) | 1U << 22,
                ((last & 0xFFFFFF) | place) * 0x1B873593U};
            byte = m_bytes.code(m_coder, actual, mixed, {quint8(old + m_change), 1}, 0);
            m_change = quint8(byte - old);
        }
        m_out[m_outSize] = byte;
        advance(1);
    }

    void copyField(const Field& field) {
        FieldPlace place;
        const Region* region = m_newLayout.atPosition(m_made);
        place.address =
            region ? region->address + quint32(m_made - region->position) : quint32(m_made);
        place.region = region ? region->address : 0;
        place.image = region ? region->image : 0;
        place.bias = region ? region->bias : 0;
        if (const Region* table = region && isTableKind(field.kind)
                                      ? m_newLayout.before(*region, field.extra)
                                      : nullptr)
            place.table = table->address;
        place.oldValue = valueAt(m_window.data() + field.at, field.width);
        const quint64 actual = Coder::encodes ? valueAt(m_fresh.data() + m_made, field.width) : 0;
        const quint64 made = m_fieldCoder.code(m_coder, field, place, actual);
        if (field.width == 8)
            qToLittleEndian(made, m_out.data() + m_outSize);
        else
            qToLittleEndian(static_cast<quint32>(made), m_out.data() + m_outSize);
        advance(field.width);
    }

    static bool isTableKind(FieldKind kind) {
        return kind == FieldKind::TableOffset || kind == FieldKind::TablePlace;
    }

    static quint64 valueAt(const quint8* bytes, int width) {
        return width == 8 ? qFromLittleEndian<quint64>(bytes) : qFromLittleEndian<quint32>(bytes);
    }

    Result<void> takeFresh(qint64 count, const std::stop_token& stop) {
        return m_freshCoder ? codeFresh(count, stop) : readFresh(count, stop);
    }

    Result<void> readFresh(qint64 count, const std::stop_token& stop) {
        while (count > 0) {
            UPKEEP_TRY(checkStop(stop));
            const auto part = static_cast<quint32>(std::min<qint64>(count, windowSize));
            UPKEEP_TRY(reserve(part));
            UPKEEP_TRY(
                m_freshSource(std::span(reinterpret_cast<char*>(m_out.data() + m_outSize), part)));
            advance(part);
            count -= part;
        }
        return {};
    }

    Result<void> codeFresh(qint64 count, const std::stop_token& stop) {
        for (qint64 i = 0; i < count; ++i) {
            if (i % windowSize == 0) {
                UPKEEP_TRY(checkStop(stop));
                const Region* region = m_newLayout.atPosition(m_made);
                m_freshKind = region ? std::min(int(region->kind), 7) : 0;
            }
            UPKEEP_TRY(reserve(1));
            const quint8 actual = Coder::encodes ? m_fresh[size_t(m_made)] : quint8(0);
            m_out[m_outSize] = m_freshCoder->code(m_coder, actual, last(), m_freshKind);
            advance(1);
        }
        return {};
    }

    void advance(quint32 count) {
        m_outSize += count;
        m_made += count;
    }
    // The last eight bytes made, the very last one lowest.
    quint64 last() const { return qFromBigEndian<quint64>(m_out.data() + m_outSize - outBefore); }

    Result<void> checkStop(const std::stop_token& stop) const {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, {}, {}};
        return m_coder.isExhausted() ? walkDamaged("ends early") : Result<void>();
    }
    // Room for so many bytes (at most a block and a field).
    Result<void> reserve(quint32 count) {
        return m_outSize + count > m_out.size() ? flush() : Result<void>();
    }
    Result<void> flush() {
        const size_t size = m_outSize - outBefore;
        if (size == 0)
            return {};
        UPKEEP_TRY(m_sink(QByteArrayView(m_out.data() + outBefore, qsizetype(size))));
        std::copy_n(m_out.data() + size, outBefore, m_out.data());
        m_outSize = outBefore;
        return {};
    }

    Coder& m_coder;
    const WalkPlan& m_plan;
    WalkLogs m_logs = WalkLogs::of(sizeOf(m_plan));
    Layout m_oldLayout;
    Layout m_newLayout;
    AddressMap m_addresses;
    FrameRecords m_frames;
    ReferenceFinder m_finder{m_oldLayout, m_frames};
    ByteMixer m_bytes{m_logs.correction};
    FieldCoder m_fieldCoder{m_addresses, m_bytes, m_logs.flags};
    FlagMixer<3> m_dirtyFlags{m_logs.flags, regionKinds};
    FlagMixer<3> m_partFlags{m_logs.flags - 4, regionKinds};
    FlagMixer<4> m_wrongFlags{m_logs.flags, regionKinds};
    const OldReader& m_reader;
    std::span<const quint8> m_fresh;
    const NewSink& m_sink;
    FreshSource m_freshSource;
    std::unique_ptr<FreshCoder> m_freshCoder;
    std::vector<quint8> m_window = std::vector<quint8>(windowSize + lookAhead);
    std::vector<quint8> m_out = std::vector<quint8>(outSize); // what came before, then new bytes
    std::vector<Field> m_fields;
    size_t m_outSize = outBefore;
    qint64 m_made = 0;
    quint32 m_dirtyHistory = 0;
    quint32 m_partHistory = 0;
    quint32 m_wrongHistory = 0;
    quint32 m_sinceWrong = 0;
    quint32 m_blocks = 0;
    quint8 m_change = 0;
    int m_freshKind = 0;
};

} // namespace upkeep::delta
