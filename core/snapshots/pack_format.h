// SPDX-License-Identifier: Apache-2.0
// A pack holds contents of many files in compressed frames, and at its end says where each lies.
//
//   "UPKEEP_PACK\n", u16 major, u16 minor | frames, one after the other | trailer | u32 length of
//   the trailer, "PACK_END"
// Trailer: varint count of frames {varint packed size, varint size, u8 codec [, 32 bytes SHA-256 of
// another content, varint offset in it, varint length]}, varint count of
// pieces {32 bytes SHA-256 of the whole content, varint its size, varint offset of the piece in it,
// varint frame, varint offset in the frame, varint length}. The name of the file is the SHA-256 of
// the trailer. Contents below 512 KiB are one piece of a shared frame; larger ones are pieces of
// 4 MiB, each a frame of its own, and may go on in the next pack. Empty contents are in no pack.
// Codec 0 is as it is, 1 zstd, 3 zstd that begins with a part of another content (at most 8 MiB),
// which must not be packed on a further one.
#pragma once

#include "base/codec.h"
#include "base/digest.h"

#include <QList>

#include <optional>

namespace upkeep {

inline constexpr QByteArrayView packHead("UPKEEP_PACK\n\1\0\0\0", 16);
inline constexpr QByteArrayView packTail("PACK_END");
inline constexpr qint64 packTailSize = 12;
inline constexpr qint64 groupSize = 512 * 1024; // contents from here on have frames of their own
inline constexpr qint64 blockSize = 4 * 1024 * 1024;
inline constexpr qint64 maximumBase = 8 * 1024 * 1024;
inline constexpr qint64 packSize = 64 * 1024 * 1024;
inline constexpr qint64 maximumTrailer = 64 * 1024 * 1024;

// The part of another content that a frame refers to.
struct FrameBase {
    Digest object;
    qint64 offset = 0;
    qint64 length = 0;
};

struct PackFrame {
    qint64 offset = 0; // in the pack
    qint64 packedSize = 0;
    qint64 size = 0;
    Codec codec = Codec::Raw;
    std::optional<FrameBase> base = {};
};

struct PackPiece {
    Digest object;
    qint64 objectSize = 0;
    qint64 objectOffset = 0;
    qint64 frame = 0;
    qint64 frameOffset = 0;
    qint64 length = 0;
};

struct PackTrailer {
    QList<PackFrame> frames;
    QList<PackPiece> pieces;

    QByteArray serialize() const;
    // Strict: every piece lies in its frame and in its content; snapshot.damaged otherwise.
    static Result<PackTrailer> parse(QByteArrayView bytes);
    // Where the frames end and the trailer starts.
    qint64 end() const;
};

} // namespace upkeep
