// SPDX-License-Identifier: Apache-2.0
#include "payload/apply_patch.h"

#include "payload/delta/segment_decoder.h"

#include <unistd.h>

#include <cerrno>

namespace upkeep {

namespace {

constexpr qint64 fixedHead = 64;
constexpr qint64 largestHead = (qint64(64) << 20) + fixedHead;

Error damaged(const char* cause) {
    return Error{ErrorCode::PatchInvalid, QStringLiteral("patch"), QLatin1String(cause)};
}

Result<void> readAt(int descriptor, qint64 offset, std::span<char> into) {
    while (!into.empty()) {
        const ssize_t count = ::pread(descriptor, into.data(), into.size(), offset);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return Error{ErrorCode::FileFailed,
                         {},
                         count < 0 ? qt_error_string(errno) : QStringLiteral("ends early")};
        into = into.subspan(static_cast<size_t>(count));
        offset += count;
    }
    return {};
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

// The old files of one segment as one address space, each checked against its hash before it is
// used.
class OldFiles {
public:
    // nullopt: one of them cannot be had.
    static Result<std::optional<OldFiles>> open(const PatchHead& head,
                                                const PatchSegment& segment,
                                                const QHash<Digest, LocalPath>& places,
                                                FileSystem& files) {
        OldFiles old;
        const QList<qint64> starts = sourceStarts(head, segment);
        for (qsizetype i = 0; i < segment.sources.size(); ++i) {
            const PatchSource& source = head.sources[segment.sources[i]];
            const auto place = places.constFind(source.digest);
            if (place == places.constEnd())
                return std::optional<OldFiles>();
            auto descriptor = files.open(place.value());
            if (!descriptor)
                return std::optional<OldFiles>();
            const auto digest = Digest::ofFile(descriptor->get());
            if (!digest || digest.value() != source.digest)
                return std::optional<OldFiles>();
            old.m_files.push_back({starts[i], source.size, std::move(descriptor).value()});
        }
        return std::optional<OldFiles>(std::move(old));
    }

    Result<void> read(qint64 position, std::span<char> into) const {
        for (const Part& part : m_files) {
            if (position < part.start || position >= part.start + part.size)
                continue;
            if (position + static_cast<qint64>(into.size()) > part.start + part.size)
                break;
            return readAt(part.descriptor.get(), position - part.start, into);
        }
        return damaged("copies bytes that no old file has");
    }

private:
    struct Part {
        qint64 start = 0;
        qint64 size = 0;
        Descriptor descriptor;
    };
    std::vector<Part> m_files;
};

// Cuts the bytes of a segment into its outputs.
class OutputCutter {
public:
    OutputCutter(const PatchHead& head,
                 const PatchSegment& segment,
                 const QHash<Digest, qsizetype>& wanted,
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
    const QHash<Digest, qsizetype>& m_wanted;
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
                          const OldFiles& old,
                          const QHash<Digest, qsizetype>& wanted,
                          const ContentSink& sink,
                          const std::stop_token& stop) {
    UPKEEP_TRY_AS(StreamDecoder control,
                  openStream(patch.descriptor.get(), segment.streams[ControlStream]));
    UPKEEP_TRY_AS(StreamDecoder residual,
                  openStream(patch.descriptor.get(), segment.streams[ResidualStream]));
    UPKEEP_TRY_AS(StreamDecoder fresh,
                  openStream(patch.descriptor.get(), segment.streams[NewStream]));
    OutputCutter cutter(patch.head, segment, wanted, sink);
    auto decoded = decodeSegment(
        {std::move(control), std::move(residual), std::move(fresh)},
        segmentSize(patch.head, segment),
        [&](qint64 position, std::span<char> into) { return old.read(position, into); },
        [&](QByteArrayView piece) { return cutter.take(piece); },
        stop);
    // A codec that gives up and a file that is not what was signed both mean: this patch is
    // damaged.
    if (!decoded && (decoded.error().code == ErrorCode::CodecFailed ||
                     decoded.error().code == ErrorCode::PayloadHash))
        return Error{ErrorCode::PatchInvalid, decoded.error().subject, decoded.error().cause};
    return decoded;
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
    for (const PatchSegment& segment : patch.head.segments) {
        if (!isNeeded(patch.head, segment, wanted))
            continue;
        UPKEEP_TRY_AS(const auto old, OldFiles::open(patch.head, segment, input.sources, files));
        if (old)
            UPKEEP_TRY(applySegment(patch, segment, *old, wanted, sink, stop));
    }
    return {};
}

} // namespace upkeep
