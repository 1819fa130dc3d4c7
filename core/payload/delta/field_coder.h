// SPDX-License-Identifier: Apache-2.0
// Codes what became of the references in copied bytes: mostly that a guess was right, else how far
// it missed. What is decoded teaches the guesses that follow.
#pragma once

#include "payload/delta/address_map.h"
#include "payload/delta/byte_mixer.h"
#include "payload/delta/flag_mixer.h"
#include "payload/delta/reference_value.h"

namespace upkeep::delta {

class FieldCoder {
public:
    FieldCoder(AddressMap& addresses, ByteMixer& bytes, int flagsLog)
        : m_addresses(addresses), m_bytes(bytes), m_framesLog(flagsLog + 1),
          m_frameOf(size_t(2) << flagsLog), m_right(flagsLog, fieldKinds * 6) {}

    // `value` is the new one (a decoder's is ignored); returns it. `place.begin` is filled in here.
    template <typename Coder>
    quint64 code(Coder& coder, const Field& field, FieldPlace place, quint64 value) {
        place.begin = m_begin;
        const auto kind = static_cast<size_t>(field.kind);
        const size_t lane = laneOf(field);
        const Guess guess = guessFor(field, place, lane);
        const quint64 first = cut(field, compose(field, place, guess.target));
        quint64 made = first;
        quint32 target = guess.target;
        const size_t selector = kind * 6 + static_cast<size_t>(guess.source);
        const bool unchanged = first == place.oldValue;
        const typename FlagMixer<3>::Contexts contexts = {
            quint32(selector) << 8 | (m_history[lane] & 0xFF),
            quint32(kind) << 26 ^ field.target,
            quint32(selector) << 8 | quint32(m_recent & 15) << 4 | quint32(unchanged)};
        const bool right = m_right.code(coder, value == first, contexts, selector);
        if (!right)
            made =
                codeMiss(coder, field, place, value, guess, secondFor(field, guess, lane), target);
        m_history[lane] = m_history[lane] << 1 | quint32(!right);
        m_recent = m_recent << 1 | quint32(!right);
        settle(field, lane, place, made, right ? guess.target : target);
        return made;
    }

    // Bytes between fields went wrong, or right: fields beside them rather do, too.
    void noteBytes(bool wrong) { m_recent = m_recent << 1 | quint32(wrong); }

private:
    static quint64 cut(const Field& field, quint64 value) {
        return field.width == 8 ? value : value & 0xFFFFFFFF;
    }
    static size_t laneOf(const Field& field) {
        const bool inRow = field.kind >= FieldKind::Pointer && field.kind <= FieldKind::RowOffset;
        const bool inRecord = field.kind == FieldKind::GoData ||
                              field.kind == FieldKind::TablePlace ||
                              field.kind == FieldKind::TableOffset;
        return static_cast<size_t>(field.kind) * 8 + (inRow || inRecord ? field.extra & 7U : 0U);
    }

    Guess guessFor(const Field& field, const FieldPlace& place, size_t lane) const {
        if (field.kind == FieldKind::Relative && field.extra == frameBegin) {
            // The index before has told whose record begins 8 bytes before.
            const FrameOf& known = frameSlot(place.address - 8);
            if (known.record == place.address - 8)
                return {known.function, GuessSource::LearnedOften};
        }
        if (field.kind == FieldKind::RowPlace)
            return {field.target + m_shift[lane], GuessSource::Nearby};
        return m_addresses.guess(field.target);
    }

    // Rows rather go on as the one before them.
    quint32 secondFor(const Field& field, const Guess& first, size_t lane) const {
        if (field.kind == FieldKind::RowPlace)
            return m_addresses.guess(field.target).target;
        const quint32 second = m_addresses.second(field.target, first);
        const bool inRow = field.kind == FieldKind::RowOffset ||
                           field.kind == FieldKind::ImageOffset ||
                           field.kind >= FieldKind::TableOffset;
        const bool shifts =
            inRow && (second == first.target || first.source == GuessSource::Copied);
        return shifts ? field.target + m_shift[lane] : second;
    }

    template <typename Coder>
    quint64 codeMiss(Coder& coder,
                     const Field& field,
                     const FieldPlace& place,
                     quint64 value,
                     const Guess& guess,
                     quint32 secondTarget,
                     quint32& target) {
        const auto kind = static_cast<size_t>(field.kind);
        const auto source = static_cast<size_t>(guess.source);
        const quint64 first = cut(field, compose(field, place, guess.target));
        const quint64 second = cut(field, compose(field, place, secondTarget));
        if (second != first && m_second[kind][source].code(coder, value == second)) {
            target = secondTarget;
            return second;
        }
        const bool canStay = place.oldValue != first && place.oldValue != second;
        if (canStay && m_stays[kind][source].code(coder, value == place.oldValue)) {
            target = extract(field, place, place.oldValue, guess.target);
            return place.oldValue;
        }
        // A guess off the grain may not reach what the field says: then it is coded as bytes.
        const int grain = grainLog(field);
        const quint32 wanted = extract(field, place, value, guess.target);
        const auto missed = static_cast<qint32>(wanted - guess.target) >> grain;
        const quint32 reached = guess.target + (static_cast<quint32>(missed) << grain);
        const bool inForm = cut(field, compose(field, place, reached)) == value;
        if (!m_inForm[kind].code(coder, inForm)) {
            target = guess.target;
            return codeBytes(coder, field, place.oldValue, value);
        }
        const qint64 coded =
            fromZigzag(m_distance[kind * 2 + (source > 1)].code(coder, toZigzag(missed)));
        target = guess.target + (static_cast<quint32>(coded) << grain);
        return cut(field, compose(field, place, target));
    }

    template <typename Coder>
    quint64 codeBytes(Coder& coder, const Field& field, quint64 oldValue, quint64 value) {
        quint64 made = 0;
        for (int i = 0; i < field.width; ++i) {
            const auto old = static_cast<quint8>(oldValue >> (8 * i));
            const quint32 place = quint32(field.kind) << 20 | quint32(i) << 16;
            const quint32 last = i > 0 ? quint32(made >> (8 * (i - 1))) & 0xFF : 0;
            const ByteMixer::Contexts contexts = {place | old,
                                                  place | last,
                                                  place | last << 8 | old,
                                                  place,
                                                  quint32(made * 0x9E3779B1U) + place,
                                                  quint32(oldValue) ^ place};
            made |= quint64(m_bytes.code(coder, quint8(value >> (8 * i)), contexts, {}, 1))
                    << (8 * i);
        }
        return made;
    }

    void
    settle(const Field& field, size_t lane, const FieldPlace& place, quint64 made, quint32 target) {
        if (field.kind == FieldKind::Relative)
            m_begin = target;
        m_shift[lane] = target - field.target;
        noteFrame(field, target);
        if (field.kind == FieldKind::ArmPage) {
            m_pages[made & 31] = extract(field, place, made, 0);
            return;
        }
        if (field.kind == FieldKind::ArmOffset)
            target = m_pages[(made >> 5) & 31] | (target & 0xFFF);
        if (field.kind != FieldKind::Length)
            m_addresses.learn(field.target, target);
    }

    // Rows of the call frame index.
    void noteFrame(const Field& field, quint32 target) {
        if (field.kind != FieldKind::RowOffset)
            return;
        if (field.extra == 1)
            m_rowFunction = target;
        else
            frameSlot(target) = {target, m_rowFunction};
    }

    struct FrameOf {
        quint32 record = 0;
        quint32 function = 0;
    };
    FrameOf& frameSlot(quint32 record) {
        return m_frameOf[(record * 0x9E3779B1U) >> (32 - m_framesLog)];
    }
    const FrameOf& frameSlot(quint32 record) const {
        return m_frameOf[(record * 0x9E3779B1U) >> (32 - m_framesLog)];
    }

    AddressMap& m_addresses;
    ByteMixer& m_bytes;
    int m_framesLog;
    std::vector<FrameOf> m_frameOf;
    quint32 m_rowFunction = 0;
    FlagMixer<3> m_right;
    std::array<std::array<BitModel, 6>, fieldKinds> m_second;
    std::array<std::array<BitModel, 6>, fieldKinds> m_stays;
    std::array<BitModel, fieldKinds> m_inForm;
    std::array<NumberModel, fieldKinds * 2> m_distance;
    std::array<quint32, fieldKinds * 8> m_history{};
    std::array<quint32, fieldKinds * 8> m_shift{};
    std::array<quint32, 32> m_pages{};
    quint32 m_recent = 0;
    quint32 m_begin = 0;
};

} // namespace upkeep::delta
