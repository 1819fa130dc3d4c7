// SPDX-License-Identifier: Apache-2.0
#include "payload/package_index.h"

#include "base/codec.h"
#include "payload/wire.h"

namespace upkeep {

namespace {

constexpr QByteArrayView magic("UPKEEP_INDEX");
constexpr quint16 majorVersion = 1;
constexpr quint16 minorVersion = 0;
constexpr qint64 largestIndex = qint64(64) << 20;
constexpr int largestIndexLog = 26;
constexpr qint64 largestPackage = qint64(4) << 30;
constexpr qint64 mostFrames = 400'000;
constexpr qint64 largestFrame = qint64(8) << 20;
// A bomb: over 200 bytes from each one that was fetched, where it is enough to hurt.
constexpr qint64 highestRatio = 200;
constexpr qint64 ratioFree = qint64(64) << 20;

const QString subject = QStringLiteral("package index");

Result<QByteArray> unpack(QByteArrayView asset) {
    // The unpacked length is not known beforehand, so it is bounded while it comes.
    bool handedOut = false;
    const auto source = [&]() -> Result<QByteArrayView> {
        return std::exchange(handedOut, true) ? QByteArrayView() : asset;
    };
    UPKEEP_TRY_AS(StreamDecoder decoder,
                  StreamDecoder::create(Codec::Zstd, source, largestIndexLog));
    QByteArray bytes;
    std::array<char, 64 * 1024> piece{};
    while (bytes.size() <= largestIndex) {
        UPKEEP_TRY_AS(const qsizetype count, decoder.readSome(piece));
        if (count == 0)
            return bytes;
        bytes.append(piece.data(), count);
    }
    return Error{ErrorCode::PayloadLimit, subject, QStringLiteral("is over 64 MiB")};
}

Result<QList<Frame>> readFrames(WireReader& reader, qint64 packageLength) {
    UPKEEP_TRY_AS(const qint64 count, reader.varint(mostFrames));
    QList<Frame> frames;
    qint64 offset = 0;
    qint64 rawOffset = 0;
    for (qint64 i = 0; i < count; ++i) {
        Frame frame;
        frame.offset = offset;
        frame.rawOffset = rawOffset;
        UPKEEP_TRY_AS(frame.packed, reader.varint(largestFrame * 2));
        UPKEEP_TRY_AS(frame.raw, reader.varint(largestFrame));
        UPKEEP_TRY_AS(const quint8 kind, reader.u8());
        if (kind > 1)
            return reader.invalid(QStringLiteral("a frame of an unknown kind"));
        frame.kind = FrameKind(kind);
        UPKEEP_TRY_AS(frame.packedDigest, reader.digest());
        if (frame.kind == FrameKind::Data) {
            UPKEEP_TRY_AS(frame.rawDigest, reader.digest());
        }
        if (frame.packed == 0 || frame.raw == 0)
            return reader.invalid(QStringLiteral("an empty frame"));
        offset += frame.packed;
        rawOffset += frame.raw;
        if (offset > packageLength)
            return reader.invalid(QStringLiteral("the frames are longer than the package"));
        frames.append(frame);
    }
    if (offset != packageLength)
        return reader.invalid(QStringLiteral("the frames do not fill the package"));
    if (rawOffset > ratioFree && rawOffset / highestRatio > packageLength)
        return Error{ErrorCode::PayloadLimit,
                     subject,
                     QStringLiteral("unpacks to over 200 times its length")};
    return frames;
}

// A place must hold the whole file: inside one G frame, or at the start of enough D frames.
bool holds(const QList<Frame>& frames, const FilePlace& place, qint64 size) {
    const Frame& first = frames[place.firstFrame];
    if (first.kind == FrameKind::Group)
        return place.offset + size <= first.raw;
    qint64 found = 0;
    for (qint64 i = place.firstFrame;
         i < frames.size() && frames[i].kind == FrameKind::Data && found < size;
         ++i)
        found += frames[i].raw;
    return place.offset == 0 && found == size;
}

Result<QList<FilePlace>> readPlaces(WireReader& reader, const PackageIndex& index) {
    QList<FilePlace> places;
    for (const FileEntry& entry : index.files.entries()) {
        FilePlace place;
        if (entry.type == EntryType::File && entry.size > 0) {
            UPKEEP_TRY_AS(place.firstFrame, reader.varint(index.frames.size() - 1));
            UPKEEP_TRY_AS(place.offset, reader.varint(largestFrame));
            if (!holds(index.frames, place, entry.size))
                return reader.invalid(QString::fromUtf8(entry.path.bytes()) +
                                      QStringLiteral(" does not lie where it should"));
        }
        places.append(place);
    }
    return places;
}

} // namespace

Result<PackageIndex> PackageIndex::parse(QByteArrayView asset) {
    auto unpacked = unpack(asset);
    if (!unpacked)
        return Error{unpacked.error().code == ErrorCode::PayloadLimit ? ErrorCode::PayloadLimit
                                                                      : ErrorCode::PayloadInvalid,
                     subject,
                     unpacked.error().cause};
    WireReader reader(unpacked.value(), ErrorCode::PayloadInvalid, subject);
    PackageIndex index;
    UPKEEP_TRY(reader.expect(magic));
    UPKEEP_TRY_AS(const quint16 major, reader.u16());
    if (major != majorVersion)
        return Error{
            ErrorCode::PatchUnsupported, subject, QStringLiteral("is of format %1").arg(major)};
    UPKEEP_TRY(reader.u16());
    UPKEEP_TRY_AS(index.treeHash, reader.digest());
    UPKEEP_TRY_AS(index.packageLength, reader.varint(largestPackage));
    UPKEEP_TRY_AS(index.packageDigest, reader.digest());
    UPKEEP_TRY_AS(index.frames, readFrames(reader, index.packageLength));
    UPKEEP_TRY_AS(const QByteArrayView list, reader.block(largestIndex));
    auto files = FileList::parse(list);
    if (!files)
        return reader.invalid(files.error().toString());
    index.files = std::move(files).value();
    if (index.files.treeHash() != index.treeHash)
        return reader.invalid(QStringLiteral("the file list is not that of the tree"));
    UPKEEP_TRY_AS(index.places, readPlaces(reader, index));
    if (!reader.atEnd())
        return reader.invalid(QStringLiteral("has bytes after its end"));
    return index;
}

Result<QByteArray> PackageIndex::serialize() const {
    WireWriter writer;
    writer.bytes(magic);
    writer.u16(majorVersion);
    writer.u16(minorVersion);
    writer.digest(treeHash);
    writer.varint(static_cast<quint64>(packageLength));
    writer.digest(packageDigest);
    writer.varint(static_cast<quint64>(frames.size()));
    for (const Frame& frame : frames) {
        writer.varint(static_cast<quint64>(frame.packed));
        writer.varint(static_cast<quint64>(frame.raw));
        writer.u8(static_cast<quint8>(frame.kind));
        writer.digest(frame.packedDigest);
        if (frame.kind == FrameKind::Data)
            writer.digest(frame.rawDigest);
    }
    writer.block(files.serialize());
    for (const FilePlace& place : places) {
        if (place.firstFrame < 0)
            continue;
        writer.varint(static_cast<quint64>(place.firstFrame));
        writer.varint(static_cast<quint64>(place.offset));
    }
    return compress(Codec::Zstd, writer.result(), CodecSettings{19, 0, 3, 2});
}

QList<qint64> PackageIndex::framesOf(qsizetype entry) const {
    QList<qint64> found;
    const FilePlace& place = places[entry];
    if (place.firstFrame < 0)
        return found;
    qint64 left = files.entries()[entry].size;
    for (qint64 i = place.firstFrame; left > 0 && i < frames.size(); ++i) {
        found.append(i);
        left -= frames[i].kind == FrameKind::Group ? left : frames[i].raw;
    }
    return found;
}

qint64 PackageIndex::tarOffset(qsizetype entry) const {
    const FilePlace& place = places[entry];
    return place.firstFrame < 0 ? 0 : frames[place.firstFrame].rawOffset + place.offset;
}

} // namespace upkeep
