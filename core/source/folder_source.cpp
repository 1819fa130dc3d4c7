// SPDX-License-Identifier: Apache-2.0
#include "source/folder_source.h"

#include "source/local_copy.h"

namespace upkeep {

namespace {

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
    Result<RangesOutcome> downloadRanges(const RangesJob& job,
                                         FileSystem& files,
                                         const RangesSink& sink,
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

Result<void> FolderSource::download(const QString& url,
                                    qint64 length,
                                    const Digest& sha256,
                                    const LocalPath& to,
                                    FileSystem& files,
                                    const ProgressSink& progress,
                                    std::stop_token stop) {
    UPKEEP_TRY_AS(const Descriptor from, openPayload(url));
    return copyVerified(from, {url, 0, length, sha256}, to, files, progress, stop);
}

Result<RangesOutcome> FolderSource::downloadRanges(const RangesJob& job,
                                                   FileSystem&,
                                                   const RangesSink& sink,
                                                   std::stop_token stop) {
    UPKEEP_TRY_AS(const Descriptor from, openPayload(job.url));
    return readRanges(from, 0, job, sink, stop);
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
