// SPDX-License-Identifier: Apache-2.0
// For the tests of the byte engine: executables in miniature, edits, and both directions of a
// segment without a patch around it.
#pragma once

#include "payload/delta/segment_decoder.h"
#include "publish/segment_encoder.h"

#include <QRandomGenerator>
#include <QtEndian>

namespace upkeep::test {

using Random = QRandomGenerator;

inline QByteArray randomBytes(Random& random, qsizetype size) {
    QByteArray bytes(size, Qt::Uninitialized);
    for (char& byte : bytes)
        byte = static_cast<char>(random.generate());
    return bytes;
}

template <typename T> inline void put(QByteArray& bytes, qsizetype at, T value) {
    qToLittleEndian(value, bytes.data() + at);
}

// An executable in miniature: a header, one section of code whose calls all lead to functions, one
// of relocations, one of data. `gaps` bytes more lie between the functions.
struct Program {
    quint16 machine = 0x3E;
    int functions = 400;
    int gap = 0;
};

constexpr quint64 codeAt = 0x1000;

inline qint64 functionAt(const Program& program, int number) {
    // One function in the middle grew.
    return number * 64 + (number > program.functions / 2 ? program.gap : 0);
}

inline QByteArray machineCode(const Program& program) {
    QByteArray code(functionAt(program, program.functions), '\x90');
    Random random(7);
    for (int i = 0; i < program.functions; ++i) {
        for (int call = 0; call < 4; ++call) {
            const qint64 at = functionAt(program, i) + call * 12;
            const auto target = functionAt(program, int(random.bounded(program.functions)));
            if (program.machine == 0x3E) {
                code[at] = '\xE8';
                put(code, at + 1, qint32(target - at - 5));
            } else {
                put(code, at, 0x94000000U | (quint32((target - at) >> 2) & 0x3FFFFFF));
            }
            put(code, at + 8, quint32(i * 4 + call) * 2654435761U);
        }
    }
    return code;
}

inline QByteArray relocationsOf(const Program& program) {
    QByteArray rows(program.functions * 24, '\0');
    for (int i = 0; i < program.functions; ++i) {
        put(rows, i * 24, quint64(0x40000 + i * 8));
        put(rows, i * 24 + 8, quint64(8));
        put(rows, i * 24 + 16, codeAt + quint64(functionAt(program, (i * 7) % program.functions)));
    }
    return rows;
}

inline QByteArray elfOf(const Program& program) {
    const QByteArray code = machineCode(program);
    const QByteArray rows = relocationsOf(program);
    const QByteArray names("\0.text\0.rela.dyn\0", 17);
    QByteArray file(codeAt, '\0');
    file.replace(0,
                 7,
                 QByteArray("\x7f"
                            "ELF\x02\x01\x01",
                            7));
    put(file, 16, quint16(3));
    put(file, 18, program.machine);
    file += code + rows + names;
    const auto table = quint64(file.size());
    put(file, 0x28, table);
    put(file, 0x3C, quint16(4));
    put(file, 0x3E, quint16(3));
    file.append(QByteArray(4 * 64, '\0'));
    const auto section = [&](int number,
                             quint32 name,
                             quint32 type,
                             quint64 flags,
                             quint64 address,
                             quint64 offset,
                             quint64 size) {
        const qsizetype at = qsizetype(table) + number * 64;
        put(file, at, name);
        put(file, at + 4, type);
        put(file, at + 8, flags);
        put(file, at + 16, address);
        put(file, at + 24, offset);
        put(file, at + 32, size);
    };
    section(1, 1, 1, 6, codeAt, codeAt, quint64(code.size()));
    section(2, 7, 4, 2, 0x20000, codeAt + quint64(code.size()), quint64(rows.size()));
    section(3, 0, 3, 0, 0, table - quint64(names.size()), quint64(names.size()));
    return file;
}

inline Result<StreamDecoder> streamOf(const EncodedSegment& segment, PatchStreamKind kind) {
    const QByteArray bytes = segment.packed[kind];
    return StreamDecoder::create(
        segment.streams[kind].codec,
        [bytes, done = false]() mutable -> Result<QByteArrayView> {
            return std::exchange(done, true) ? QByteArrayView() : QByteArrayView(bytes);
        },
        qMax(10, segment.streams[kind].dictionaryLog));
}

inline OldReader readerOf(QByteArrayView old) {
    return [old](qint64 position, std::span<char> into) -> Result<void> {
        if (position < 0 || position + qint64(into.size()) > old.size())
            return Error{ErrorCode::PatchInvalid, {}, {}};
        std::copy_n(old.data() + position, into.size(), into.data());
        return {};
    };
}

inline Result<EncodedSegment> encode(const QByteArray& old, const QByteArray& fresh) {
    UPKEEP_TRY_AS(const QList<MatchStep> steps, matchBytes(old, fresh, betterByElsewhere, {}));
    return encodeSegment({old, {0}, fresh, {0}, {0}, ContentClass::Other}, steps, {});
}

inline qsizetype sizeOf(const EncodedSegment& segment) {
    qsizetype size = 0;
    for (const QByteArray& packed : segment.packed)
        size += packed.size();
    return size;
}

inline Result<QByteArray>
decode(const EncodedSegment& segment, const QByteArray& old, qint64 size) {
    QByteArray made;
    const NewSink sink = [&](QByteArrayView piece) {
        made.append(piece.data(), piece.size());
        return Result<void>();
    };
    const OldReader reader =
        readerOf(segment.used.isEmpty() ? QByteArrayView() : QByteArrayView(old));
    UPKEEP_TRY_AS(StreamDecoder control, streamOf(segment, ControlStream));
    UPKEEP_TRY_AS(StreamDecoder residual, streamOf(segment, ResidualStream));
    UPKEEP_TRY_AS(StreamDecoder fresh, streamOf(segment, NewStream));
    if (segment.predictor == 0) {
        UPKEEP_TRY(decodeSegment(
            {std::move(control), std::move(residual), std::move(fresh)}, size, reader, sink, {}));
        return made;
    }
    std::optional<StreamDecoder> own;
    if (segment.streams[NewStream].raw > 0)
        own = std::move(fresh);
    UPKEEP_TRY(decodePredicted(
        std::move(residual), std::move(own), {size, segment.steps}, reader, sink, {}));
    return made;
}

inline QByteArray edited(QByteArray bytes, Random& random, int edits) {
    for (int i = 0; i < edits && !bytes.isEmpty(); ++i) {
        const qsizetype at = random.bounded(int(bytes.size()));
        const qsizetype length = 1 + random.bounded(200);
        switch (random.bounded(4)) {
        case 0:
            bytes.remove(at, length);
            break;
        case 1:
            bytes.insert(at, randomBytes(random, length));
            break;
        case 2:
            bytes.insert(at, bytes.mid(random.bounded(int(bytes.size())), length));
            break;
        default:
            bytes[at] = static_cast<char>(random.generate());
        }
    }
    return bytes;
}

} // namespace upkeep::test
