// SPDX-License-Identifier: Apache-2.0
#include "payload/patch_format.h"

#include "payload/delta/walk_bounds.h"
#include "payload/list_delta.h"
#include "payload/wire.h"

#include <QSet>

namespace upkeep {

namespace {

constexpr QByteArrayView magic("UPKEEP_PATCH\0", 13);
constexpr quint16 majorVersion = 1;
constexpr quint16 minorVersion = 0;
constexpr quint64 knownFeatures = 0;
constexpr qint64 fixedBytes = 13 + 2 + 2 + 8 + 4 + 4;
constexpr qint64 largestHeader = qint64(32) << 20;
constexpr qint64 mostEntries = 200'000;
constexpr qint64 largestFile = qint64(2) << 30;
constexpr qint64 heapBase = 32 * 1024;
constexpr qint64 sourceAlignment = 4096;
constexpr int smallestDictionaryLog = 10;
constexpr int largestDictionaryLog = 23;
constexpr qint64 mostDictionaries = qint64(24) << 20;
constexpr qint64 buffersKib = 2 * 1024;

const QString subject = QStringLiteral("patch");

Error unsupported(const QString& cause) {
    return Error{ErrorCode::PatchUnsupported, subject, cause};
}

struct Fixed {
    qint64 packedHeader = 0;
    qint64 rawHeader = 0;
};

Result<Fixed> readFixed(WireReader& reader) {
    UPKEEP_TRY(reader.expect(magic));
    UPKEEP_TRY_AS(const quint16 major, reader.u16());
    UPKEEP_TRY(reader.u16());
    UPKEEP_TRY_AS(const quint64 features, reader.u64());
    if (major != majorVersion)
        return unsupported(QStringLiteral("is of format %1").arg(major));
    if (features & ~knownFeatures)
        return unsupported(QStringLiteral("needs features %1").arg(features, 0, 16));
    UPKEEP_TRY_AS(const quint32 packed, reader.u32());
    UPKEEP_TRY_AS(const quint32 raw, reader.u32());
    if (packed > largestHeader || raw > largestHeader)
        return reader.invalid(QStringLiteral("the header is over 32 MiB"));
    return Fixed{packed, raw};
}

Result<void> readOutputs(WireReader& reader, PatchHead& head) {
    UPKEEP_TRY_AS(const qint64 count, reader.varint(mostEntries));
    for (qint64 i = 0; i < count; ++i) {
        PatchOutput output;
        UPKEEP_TRY_AS(output.entry, reader.varint(head.put.size() - 1));
        UPKEEP_TRY_AS(output.segment, reader.varint(mostEntries));
        UPKEEP_TRY_AS(const qint64 mainSource, reader.varint(head.sources.size()));
        output.mainSource = mainSource - 1;
        if (head.put[output.entry].type != EntryType::File)
            return reader.invalid(QStringLiteral("an output that is no file"));
        head.outputs.append(output);
    }
    return {};
}

Result<PatchStream> readStream(WireReader& reader, int expectedKind) {
    PatchStream stream;
    UPKEEP_TRY_AS(const quint8 kind, reader.u8());
    UPKEEP_TRY_AS(const quint8 contentClass, reader.u8());
    UPKEEP_TRY_AS(const quint8 codec, reader.u8());
    UPKEEP_TRY_AS(const quint8 dictionaryLog, reader.u8());
    if (kind != expectedKind || contentClass > static_cast<quint8>(ContentClass::Arm64))
        return unsupported(
            QStringLiteral("has a stream %1 of class %2").arg(kind).arg(contentClass));
    if (codec > static_cast<quint8>(Codec::Lzma))
        return unsupported(QStringLiteral("uses codec %1").arg(codec));
    stream.contentClass = ContentClass(contentClass);
    stream.codec = Codec(codec);
    stream.dictionaryLog = dictionaryLog;
    const bool fits = stream.codec == Codec::Raw ? dictionaryLog == 0
                                                 : dictionaryLog >= smallestDictionaryLog &&
                                                       dictionaryLog <= largestDictionaryLog;
    if (!fits)
        return reader.invalid(QStringLiteral("a dictionary of 2^%1 bytes").arg(dictionaryLog));
    UPKEEP_TRY_AS(stream.packed, reader.varint(largestFile));
    UPKEEP_TRY_AS(stream.raw, reader.varint(largestFile * 2));
    return stream;
}

qint64 dictionaryBytes(const PatchSegment& segment) {
    qint64 sum = 0;
    for (const PatchStream& stream : segment.streams)
        sum += stream.codec == Codec::Raw ? 0 : qint64(1) << stream.dictionaryLog;
    return sum;
}

Result<void> readStreams(WireReader& reader, PatchSegment& segment) {
    UPKEEP_TRY_AS(const quint8 streams, reader.u8());
    if (streams != patchStreamCount)
        return unsupported(QStringLiteral("has a segment of %1 streams").arg(streams));
    for (int kind = 0; kind < patchStreamCount; ++kind) {
        UPKEEP_TRY_AS(segment.streams[static_cast<size_t>(kind)], readStream(reader, kind));
    }
    if (dictionaryBytes(segment) > mostDictionaries)
        return reader.invalid(QStringLiteral("the dictionaries are over 24 MiB"));
    return {};
}

// Everything in the residual stream, and fresh bytes perhaps in their own.
bool isPredictedForm(const PatchSegment& segment) {
    const PatchStream& fresh = segment.streams[NewStream];
    return segment.streams[ControlStream].codec == Codec::Raw &&
           segment.streams[ResidualStream].codec == Codec::Raw &&
           fresh.dictionaryLog <= delta::freshDictionaryLog;
}

Result<PatchSegment> readSegment(WireReader& reader, const PatchHead& head, qint64 number) {
    PatchSegment segment;
    const qint64 outputs = head.outputs.size();
    UPKEEP_TRY_AS(segment.firstOutput, reader.varint(outputs));
    UPKEEP_TRY_AS(segment.outputCount, reader.varint(outputs - segment.firstOutput));
    for (qint64 i = 0; i < segment.outputCount; ++i) {
        if (head.outputs[segment.firstOutput + i].segment != number)
            return reader.invalid(QStringLiteral("an output is in two segments"));
    }
    UPKEEP_TRY_AS(const qint64 sources, reader.varint(head.sources.size()));
    for (qint64 i = 0; i < sources; ++i) {
        UPKEEP_TRY_AS(const qint64 source, reader.varint(head.sources.size() - 1));
        segment.sources.append(source);
    }
    UPKEEP_TRY_AS(segment.predictor, reader.u8());
    UPKEEP_TRY_AS(segment.predictorVersion, reader.u8());
    if (segment.predictor != 0) {
        UPKEEP_TRY_AS(segment.steps, reader.varint(delta::mostSteps));
    }
    const bool isKnown =
        segment.predictor == 0 || (segment.predictor == 1 && segment.predictorVersion == 1);
    if (!isKnown)
        return unsupported(QStringLiteral("uses predictor %1.%2")
                               .arg(segment.predictor)
                               .arg(segment.predictorVersion));
    UPKEEP_TRY(readStreams(reader, segment));
    if (segment.predictor != 0 && !isPredictedForm(segment))
        return reader.invalid(QStringLiteral("streams that are not those of predictor 1"));
    return segment;
}

// Places the streams behind the header; they must fill the file exactly.
Result<void> placeStreams(PatchHead& head, qint64 fileSize) {
    qint64 offset = head.streamsBegin;
    qint64 covered = 0;
    for (PatchSegment& segment : head.segments) {
        covered += segment.outputCount;
        for (PatchStream& stream : segment.streams) {
            stream.offset = offset;
            offset += stream.packed;
        }
    }
    if (offset != fileSize)
        return Error{
            ErrorCode::PatchInvalid, subject, QStringLiteral("its streams do not fill the file")};
    if (covered != head.outputs.size())
        return Error{
            ErrorCode::PatchInvalid, subject, QStringLiteral("an output is in no segment")};
    return {};
}

Result<PatchHead> readHeader(QByteArrayView header, const FileList& from) {
    WireReader reader(header, ErrorCode::PatchInvalid, subject);
    PatchHead head;
    UPKEEP_TRY_AS(head.fromTree, reader.digest());
    if (head.fromTree != from.treeHash())
        return reader.invalid(QStringLiteral("it starts from another tree"));
    UPKEEP_TRY_AS(head.toTree, reader.digest());
    UPKEEP_TRY_AS(head.heapKib, reader.varint(largestFile));
    UPKEEP_TRY(readListDelta(reader, from, head));
    UPKEEP_TRY(readOutputs(reader, head));
    UPKEEP_TRY_AS(const qint64 segments, reader.varint(mostEntries));
    for (qint64 i = 0; i < segments; ++i) {
        UPKEEP_TRY_AS(const PatchSegment segment, readSegment(reader, head, i));
        head.segments.append(segment);
    }
    if (!reader.atEnd())
        return reader.invalid(QStringLiteral("the header has bytes after its end"));
    if (head.heapKib < head.neededKib())
        return reader.invalid(QStringLiteral("it needs more memory than it says"));
    if (head.heapKib > head.largestHeapKib())
        return unsupported(QStringLiteral("needs %1 KiB of memory").arg(head.heapKib));
    return head;
}

void writeSegment(WireWriter& writer, const PatchSegment& segment) {
    writer.varint(static_cast<quint64>(segment.firstOutput));
    writer.varint(static_cast<quint64>(segment.outputCount));
    writer.varint(static_cast<quint64>(segment.sources.size()));
    for (const qint64 source : segment.sources)
        writer.varint(static_cast<quint64>(source));
    writer.u8(segment.predictor);
    writer.u8(segment.predictorVersion);
    if (segment.predictor != 0)
        writer.varint(static_cast<quint64>(segment.steps));
    writer.u8(patchStreamCount);
    for (int kind = 0; kind < patchStreamCount; ++kind) {
        const PatchStream& stream = segment.streams[static_cast<size_t>(kind)];
        writer.u8(static_cast<quint8>(kind));
        writer.u8(static_cast<quint8>(stream.contentClass));
        writer.u8(static_cast<quint8>(stream.codec));
        writer.u8(static_cast<quint8>(stream.dictionaryLog));
        writer.varint(static_cast<quint64>(stream.packed));
        writer.varint(static_cast<quint64>(stream.raw));
    }
}

QByteArray writeHeader(const PatchHead& head, const FileList& from) {
    WireWriter writer;
    writer.digest(head.fromTree);
    writer.digest(head.toTree);
    writer.varint(static_cast<quint64>(head.heapKib));
    writeListDelta(writer, from, head);
    writer.varint(static_cast<quint64>(head.outputs.size()));
    for (const PatchOutput& output : head.outputs) {
        writer.varint(static_cast<quint64>(output.entry));
        writer.varint(static_cast<quint64>(output.segment));
        writer.varint(static_cast<quint64>(output.mainSource + 1));
    }
    writer.varint(static_cast<quint64>(head.segments.size()));
    for (const PatchSegment& segment : head.segments)
        writeSegment(writer, segment);
    return writer.result();
}

} // namespace

Result<qint64> PatchHead::headBytes(QByteArrayView first64) {
    WireReader reader(first64, ErrorCode::PatchInvalid, subject);
    UPKEEP_TRY_AS(const Fixed fixed, readFixed(reader));
    return fixedBytes + fixed.packedHeader;
}

Result<PatchHead> PatchHead::parse(QByteArrayView start, qint64 fileSize, const FileList& from) {
    WireReader reader(start, ErrorCode::PatchInvalid, subject);
    UPKEEP_TRY_AS(const Fixed fixed, readFixed(reader));
    UPKEEP_TRY_AS(const QByteArrayView packed, reader.bytes(fixed.packedHeader));
    const Codec codec = fixed.packedHeader == fixed.rawHeader ? Codec::Raw : Codec::Zstd;
    const auto header = decompress(codec, packed, fixed.rawHeader);
    if (!header)
        return Error{ErrorCode::PatchInvalid, subject, header.error().cause};
    UPKEEP_TRY_AS(PatchHead head, readHeader(header.value(), from));
    head.streamsBegin = fixedBytes + fixed.packedHeader;
    UPKEEP_TRY(placeStreams(head, fileSize));
    return head;
}

Result<QByteArray> PatchHead::serialize(const FileList& from) const {
    const QByteArray header = writeHeader(*this, from);
    UPKEEP_TRY_AS(QByteArray packed, compress(Codec::Zstd, header, CodecSettings{19, 0, 3, 2}));
    if (packed.size() >= header.size())
        packed = header;
    WireWriter writer;
    writer.bytes(magic);
    writer.u16(majorVersion);
    writer.u16(minorVersion);
    writer.u64(knownFeatures);
    writer.u32(static_cast<quint32>(packed.size()));
    writer.u32(static_cast<quint32>(header.size()));
    writer.bytes(packed);
    return writer.result();
}

Result<FileList> PatchHead::newList(const FileList& from) const {
    const auto wrong = [](const char* cause) {
        return Error{ErrorCode::PatchInvalid, subject, QLatin1String(cause)};
    };
    QSet<RelativePath> gone(removed.begin(), removed.end());
    for (const FileEntry& entry : put)
        gone.insert(entry.path);
    QList<FileEntry> entries;
    for (const FileEntry& entry : from.entries()) {
        if (!gone.contains(entry.path))
            entries.append(entry);
    }
    auto list = FileList::fromEntries(entries + put);
    if (!list || list->treeHash() != toTree)
        return wrong("does not lead to the tree it names");
    return list;
}

qint64 PatchHead::outputBytes(const PatchSegment& segment) const {
    qint64 sum = 0;
    for (qint64 i = 0; i < segment.outputCount; ++i)
        sum += outputEntry(segment.firstOutput + i).size;
    return sum;
}

qint64 PatchHead::neededKib(const PatchSegment& segment) const {
    const qint64 walk = segment.predictor == 0 ? 0
                                               : delta::walkKib(outputBytes(segment),
                                                                segment.steps,
                                                                segment.streams[NewStream].raw > 0);
    return dictionaryBytes(segment) / 1024 + walk + buffersKib;
}

qint64 PatchHead::neededKib() const {
    qint64 most = 0;
    for (const PatchSegment& segment : segments)
        most = qMax(most, neededKib(segment));
    return most;
}

qint64 PatchHead::largestHeapKib() const {
    qint64 sum = 0;
    for (const PatchSource& source : sources)
        sum += source.size;
    return heapBase + sum / 50 / 1024;
}

QList<qint64> sourceStarts(const PatchHead& head, const PatchSegment& segment) {
    QList<qint64> starts;
    qint64 at = 0;
    for (const qint64 source : segment.sources) {
        starts.append(at);
        at += (head.sources[source].size + sourceAlignment - 1) / sourceAlignment * sourceAlignment;
    }
    return starts;
}

} // namespace upkeep
