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
#include "payload/delta/walk_bounds.h"

#include <algorithm>
#include <cstring>
#include <memory>

namespace upkeep::delta {

// A copy, then `extra` fresh bytes.
struct WalkStep {
    qint64 old = 0;
    qint64 copy = 0;
    qint64 extra = 0;
};

struct WalkPlan {
    std::vector<Region> oldRegions;
    std::vector<Region> newRegions;
    std::vector<WalkStep> steps;
};

// Fills the span with the next fresh bytes.
using FreshSource = std::function<Result<void>(std::span<char>)>;

inline Error walkDamaged(const char* cause) {
    return Error{ErrorCode::PatchInvalid, QStringLiteral("patch segment"), QLatin1String(cause)};
}

// Reads or writes the plan; what a decoder gets makes exactly `size` bytes.
template <typename Coder> Result<void> codePlan(Coder& coder, WalkPlan& plan, qint64 size) {
    codeRegions(coder, plan.oldRegions, nullptr);
    codeRegions(coder, plan.newRegions, &plan.oldRegions);
    std::array<NumberModel, 8> models;
    const quint64 count = models[0].code(coder, plan.steps.size());
    if (count > mostSteps)
        return walkDamaged("has too many steps");
    plan.steps.resize(count);
    qint64 expected = 0;
    qint64 left = size;
    size_t staysBefore = 0;
    for (WalkStep& step : plan.steps) {
        const qint64 seek =
            fromZigzag(models[1 + staysBefore].code(coder, toZigzag(step.old - expected)));
        const size_t stays = seek == 0 ? 1 : 0;
        step.old = expected + seek;
        step.copy = static_cast<qint64>(models[3 + stays].code(coder, quint64(step.copy)));
        step.extra = static_cast<qint64>(models[5 + stays].code(coder, quint64(step.extra)));
        if (step.old < 0 || step.copy > left || step.extra > left - step.copy)
            return walkDamaged("makes more bytes than its files have");
        if (coder.isExhausted())
            return walkDamaged("ends early");
        left -= step.copy + step.extra;
        expected = step.old + step.copy + step.extra;
        staysBefore = stays;
    }
    return left == 0 ? Result<void>() : walkDamaged("makes fewer bytes than its files have");
}

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
        const bool dirty = codeDirty(kind, begin, end, fields);
        quint32 at = begin;
        for (const Field& field : fields)
            m_addresses.expect(field.target);
        for (const Field& field : fields) {
            copyPlain(kind, at, field.at, dirty);
            copyField(field);
            at = field.at + field.width;
        }
        copyPlain(kind, at, end, dirty);
        return {};
    }

    // Whether any byte of the block outside of its fields differs.
    bool codeDirty(quint32 kind, quint32 begin, quint32 end, std::span<const Field> fields) {
        bool dirty = false;
        if constexpr (Coder::encodes) {
            quint32 at = begin;
            const auto differs = [&](quint32 from, quint32 to) {
                return to > from && std::memcmp(m_fresh.data() + m_made + (from - begin),
                                                m_window.data() + from,
                                                to - from) != 0;
            };
            for (const Field& field : fields) {
                dirty = dirty || differs(at, field.at);
                at = field.at + field.width;
            }
            dirty = dirty || differs(at, end);
        }
        const quint32 short_ = end - begin < blockSize ? 1 : 0;
        const FlagMixer<3>::Contexts contexts = {
            kind << 16 | (m_dirtyHistory & 0xFFF),
            kind << 16 | (m_dirtyHistory & 15) << 4 | std::min(m_blocks, 15U) << 8 | short_,
            kind << 20 | quint32(std::bit_width(m_sinceWrong)) << 8 | short_};
        dirty = m_dirtyFlags.code(m_coder, dirty, contexts, kind);
        m_dirtyHistory = m_dirtyHistory << 1 | quint32(dirty);
        m_fieldCoder.noteBytes(dirty);
        m_sinceWrong = dirty ? 0 : m_sinceWrong + 1;
        ++m_blocks;
        return dirty;
    }

    void copyPlain(quint32 kind, quint32 from, quint32 to, bool dirty) {
        if (!dirty) {
            std::memcpy(m_out.data() + m_outSize, m_window.data() + from, to - from);
            advance(to - from);
            return;
        }
        for (quint32 at = from; at < to; ++at)
            copyByte(kind, at);
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
            kind << 28 | (quint32(m_last & 0xFF) == oldBefore) << 27 | quint32(old) << 16 |
                (m_wrongHistory & 0xFFFF)};
        const quint8 actual = Coder::encodes ? m_fresh[size_t(m_made)] : quint8(0);
        const bool wrong = m_wrongFlags.code(m_coder, actual != old, contexts, kind);
        m_wrongHistory = m_wrongHistory << 1 | quint32(wrong);
        quint8 byte = old;
        if (wrong) {
            const quint32 place = kind << 24;
            const auto last = static_cast<quint32>(m_last);
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
        for (int i = 0; i < field.width; ++i)
            m_out[m_outSize + size_t(i)] = static_cast<quint8>(made >> (8 * i));
        advance(field.width);
    }

    static bool isTableKind(FieldKind kind) {
        return kind == FieldKind::TableOffset || kind == FieldKind::TablePlace;
    }

    static quint64 valueAt(const quint8* bytes, int width) {
        quint64 value = 0;
        for (int i = 0; i < width; ++i)
            value |= quint64(bytes[i]) << (8 * i);
        return value;
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
            m_out[m_outSize] = m_freshCoder->code(m_coder, actual, m_last, m_freshKind);
            advance(1);
        }
        return {};
    }

    void advance(quint32 count) {
        for (quint32 i = count > 8 ? count - 8 : 0; i < count; ++i)
            m_last = m_last << 8 | m_out[m_outSize + i];
        m_outSize += count;
        m_made += count;
    }

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
        const size_t size = std::exchange(m_outSize, 0);
        if (size == 0)
            return {};
        return m_sink(QByteArrayView(m_out.data(), qsizetype(size)));
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
    FlagMixer<4> m_wrongFlags{m_logs.flags, regionKinds};
    const OldReader& m_reader;
    std::span<const quint8> m_fresh;
    const NewSink& m_sink;
    FreshSource m_freshSource;
    std::unique_ptr<FreshCoder> m_freshCoder;
    std::vector<quint8> m_window = std::vector<quint8>(windowSize + lookAhead);
    std::vector<quint8> m_out = std::vector<quint8>(64 * 1024);
    std::vector<Field> m_fields;
    size_t m_outSize = 0;
    qint64 m_made = 0;
    quint64 m_last = 0; // the last eight bytes made
    quint32 m_dirtyHistory = 0;
    quint32 m_wrongHistory = 0;
    quint32 m_sinceWrong = 0;
    quint32 m_blocks = 0;
    quint8 m_change = 0;
    int m_freshKind = 0;
};

} // namespace upkeep::delta
