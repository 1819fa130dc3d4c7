// SPDX-License-Identifier: Apache-2.0
#include "source/http_source.h"

#include "source/site.h"

namespace upkeep {

HttpSource::HttpSource(HttpSourceAddresses addresses, std::unique_ptr<Fetcher> fetcher)
    : m_addresses(std::move(addresses)), m_fetcher(std::move(fetcher)),
      m_metadata(*m_fetcher, m_addresses.site) {}

Result<QUrl> HttpSource::payloadUrl(const QString& url) const {
    return payloadAddress(m_addresses.releases, url, m_addresses.allowLoopbackHttp);
}

Result<void> HttpSource::download(const QString& url,
                                  qint64 length,
                                  const Digest& sha256,
                                  const LocalPath& to,
                                  FileSystem& files,
                                  const ProgressSink& progress,
                                  std::stop_token stop) {
    UPKEEP_TRY_AS(PayloadLink* const link, linkOf(url, stop));
    return downloadResumably(*link, {to, length, sha256}, m_retry, files, progress, stop);
}

Result<void> HttpSource::downloadRange(
    const QString& url, qint64 first, qint64 last, const RangeSink& sink, std::stop_token stop) {
    UPKEEP_TRY_AS(PayloadLink* const link, linkOf(url, stop));
    return fetchRange(*link, {first, last}, m_retry, sink, stop);
}

Result<PayloadLink*> HttpSource::linkOf(const QString& url, const std::stop_token& stop) {
    auto known = m_links.find(url);
    if (known != m_links.end())
        return &*known;
    UPKEEP_TRY_AS(const QUrl address, payloadUrl(url));
    const bool isOurs = address.toString().startsWith(m_addresses.releases.toString());
    if (!m_findPrivate || !isOurs)
        return &*m_links.insert(url, PayloadLink(*m_fetcher, address));
    UPKEEP_TRY_AS(const PayloadLink link, m_findPrivate(url, stop));
    return &*m_links.insert(url, link);
}

Result<std::optional<QByteArray>>
HttpSource::Metadata::metadata(const QByteArray& fileName, qint64 limit, std::stop_token stop) {
    return get(belowEncoded(m_site, "metadata/" + fileName), limit, stop);
}

Result<std::optional<QByteArray>>
HttpSource::Metadata::target(const QByteArray& pathWithHash, qint64 limit, std::stop_token stop) {
    return get(below(m_site, "targets/" + pathWithHash), limit, stop);
}

Result<std::optional<QByteArray>>
HttpSource::Metadata::get(const QUrl& url, qint64 limit, std::stop_token stop) {
    FetchRequest request;
    request.url = url;
    request.limit = limit;
    UPKEEP_TRY_AS(FetchResponse response, m_fetcher.fetch(request, stop));
    if (response.status == 200)
        return std::optional<QByteArray>(std::move(response.body));
    if (response.status == 404)
        return std::optional<QByteArray>();
    return statusError(response);
}

} // namespace upkeep
