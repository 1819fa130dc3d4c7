// SPDX-License-Identifier: Apache-2.0
#include "payload/apply_patch.h"

#include "payload/delta/segment_decoder.h"
#include "payload/old_files.h"
#include "payload/read_at.h"

namespace upkeep {

namespace {

constexpr qint64 fixedHead = 64;
constexpr qint64 largestHead = (qint64(64) << 20) + fixedHead;

Error damaged(const char* cause) {
    return Error{ErrorCode::PatchInvalid, QStringLiteral("patch"), QLatin1String(cause)};
}

// The open patch and its head.
struct OpenPatch {
    Descriptor descriptor;
    PatchHead head;
};

Result<OpenPatch> openPatch(const LocalPath& path, FileSystem& files) {
    UPKEEP_TRY_AS(const FileStat stat, files.stat(path));
    UPKEEP_TRY_AS(Descriptor descriptor, files.open(path));
    QByteArray start(qMin(stat.size, fixedHead), '\0');
    UPKEEP_TRY(
        readAt(descriptor.get(), 0, std::span(start.data(), static_cast<size_t>(start.size()))));
    UPKEEP_TRY_AS(const qint64 headSize, PatchHead::headBytes(start));
    if (headSize > stat.size || headSize > largestHead)
        return damaged("ends in its header");
    start.resize(headSize);
    UPKEEP_TRY(
        readAt(descriptor.get(), 0, std::span(start.data(), static_cast<size_t>(start.size()))));
    UPKEEP_TRY_AS(PatchHead head, PatchHead::parse(start, stat.size));
    return OpenPatch{std::move(descriptor), std::move(head)};
}

Result<StreamDecoder> openStream(int descriptor, const PatchStream& stream) {
    auto block = std::make_shared<QByteArray>(64 * 1024, Qt::Uninitialized);
    return StreamDecoder::create(
        stream.codec,
        [descriptor, block, at = stream.offset, left = stream.packed]() mutable
        -> Result<QByteArrayView> {
            const auto count = qMin<qint64>(left, block->size());
            UPKEEP_TRY(
                readAt(descriptor, at, std::span(block->data(), static_cast<size_t>(count))));
            at += count;
            left -= count;
            return QByteArrayView(*block).first(count);
        },
        stream.dictionaryLog);
}

// Cuts the bytes of a segment into its outputs.
class OutputCutter {
public:
    OutputCutter(const PatchHead& head,
                 const PatchSegment& segment,
                 QHash<Digest, qsizetype>& wanted,
                 const ContentSink& sink)
        : m_head(head), m_output(segment.firstOutput),
          m_end(segment.firstOutput + segment.outputCount), m_wanted(wanted), m_sink(sink) {}

    Result<void> take(QByteArrayView piece) {
        while (!piece.isEmpty()) {
            if (m_output == m_end)
                return damaged("makes more bytes than its files have");
            const FileEntry& entry = m_head.outputEntry(m_output);
            const QByteArrayView own = piece.first(qMin<qint64>(piece.size(), entry.size - m_done));
            m_done += own.size();
            const bool last = m_done == entry.size;
            // An output that nobody needs (its content was found elsewhere) is only run through.
            if (const auto number = m_wanted.constFind(entry.digest); number != m_wanted.constEnd())
                UPKEEP_TRY(m_sink(number.value(), own, last));
            piece = piece.sliced(own.size());
            if (last) {
                m_wanted.remove(entry.digest);
                ++m_output;
                m_done = 0;
            }
        }
        return {};
    }

private:
    const PatchHead& m_head;
    qint64 m_output;
    qint64 m_end;
    qint64 m_done = 0;
    QHash<Digest, qsizetype>& m_wanted;
    const ContentSink& m_sink;
};

qint64 segmentSize(const PatchHead& head, const PatchSegment& segment) {
    qint64 size = 0;
    for (qint64 i = 0; i < segment.outputCount; ++i)
        size += head.outputEntry(segment.firstOutput + i).size;
    return size;
}

bool isNeeded(const PatchHead& head,
              const PatchSegment& segment,
              const QHash<Digest, qsizetype>& wanted) {
    for (qint64 i = 0; i < segment.outputCount; ++i) {
        if (wanted.contains(head.outputEntry(segment.firstOutput + i).digest))
            return true;
    }
    return false;
}

Result<void> applySegment(const OpenPatch& patch,
                          const PatchSegment& segment,
                          OldFiles& old,
                          const NewSink& sink,
                          const std::stop_token& stop) {
    UPKEEP_TRY(old.layOut(patch.head, segment));
    UPKEEP_TRY_AS(StreamDecoder control,
                  openStream(patch.descriptor.get(), segment.streams[ControlStream]));
    UPKEEP_TRY_AS(StreamDecoder residual,
                  openStream(patch.descriptor.get(), segment.streams[ResidualStream]));
    UPKEEP_TRY_AS(StreamDecoder fresh,
                  openStream(patch.descriptor.get(), segment.streams[NewStream]));
    const qint64 size = segmentSize(patch.head, segment);
    const OldReader reader = [&](qint64 position, std::span<char> into) {
        return old.read(position, into);
    };
    if (segment.predictor != 0) {
        std::optional<StreamDecoder> own;
        if (segment.streams[NewStream].raw > 0)
            own = std::move(fresh);
        return decodePredicted(std::move(residual), std::move(own), size, reader, sink, stop);
    }
    return decodeSegment(
        {std::move(control), std::move(residual), std::move(fresh)}, size, reader, sink, stop);
}

// Only this segment's files are lost: they are fetched in another way.
bool concernsOneSegment(ErrorCode code) {
    return code == ErrorCode::PatchInvalid || code == ErrorCode::PatchSourceMissing ||
           code == ErrorCode::CodecFailed || code == ErrorCode::PayloadHash;
}

} // namespace

Result<PatchHead> readPatchHead(const LocalPath& patch, FileSystem& files) {
    UPKEEP_TRY_AS(OpenPatch open, openPatch(patch, files));
    return std::move(open.head);
}

Result<void> applyPatch(const PatchInput& input,
                        FileSystem& files,
                        const ContentSink& sink,
                        std::stop_token stop) {
    UPKEEP_TRY_AS(const OpenPatch patch, openPatch(input.patch, files));
    QHash<Digest, qsizetype> wanted;
    for (const qsizetype entry : input.entries)
        wanted.insert(input.wanted.entries()[entry].digest, entry);
    OldFiles old(files, input.sources);
    for (const PatchSegment& segment : patch.head.segments) {
        if (!isNeeded(patch.head, segment, wanted))
            continue;
        OutputCutter cutter(patch.head, segment, wanted, sink);
        const auto applied = applySegment(
            patch, segment, old, [&](QByteArrayView piece) { return cutter.take(piece); }, stop);
        if (!applied && !concernsOneSegment(applied.error().code))
            return applied.error();
    }
    return {};
}

} // namespace upkeep
