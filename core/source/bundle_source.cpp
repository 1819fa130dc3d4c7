// SPDX-License-Identifier: Apache-2.0
#include "source/bundle_source.h"

#include "source/local_copy.h"

namespace upkeep {

namespace {

class BundleMetadata final : public MetadataTransport {
public:
    explicit BundleMetadata(const Bundle& bundle) : m_bundle(bundle) {}

    Result<std::optional<QByteArray>>
    metadata(const QByteArray& fileName, qint64 limit, std::stop_token) override {
        return read("metadata/" + fileName, limit);
    }
    Result<std::optional<QByteArray>>
    target(const QByteArray& pathWithHash, qint64 limit, std::stop_token) override {
        return read("targets/" + pathWithHash, limit);
    }

private:
    Result<std::optional<QByteArray>> read(const QByteArray& path, qint64 limit) {
        const BundleFile* const file = m_bundle.find(path);
        if (!file)
            return std::optional<QByteArray>();
        UPKEEP_TRY_AS(QByteArray bytes, m_bundle.read(*file, limit));
        return std::optional(std::move(bytes));
    }

    const Bundle& m_bundle;
};

class BundleSource final : public ReleaseSource {
public:
    BundleSource(Bundle bundle, std::unique_ptr<Fetcher> fetcher)
        : m_bundle(std::move(bundle)), m_metadata(m_bundle), m_fetcher(std::move(fetcher)) {}

    MetadataTransport& metadata() override { return m_metadata; }
    Fetcher& fetcher() override { return *m_fetcher; }
    bool lacks(const QString& url) const override { return !m_bundle.find(pathOf(url)); }

    Result<QUrl> payloadUrl(const QString& url) const override {
        UPKEEP_TRY(find(url));
        return QUrl(QStringLiteral("bundle:") + QString::fromUtf8(pathOf(url)));
    }

    Result<void> download(const QString& url,
                          qint64 length,
                          const Digest& sha256,
                          const LocalPath& to,
                          FileSystem& files,
                          const ProgressSink& progress,
                          std::stop_token stop) override {
        UPKEEP_TRY_AS(const BundleFile* const file, find(url));
        if (file->length != length)
            return Error{
                ErrorCode::DownloadHash, url, QStringLiteral("has another length than signed")};
        return copyVerified(
            m_bundle.descriptor(), {url, file->offset, length, sha256}, to, files, progress, stop);
    }

    Result<RangesOutcome> downloadRanges(const RangesJob& job,
                                         FileSystem&,
                                         const RangesSink& sink,
                                         std::stop_token stop) override {
        UPKEEP_TRY_AS(const BundleFile* const file, find(job.url));
        if (file->length != job.length)
            return Error{
                ErrorCode::DownloadHash, job.url, QStringLiteral("has another length than signed")};
        return readRanges(m_bundle.descriptor(), file->offset, job, sink, stop);
    }

private:
    static QByteArray pathOf(const QString& url) { return "releases/" + url.toUtf8(); }

    Result<const BundleFile*> find(const QString& url) const {
        if (const BundleFile* const file = m_bundle.find(pathOf(url)))
            return file;
        return Error{ErrorCode::SourceMissing, url, QStringLiteral("is not in the bundle")};
    }

    Bundle m_bundle;
    BundleMetadata m_metadata;
    std::unique_ptr<Fetcher> m_fetcher;
};

} // namespace

Result<void> checkBundleFor(const BundleHead& head,
                            const QString& product,
                            const QString& channel,
                            const QString& platform) {
    const auto differs = [](const QString& there, const QString& here) {
        return !here.isEmpty() && there != here;
    };
    if (differs(head.product, product) || differs(head.channel, channel) ||
        differs(head.platform, platform))
        return Error{ErrorCode::BundleOther,
                     QStringLiteral("%1 (%2, %3)").arg(head.product, head.channel, head.platform),
                     QStringLiteral("wanted: %1 (%2, %3)").arg(product, channel, platform)};
    return {};
}

std::unique_ptr<ReleaseSource> makeBundleSource(Bundle bundle, std::unique_ptr<Fetcher> fetcher) {
    return std::make_unique<BundleSource>(std::move(bundle), std::move(fetcher));
}

} // namespace upkeep
