// SPDX-License-Identifier: Apache-2.0
// Packages, indexes and patches as a thief of the signing keys would publish them: well-formed on
// the outside, with one thing inside that no tool of ours would write.
#pragma once

#include "base/codec.h"
#include "payload/package_index.h"
#include "payload/patch_format.h"
#include "payload/wire.h"
#include "support/small_world.h"

#include <QtEndian>

namespace upkeep::test {

inline QByteArray unpackAll(QByteArrayView packed) {
    bool handedOut = false;
    auto decoder = StreamDecoder::create(Codec::Zstd, [&]() -> Result<QByteArrayView> {
        return std::exchange(handedOut, true) ? QByteArrayView() : packed;
    });
    QByteArray bytes;
    std::array<char, 4096> piece{};
    for (auto count = decoder->readSome(piece); count && *count > 0;
         count = decoder->readSome(piece))
        bytes.append(piece.data(), *count);
    return bytes;
}

inline QByteArray packed(const QByteArray& bytes) {
    return compress(Codec::Zstd, bytes, {3, 0, 3, 2}).value();
}

// A line of a file list put where the order wants it.
inline void insertLine(QByteArray& list, const QByteArray& line) {
    const auto pathOf = [](const QByteArray& text) { return text.split('\t').value(4); };
    QByteArrayList lines = list.split('\n');
    qsizetype at = 0;
    while (at < lines.size() - 1 && pathOf(lines[at]) < pathOf(line))
        ++at;
    lines.insert(at, line);
    list = lines.join('\n');
}

using ListBend = std::function<void(QByteArray& list)>;

// An index with another file list, whose hash it names.
inline QByteArray bendIndex(const QByteArray& asset, const ListBend& bend, Digest& tree) {
    constexpr qsizetype treeAt = 12 + 2 + 2;
    QByteArray raw = unpackAll(asset);
    const QByteArray list = PackageIndex::parse(asset)->files.serialize();
    QByteArray bent = list;
    bend(bent);
    tree = Digest::of(bent);
    WireWriter before;
    before.block(list);
    WireWriter after;
    after.block(bent);
    raw.replace(before.result(), after.result());
    raw.replace(treeAt, 32, tree.raw());
    return packed(raw);
}

// A patch with another header, byte for byte.
inline QByteArray bendHeader(const QByteArray& asset,
                             const std::function<void(QByteArray&)>& bend) {
    constexpr qsizetype lengthsAt = 13 + 2 + 2 + 8;
    constexpr qsizetype headerAt = lengthsAt + 8;
    const auto length = qFromLittleEndian<quint32>(asset.constData() + lengthsAt);
    QByteArray header = unpackAll(asset.sliced(headerAt, length));
    bend(header);
    const QByteArray small = packed(header);
    WireWriter lengths;
    lengths.u32(quint32(small.size()));
    lengths.u32(quint32(header.size()));
    return asset.first(lengthsAt) + lengths.result() + small + asset.sliced(headerAt + length);
}

// A patch from the tree of that list whose head says something else, as values.
inline QByteArray bendPatch(const QByteArray& asset,
                            const FileList& from,
                            const std::function<void(PatchHead&)>& bend) {
    PatchHead head =
        PatchHead::parse(asset.first(PatchHead::headBytes(asset).value()), asset.size(), from)
            .value();
    const QByteArray streams = asset.sliced(head.streamsBegin);
    bend(head);
    return head.serialize(from).value() + streams;
}

// zstd that asks for a window of 2^log bytes, its content stored as it is.
inline QByteArray storedWithWindow(QByteArrayView content, int log) {
    QByteArray bytes("\x28\xB5\x2F\xFD\x00", 5);
    bytes += char((log - 10) << 3);
    constexpr qsizetype block = 128 * 1024;
    for (qsizetype at = 0; at < content.size(); at += block) {
        const auto piece = content.sliced(at, qMin(block, content.size() - at));
        const bool last = at + block >= content.size();
        const auto header = quint32(piece.size() << 3 | (last ? 1 : 0));
        for (int shift = 0; shift < 24; shift += 8)
            bytes += char(header >> shift);
        bytes += piece;
    }
    return bytes;
}

} // namespace upkeep::test
