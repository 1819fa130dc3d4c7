// SPDX-License-Identifier: Apache-2.0
#include "source/local_copy.h"

#include <array>
#include <cerrno>

#include <unistd.h>

namespace upkeep {

namespace {

constexpr qint64 pieceSize = 256 * 1024;

} // namespace

Result<void> readPieces(const Descriptor& from,
                        qint64 first,
                        qint64 last,
                        const PieceSink& sink,
                        const std::stop_token& stop) {
    const auto buffer = std::make_unique<std::array<char, pieceSize>>();
    while (first <= last) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, {}, {}};
        const auto wanted = static_cast<size_t>(qMin(pieceSize, last - first + 1));
        const ssize_t got = ::pread(from.get(), buffer->data(), wanted, first);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return Error{ErrorCode::FileFailed, {}, qt_error_string(errno)};
        if (got == 0)
            return Error{ErrorCode::SourceMissing, {}, QStringLiteral("ends at %1").arg(first)};
        UPKEEP_TRY(sink(QByteArrayView(buffer->data(), got)));
        first += got;
    }
    return {};
}

Result<RangesOutcome> readRanges(const Descriptor& from,
                                 qint64 offset,
                                 const RangesJob& job,
                                 const RangesSink& sink,
                                 const std::stop_token& stop) {
    for (qsizetype i = 0; i < job.ranges.size(); ++i) {
        const ByteRange& range = job.ranges[i];
        if (range.first < 0 || range.last >= job.length)
            return Error{ErrorCode::SourceMissing, job.url, QStringLiteral("ends before")};
        UPKEEP_TRY(readPieces(
            from,
            offset + range.first,
            offset + range.last,
            [&](QByteArrayView piece) { return sink(i, piece); },
            stop));
    }
    return RangesOutcome::Ranges;
}

Result<void> copyVerified(const Descriptor& from,
                          const LocalPayload& payload,
                          const LocalPath& to,
                          FileSystem& files,
                          const ProgressSink& progress,
                          const std::stop_token& stop) {
    const LocalPath part = to.withSuffix(".part");
    UPKEEP_TRY(files.removeTree(part)); // a copy is quicker than hashing what is there
    UPKEEP_TRY_AS(const std::unique_ptr<NewFile> file, files.create(part, 0600, payload.length));
    Sha256 hash;
    Progress report{Phase::Download, {}, QString::fromUtf8(to.basename()), 0, payload.length, 0, 0};
    const auto take = [&](QByteArrayView piece) -> Result<void> {
        UPKEEP_TRY(file->write(piece));
        hash.add(piece);
        report.done += piece.size();
        if (progress)
            progress(report);
        return {};
    };
    UPKEEP_TRY(readPieces(from, payload.offset, payload.offset + payload.length - 1, take, stop));
    UPKEEP_TRY(file->close(true));
    const Digest found = hash.finish();
    if (found != payload.sha256) {
        UPKEEP_TRY(files.removeFile(part));
        return Error{
            ErrorCode::DownloadHash, payload.url, QStringLiteral("has another hash than signed")};
    }
    UPKEEP_TRY(files.replace(part, to));
    return files.syncFolder(to.parent());
}

} // namespace upkeep
