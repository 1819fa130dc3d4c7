// SPDX-License-Identifier: Apache-2.0
// A source behind http(s): signed metadata on a site, payloads below one address. Static hosts,
// GitHub and Gitea differ only in addresses, and in how a private payload is reached.
#pragma once

#include "source/answer_cache.h"
#include "source/check_time.h"
#include "source/payload_link.h"
#include "source/release_source.h"
#include "source/resumable_download.h"

#include <QHash>

namespace upkeep {

struct HttpSourceAddresses {
    QUrl site;     // metadata/ and targets/ lie below it
    QUrl releases; // <tag>/<asset> lies below it
    bool allowLoopbackHttp = false;
};

// Finds the link of a payload of a private repository; see GitHubApi.
using PrivatePayload = std::function<Result<PayloadLink>(const QString& url, std::stop_token stop)>;

class HttpSource final : public ReleaseSource {
public:
    // `answers` remembers what may be asked for with its ETag.
    HttpSource(HttpSourceAddresses addresses,
               std::unique_ptr<Fetcher> fetcher,
               std::shared_ptr<AnswerCache> answers = std::make_shared<AnswerCache>());

    // Relative payloads are then asked for this way.
    void usePrivatePayloads(PrivatePayload find) { m_findPrivate = std::move(find); }
    void setApi(std::shared_ptr<GitHubApi> api) { m_api = std::move(api); }
    void setRetryPolicy(const RetryPolicy& retry) { m_retry = retry; }

    MetadataTransport& metadata() override { return m_metadata; }
    Result<QUrl> payloadUrl(const QString& url) const override;
    Fetcher& fetcher() override { return *m_fetcher; }
    GitHubApi* api() override { return m_api.get(); }
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
    bool servesRanges() const override { return m_servesRanges; }

private:
    class Metadata final : public MetadataTransport {
    public:
        Metadata(Fetcher& fetcher, QUrl site, AnswerCache& answers, const RetryPolicy& retry)
            : m_fetcher(fetcher), m_site(std::move(site)), m_answers(answers), m_retry(retry) {}
        Result<std::optional<QByteArray>>
        metadata(const QByteArray& fileName, qint64 limit, std::stop_token stop) override;
        Result<std::optional<QByteArray>>
        listed(const QByteArray& fileName, qint64 limit, std::stop_token stop) override;
        Result<std::optional<QByteArray>> changed(const QByteArray& fileName,
                                                  const std::optional<QByteArray>& known,
                                                  qint64 limit,
                                                  std::stop_token stop) override;
        Result<std::optional<QByteArray>>
        target(const QByteArray& pathWithHash, qint64 limit, std::stop_token stop) override;

    private:
        using Bytes = Result<std::optional<QByteArray>>;
        Bytes ifChanged(const QByteArray& fileName,
                        const std::optional<QByteArray>& known,
                        qint64 limit,
                        std::stop_token stop);
        Bytes get(const QUrl& url, qint64 limit, std::stop_token stop);
        Bytes overGaps(const std::function<Bytes()>& ask, const std::stop_token& stop);

        Fetcher& m_fetcher;
        QUrl m_site;
        AnswerCache& m_answers;
        const RetryPolicy& m_retry;
        CheckTime m_time;
    };

    Result<PayloadLink*> linkOf(const QString& url, const std::stop_token& stop);

    HttpSourceAddresses m_addresses;
    std::unique_ptr<Fetcher> m_fetcher;
    std::shared_ptr<AnswerCache> m_answers; // shared with the API of the same source
    RetryPolicy m_retry;
    Metadata m_metadata;
    PrivatePayload m_findPrivate;
    std::shared_ptr<GitHubApi> m_api; // shared with `m_findPrivate`
    QHash<QString, PayloadLink> m_links;
    bool m_servesRanges = true;
};

} // namespace upkeep
