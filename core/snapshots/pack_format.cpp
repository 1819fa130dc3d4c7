// SPDX-License-Identifier: Apache-2.0
#include "snapshots/pack_format.h"

#include "snapshots/byte_stream.h"

#include <limits>

namespace upkeep {

namespace {

constexpr quint8 zstdOnBase = 3;

void writeFrame(ByteWriter& writer, const PackFrame& frame) {
    writer.varint(static_cast<quint64>(frame.packedSize));
    writer.varint(static_cast<quint64>(frame.size));
    writer.number(frame.base ? zstdOnBase : static_cast<quint8>(frame.codec));
    if (!frame.base)
        return;
    writer.digest(frame.base->object);
    writer.varint(static_cast<quint64>(frame.base->offset));
    writer.varint(static_cast<quint64>(frame.base->length));
}

PackFrame readFrame(ByteReader& reader) {
    PackFrame frame;
    frame.packedSize = static_cast<qint64>(reader.varint());
    frame.size = static_cast<qint64>(reader.varint());
    const auto codec = reader.number<quint8>();
    frame.codec = codec == zstdOnBase ? Codec::Zstd : static_cast<Codec>(codec);
    if (codec != zstdOnBase)
        return frame;
    FrameBase base;
    base.object = reader.digest();
    base.offset = static_cast<qint64>(reader.varint());
    base.length = static_cast<qint64>(reader.varint());
    frame.base = base;
    return frame;
}

bool isSound(const FrameBase& base) {
    return base.offset >= 0 && base.length > 0 && base.length <= maximumBase &&
           base.offset <= std::numeric_limits<qint64>::max() - base.length;
}

// A frame is never packed into more than its content; a raw one is kept as it is.
bool isSound(const PackFrame& frame) {
    return frame.size > 0 && frame.size <= blockSize && frame.packedSize > 0 &&
           frame.packedSize <= frame.size &&
           (frame.codec == Codec::Zstd ||
            (frame.codec == Codec::Raw && frame.packedSize == frame.size)) &&
           (!frame.base || isSound(*frame.base));
}

bool isSound(const PackPiece& piece, const QList<PackFrame>& frames) {
    if (piece.frame < 0 || piece.frame >= frames.size())
        return false;
    const qint64 inFrame = frames[piece.frame].size;
    return piece.length > 0 && piece.frameOffset >= 0 && piece.frameOffset <= inFrame &&
           piece.length <= inFrame - piece.frameOffset && piece.objectOffset >= 0 &&
           piece.objectOffset <= piece.objectSize &&
           piece.length <= piece.objectSize - piece.objectOffset;
}

Error damagedTrailer() {
    return Error{
        ErrorCode::SnapshotDamaged, {}, QStringLiteral("the trailer of a pack is damaged")};
}

} // namespace

qint64 PackTrailer::end() const {
    return frames.isEmpty() ? packHead.size() : frames.last().offset + frames.last().packedSize;
}

QByteArray PackTrailer::serialize() const {
    ByteWriter writer;
    writer.varint(static_cast<quint64>(frames.size()));
    for (const PackFrame& frame : frames)
        writeFrame(writer, frame);
    writer.varint(static_cast<quint64>(pieces.size()));
    for (const PackPiece& piece : pieces) {
        writer.digest(piece.object);
        for (const qint64 value :
             {piece.objectSize, piece.objectOffset, piece.frame, piece.frameOffset, piece.length})
            writer.varint(static_cast<quint64>(value));
    }
    return writer.result();
}

Result<PackTrailer> PackTrailer::parse(QByteArrayView bytes) {
    ByteReader reader(bytes);
    PackTrailer trailer;
    const qsizetype frameCount = reader.count(3);
    trailer.frames.reserve(frameCount);
    for (qsizetype i = 0; i < frameCount; ++i) {
        PackFrame frame = readFrame(reader);
        frame.offset = trailer.end();
        if (!reader.isGood() || !isSound(frame))
            return damagedTrailer();
        trailer.frames.append(frame);
    }
    const qsizetype pieceCount = reader.count(37);
    trailer.pieces.reserve(pieceCount);
    for (qsizetype i = 0; i < pieceCount; ++i) {
        PackPiece piece;
        piece.object = reader.digest();
        for (qint64* value : {&piece.objectSize,
                              &piece.objectOffset,
                              &piece.frame,
                              &piece.frameOffset,
                              &piece.length})
            *value = static_cast<qint64>(reader.varint());
        if (!reader.isGood() || !isSound(piece, trailer.frames))
            return damagedTrailer();
        trailer.pieces.append(piece);
    }
    if (!reader.isComplete())
        return damagedTrailer();
    return trailer;
}

} // namespace upkeep
