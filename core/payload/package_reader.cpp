// SPDX-License-Identifier: Apache-2.0
#include "payload/package_reader.h"

#include "base/codec.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace upkeep {

namespace {

constexpr qsizetype pieceSize = 256 * 1024;
constexpr qint64 largestPackedFrame = qint64(16) << 20;
constexpr int largestFrameLog = 25;

Error cancelled() {
    return Error{ErrorCode::Cancelled, {}, {}};
}

QList<qsizetype> inTarOrder(const PackageIndex& index, QList<qsizetype> entries) {
    std::sort(entries.begin(), entries.end(), [&](qsizetype a, qsizetype b) {
        return index.tarOffset(a) < index.tarOffset(b);
    });
    return entries;
}

// Fetched frames and salvaged pieces, the last one decoded kept: many small files share one.
class FrameFolder {
public:
    FrameFolder(const PackageIndex& index,
                LocalPath folder,
                const Salvage& salvage,
                FileSystem& files)
        : m_index(index), m_folder(std::move(folder)), m_pieces(index, salvage, files),
          m_files(files) {}

    bool has(qint64 number) const { return wasFetched(number) || m_pieces.has(number); }

    Result<QByteArrayView> read(qint64 number) {
        if (number == m_number)
            return QByteArrayView(m_content);
        m_number = -1;
        if (wasFetched(number)) {
            UPKEEP_TRY_AS(m_content, unpack(number));
        } else {
            auto piece = m_pieces.read(number);
            if (!piece)
                return mismatch(number);
            m_content = *std::move(piece);
        }
        m_number = number;
        return QByteArrayView(m_content);
    }

private:
    bool wasFetched(qint64 number) const {
        return !m_folder.isEmpty() && m_files.exists(pathOf(number));
    }
    Result<QByteArray> unpack(qint64 number) const {
        const Frame& frame = m_index.frames[number];
        UPKEEP_TRY_AS(const QByteArray packed, m_files.read(pathOf(number), largestPackedFrame));
        if (Digest::of(packed) != frame.packedDigest)
            return mismatch(number);
        UPKEEP_TRY_AS(QByteArray content,
                      decompress(Codec::Zstd, packed, frame.raw, largestFrameLog));
        if (frame.kind == FrameKind::Data && Digest::of(content) != frame.rawDigest)
            return mismatch(number);
        return content;
    }
    LocalPath pathOf(qint64 number) const {
        return m_folder / (QByteArray::number(number) + ".frame").constData();
    }
    static Error mismatch(qint64 number) {
        return Error{ErrorCode::PayloadHash,
                     QStringLiteral("frame %1").arg(number),
                     QStringLiteral("is not the one that was signed")};
    }

    const PackageIndex& m_index;
    LocalPath m_folder;
    SalvagedPieces m_pieces;
    FileSystem& m_files;
    qint64 m_number = -1;
    QByteArray m_content;
};

Result<void> readEntry(const PackageIndex& index,
                       qsizetype entry,
                       FrameFolder& frames,
                       const ContentSink& sink) {
    const qint64 size = index.files.entries()[entry].size;
    qint64 written = 0;
    for (const qint64 number : index.framesOf(entry)) {
        UPKEEP_TRY_AS(const QByteArrayView raw, frames.read(number));
        const qint64 from = written == 0 ? index.places[entry].offset : 0;
        const QByteArrayView piece = raw.sliced(from, qMin(size - written, raw.size() - from));
        written += piece.size();
        UPKEEP_TRY(sink(entry, piece, written == size));
    }
    return {};
}

// A frame that is not what was signed costs its files only: they are fetched again.
bool isDamage(ErrorCode code) {
    return code == ErrorCode::PayloadHash || code == ErrorCode::CodecFailed ||
           code == ErrorCode::ParseTooLarge;
}

// The tar bytes of a package, forwards only.
class TarStream {
public:
    static Result<TarStream> open(const LocalPath& package, FileSystem& files) {
        UPKEEP_TRY_AS(Descriptor descriptor, files.open(package));
        auto input = std::make_unique<Input>();
        input->descriptor = std::move(descriptor);
        input->block.resize(pieceSize);
        Input* raw = input.get();
        UPKEEP_TRY_AS(StreamDecoder decoder,
                      StreamDecoder::create(
                          Codec::Zstd, [raw]() -> Result<QByteArrayView> { return raw->next(); }));
        return TarStream(std::move(input), std::move(decoder));
    }

    Result<void> skipTo(qint64 offset) {
        std::array<char, 64 * 1024> unused{};
        while (m_at < offset) {
            const auto count = static_cast<size_t>(qMin<qint64>(offset - m_at, unused.size()));
            UPKEEP_TRY(m_decoder.read(std::span(unused).first(count)));
            m_at += static_cast<qint64>(count);
        }
        return {};
    }

    Result<QByteArrayView> read(qint64 count) {
        m_piece.resize(qMin<qint64>(count, pieceSize));
        UPKEEP_TRY(m_decoder.read(std::span(m_piece.data(), static_cast<size_t>(m_piece.size()))));
        m_at += m_piece.size();
        return QByteArrayView(m_piece);
    }

private:
    struct Input {
        Descriptor descriptor;
        QByteArray block;

        Result<QByteArrayView> next() {
            ssize_t count = 0;
            do {
                count = ::read(descriptor.get(), block.data(), static_cast<size_t>(block.size()));
            } while (count < 0 && errno == EINTR);
            if (count < 0)
                return Error{ErrorCode::FileFailed, {}, qt_error_string(errno)};
            return QByteArrayView(block).first(count);
        }
    };

    TarStream(std::unique_ptr<Input> input, StreamDecoder decoder)
        : m_input(std::move(input)), m_decoder(std::move(decoder)) {}

    std::unique_ptr<Input> m_input;
    StreamDecoder m_decoder;
    QByteArray m_piece;
    qint64 m_at = 0;
};

Result<void> readStream(const PackageIndex& index,
                        const QList<qsizetype>& entries,
                        const LocalPath& package,
                        FileSystem& files,
                        const ContentSink& sink,
                        std::stop_token stop) {
    UPKEEP_TRY_AS(TarStream tar, TarStream::open(package, files));
    for (const qsizetype entry : inTarOrder(index, entries)) {
        UPKEEP_TRY(tar.skipTo(index.tarOffset(entry)));
        qint64 left = index.files.entries()[entry].size;
        while (left > 0) {
            if (stop.stop_requested())
                return cancelled();
            UPKEEP_TRY_AS(const QByteArrayView piece, tar.read(left));
            left -= piece.size();
            UPKEEP_TRY(sink(entry, piece, left == 0));
        }
    }
    return {};
}

} // namespace

Result<QList<qsizetype>> readFrames(const PackageIndex& index,
                                    const QList<qsizetype>& entries,
                                    const LocalPath& folder,
                                    const Salvage& salvage,
                                    FileSystem& files,
                                    const ContentSink& sink,
                                    std::stop_token stop) {
    FrameFolder frames(index, folder, salvage, files);
    QList<qsizetype> left;
    for (const qsizetype entry : inTarOrder(index, entries)) {
        if (stop.stop_requested())
            return cancelled();
        const QList<qint64> needed = index.framesOf(entry);
        const bool complete = std::all_of(
            needed.begin(), needed.end(), [&](qint64 number) { return frames.has(number); });
        if (!complete) {
            left.append(entry);
            continue;
        }
        const auto read = readEntry(index, entry, frames, sink);
        if (!read && !isDamage(read.error().code))
            return read.error();
        if (!read)
            left.append(entry);
    }
    return left;
}

Result<void> readPackage(const PackageIndex& index,
                         const QList<qsizetype>& entries,
                         const LocalPath& package,
                         FileSystem& files,
                         const ContentSink& sink,
                         std::stop_token stop) {
    auto read = readStream(index, entries, package, files, sink, std::move(stop));
    if (!read && read.error().code == ErrorCode::CodecFailed)
        return Error{ErrorCode::PayloadInvalid, package.display(), read.error().cause};
    return read;
}

} // namespace upkeep
