// SPDX-License-Identifier: Apache-2.0
#include "source/folder_source.h"

#include <array>
#include <cerrno>

#include <unistd.h>

namespace upkeep {

namespace {

constexpr qint64 pieceSize = 256 * 1024;

class FolderMetadata final : public MetadataTransport {
public:
    FolderMetadata(FileSystem& files, LocalPath folder)
        : m_files(files), m_folder(std::move(folder)) {}

    Result<std::optional<QByteArray>>
    metadata(const QByteArray& fileName, qint64 limit, std::stop_token) override {
        return read("metadata/" + fileName, limit);
    }
    Result<std::optional<QByteArray>>
    target(const QByteArray& pathWithHash, qint64 limit, std::stop_token) override {
        return read("targets/" + pathWithHash, limit);
    }

private:
    Result<std::optional<QByteArray>> read(const QByteArray& name, qint64 limit) {
        UPKEEP_TRY_AS(const RelativePath path, RelativePath::parse(name));
        auto bytes = m_files.read(m_folder / LocalName(path), limit);
        if (bytes.has_value())
            return std::optional<QByteArray>(*std::move(bytes));
        if (bytes.error().code == ErrorCode::FileNotFound)
            return std::optional<QByteArray>();
        return bytes.error();
    }

    FileSystem& m_files;
    LocalPath m_folder;
};

class FolderSource final : public ReleaseSource {
public:
    FolderSource(const LocalPath& folder, FileSystem& files, std::unique_ptr<Fetcher> fetcher)
        : m_folder(folder), m_files(files), m_metadata(files, folder),
          m_fetcher(std::move(fetcher)) {}

    MetadataTransport& metadata() override { return m_metadata; }
    Fetcher& fetcher() override { return *m_fetcher; }
    Result<QUrl> payloadUrl(const QString& url) const override {
        UPKEEP_TRY_AS(const LocalPath path, payloadPath(url));
        return QUrl::fromLocalFile(path.display());
    }
    Result<void> download(const QString& url,
                          qint64 length,
                          const Digest& sha256,
                          const LocalPath& to,
                          FileSystem& files,
                          const ProgressSink& progress,
                          std::stop_token stop) override;
    Result<void> downloadRange(const QString& url,
                               qint64 first,
                               qint64 last,
                               const RangeSink& sink,
                               std::stop_token stop) override;

private:
    Result<LocalPath> payloadPath(const QString& url) const {
        const auto path = RelativePath::parse(url.toUtf8());
        if (!path.has_value() || path->parent().isEmpty())
            return Error{ErrorCode::SourceInvalid, url, QStringLiteral("is not <tag>/<asset>")};
        return m_folder / "releases" / LocalName(*path);
    }
    Result<Descriptor> openPayload(const QString& url);

    LocalPath m_folder;
    FileSystem& m_files;
    FolderMetadata m_metadata;
    std::unique_ptr<Fetcher> m_fetcher;
};

// Hands bytes first..last to the sink; fewer there are is source.missing.
Result<void> readPieces(const Descriptor& from,
                        qint64 first,
                        qint64 last,
                        const RangeSink& sink,
                        std::stop_token stop) {
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

Result<void> FolderSource::download(const QString& url,
                                    qint64 length,
                                    const Digest& sha256,
                                    const LocalPath& to,
                                    FileSystem& files,
                                    const ProgressSink& progress,
                                    std::stop_token stop) {
    UPKEEP_TRY_AS(const Descriptor from, openPayload(url));
    const LocalPath part = to.withSuffix(".part");
    UPKEEP_TRY(files.removeTree(part)); // a copy is quicker than hashing what is there
    UPKEEP_TRY_AS(const std::unique_ptr<NewFile> file, files.create(part, 0600, length));
    Sha256 hash;
    Progress report{Phase::Download, {}, QString::fromUtf8(to.basename()), 0, length, 0, 0};
    const auto take = [&](QByteArrayView piece) -> Result<void> {
        UPKEEP_TRY(file->write(piece));
        hash.add(piece);
        report.done += piece.size();
        if (progress)
            progress(report);
        return {};
    };
    UPKEEP_TRY(readPieces(from, 0, length - 1, take, stop));
    UPKEEP_TRY(file->close(true));
    const Digest found = hash.finish();
    if (found != sha256) {
        UPKEEP_TRY(files.removeFile(part));
        return Error{ErrorCode::DownloadHash, url, QStringLiteral("has another hash than signed")};
    }
    UPKEEP_TRY(files.replace(part, to));
    return files.syncFolder(to.parent());
}

Result<void> FolderSource::downloadRange(
    const QString& url, qint64 first, qint64 last, const RangeSink& sink, std::stop_token stop) {
    UPKEEP_TRY_AS(const Descriptor from, openPayload(url));
    return readPieces(from, first, last, sink, stop);
}

Result<Descriptor> FolderSource::openPayload(const QString& url) {
    UPKEEP_TRY_AS(const LocalPath path, payloadPath(url));
    auto opened = m_files.open(path);
    if (!opened.has_value() && opened.error().code == ErrorCode::FileNotFound)
        return Error{ErrorCode::SourceMissing, url, opened.error().cause};
    return opened;
}

} // namespace

std::unique_ptr<ReleaseSource>
makeFolderSource(const LocalPath& folder, FileSystem& files, std::unique_ptr<Fetcher> fetcher) {
    return std::make_unique<FolderSource>(folder, files, std::move(fetcher));
}

} // namespace upkeep
