// SPDX-License-Identifier: Apache-2.0
#include "payload/apply_patch.h"

#include "base/task_pool.h"
#include "payload/delta/segment_decoder.h"
#include "payload/old_files.h"
#include "payload/read_at.h"

#include <algorithm>
#include <mutex>

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

Result<OpenPatch> openPatch(const LocalPath& path, const FileList& from, FileSystem& files) {
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
    UPKEEP_TRY_AS(PatchHead head, PatchHead::parse(start, stat.size, from));
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

// The contents nobody has made yet. A segment claims each before it writes, so that of two that
// make the same content (which only a damaged patch has) one does.
class WantedContents {
public:
    explicit WantedContents(const PatchInput& input) {
        for (const qsizetype entry : input.entries)
            m_entries.insert(input.wanted.entries()[entry].digest, entry);
    }
    bool has(const Digest& digest) const {
        const std::scoped_lock lock(m_mutex);
        return m_entries.contains(digest);
    }
    // Its entry; -1 where it is not wanted, or no longer.
    qsizetype claim(const Digest& digest) {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_entries.constFind(digest);
        if (found == m_entries.constEnd())
            return -1;
        const qsizetype entry = found.value();
        m_entries.erase(found);
        return entry;
    }

private:
    mutable std::mutex m_mutex;
    QHash<Digest, qsizetype> m_entries;
};

// Cuts the bytes of a segment into its outputs.
class OutputCutter {
public:
    OutputCutter(const PatchHead& head,
                 const PatchSegment& segment,
                 WantedContents& wanted,
                 ContentSink sink)
        : m_head(head), m_output(segment.firstOutput),
          m_end(segment.firstOutput + segment.outputCount), m_wanted(wanted),
          m_sink(std::move(sink)) {}

    Result<void> take(QByteArrayView piece) {
        while (!piece.isEmpty()) {
            if (m_output == m_end)
                return damaged("makes more bytes than its files have");
            const FileEntry& entry = m_head.outputEntry(m_output);
            if (m_done == 0)
                m_entry = m_wanted.claim(entry.digest);
            const QByteArrayView own = piece.first(qMin<qint64>(piece.size(), entry.size - m_done));
            m_done += own.size();
            const bool last = m_done == entry.size;
            // An output that nobody needs (its content was found elsewhere) is only run through.
            if (m_entry >= 0)
                UPKEEP_TRY(m_sink(m_entry, own, last));
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
    qsizetype m_entry = -1;
    WantedContents& m_wanted;
    ContentSink m_sink;
};

bool isNeeded(const PatchHead& head, const PatchSegment& segment, const WantedContents& wanted) {
    for (qint64 i = 0; i < segment.outputCount; ++i) {
        if (wanted.has(head.outputEntry(segment.firstOutput + i).digest))
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
    const qint64 size = patch.head.outputBytes(segment);
    const OldReader reader = [&](qint64 position, std::span<char> into) {
        return old.read(position, into);
    };
    if (segment.predictor != 0) {
        std::optional<StreamDecoder> own;
        if (segment.streams[NewStream].raw > 0)
            own = std::move(fresh);
        return decodePredicted(
            std::move(residual), std::move(own), {size, segment.steps}, reader, sink, stop);
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

Result<PatchHead> readPatchHead(const LocalPath& patch, const FileList& from, FileSystem& files) {
    UPKEEP_TRY_AS(OpenPatch open, openPatch(patch, from, files));
    return std::move(open.head);
}

Result<void> applyPatch(const PatchInput& input,
                        FileSystem& files,
                        const SinkMaker& sinks,
                        const std::stop_token& stop) {
    UPKEEP_TRY_AS(const OpenPatch patch, openPatch(input.patch, input.from, files));
    WantedContents wanted(input);
    // The longest first: it takes the time.
    QList<const PatchSegment*> needed;
    for (const PatchSegment& segment : patch.head.segments) {
        if (isNeeded(patch.head, segment, wanted))
            needed.append(&segment);
    }
    std::stable_sort(needed.begin(), needed.end(), [&](auto* a, auto* b) {
        return patch.head.outputBytes(*a) > patch.head.outputBytes(*b);
    });
    std::vector<PoolTask> tasks;
    for (const PatchSegment* const segment : std::as_const(needed)) {
        const auto decode = [&, segment](const std::stop_token& stopped) -> Result<void> {
            OldFiles old(files, input.sources);
            OutputCutter cutter(patch.head, *segment, wanted, sinks());
            const auto applied = applySegment(
                patch,
                *segment,
                old,
                [&](QByteArrayView piece) { return cutter.take(piece); },
                stopped);
            return applied || concernsOneSegment(applied.error().code) ? Result<void>() : applied;
        };
        tasks.push_back({patch.head.neededKib(*segment) * 1024, decode});
    }
    return runTasks(tasks, {machineThreads(), patch.head.largestHeapKib() * 1024}, stop);
}

} // namespace upkeep
