// SPDX-License-Identifier: Apache-2.0
#include "source/http_source.h"

#include "source/range_download.h"
#include "source/site.h"
#include "system/http_rules.h"

namespace upkeep {

namespace {

// nullopt is a 404 and nothing else.
Result<std::optional<QByteArray>> bytesOf(const FetchResponse& response) {
    if (response.status == 404)
        return std::optional<QByteArray>();
    if (response.status != 200)
        return statusError(response);
    if (isWebPage(response, response.body))
        return webPageError(response.url);
    return std::optional<QByteArray>(response.body);
}

// "<folder>/<sha256>.<name>"; empty: none.
QByteArray hashIn(const QByteArray& pathWithHash) {
    const QByteArray name = pathWithHash.sliced(pathWithHash.lastIndexOf('/') + 1);
    const QByteArray hash = name.left(name.indexOf('.'));
    return Digest::fromHex(hash) ? hash : QByteArray();
}

} // namespace

HttpSource::HttpSource(HttpSourceAddresses addresses,
                       std::unique_ptr<Fetcher> fetcher,
                       std::shared_ptr<AnswerCache> answers)
    : m_addresses(std::move(addresses)), m_fetcher(std::move(fetcher)),
      m_answers(std::move(answers)), m_metadata(*m_fetcher, m_addresses.site, *m_answers, m_retry) {
}

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

Result<RangesOutcome> HttpSource::downloadRanges(const RangesJob& job,
                                                 FileSystem& files,
                                                 const RangesSink& sink,
                                                 std::stop_token stop) {
    UPKEEP_TRY_AS(PayloadLink* const link, linkOf(job.url, stop));
    Result<RangesOutcome> outcome = fetchRanges(*link, job, m_retry, files, sink, stop);
    if (outcome ? *outcome == RangesOutcome::Whole
                : outcome.error().code == ErrorCode::FileUnsupported)
        m_servesRanges = false;
    return outcome;
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
HttpSource::Metadata::listed(const QByteArray& fileName, qint64 limit, std::stop_token stop) {
    return overGaps([&] { return metadata(fileName, limit, stop); }, stop);
}

// A file can be missing for the moment in which its publisher puts another one in its place.
Result<std::optional<QByteArray>> HttpSource::Metadata::overGaps(const std::function<Bytes()>& ask,
                                                                 const std::stop_token& stop) {
    Bytes bytes = ask();
    for (const std::chrono::milliseconds gap : m_retry.gaps) {
        if (!bytes.has_value() || bytes->has_value())
            break;
        const std::chrono::milliseconds pause = spread(gap);
        m_retry.wait(pause, stop);
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, {}, {}};
        m_time.spend(pause);
        bytes = ask();
    }
    return bytes;
}

// What carries its hash in its name is asked for once; only bytes that have it are kept.
Result<std::optional<QByteArray>>
HttpSource::Metadata::target(const QByteArray& pathWithHash, qint64 limit, std::stop_token stop) {
    const QUrl url = below(m_site, "targets/" + pathWithHash);
    const QByteArray hash = hashIn(pathWithHash);
    const auto kept = hash.isEmpty() ? std::nullopt : m_answers.find(url, {});
    if (kept && kept->body.size() <= limit && Digest::of(kept->body).hex() == hash)
        return std::optional<QByteArray>(kept->body);
    UPKEEP_TRY_AS(auto bytes, overGaps([&] { return get(url, limit, stop); }, stop));
    if (bytes && !hash.isEmpty() && Digest::of(*bytes).hex() == hash)
        m_answers.keep(url, {}, {{}, {}, *bytes});
    return bytes;
}

// Where it was before, it is coming back. Where it never was, nobody waits for a mistyped address.
Result<std::optional<QByteArray>>
HttpSource::Metadata::changed(const QByteArray& fileName,
                              const std::optional<QByteArray>& known,
                              qint64 limit,
                              std::stop_token stop) {
    const auto ask = [&] { return ifChanged(fileName, known, limit, stop); };
    return known ? overGaps(ask, stop) : ask();
}

// What is kept is the ETag of bytes by their hash: only for bytes that were verified is "they have
// not changed" an answer, so that nobody can have us hold on to bad ones.
Result<std::optional<QByteArray>>
HttpSource::Metadata::ifChanged(const QByteArray& fileName,
                                const std::optional<QByteArray>& known,
                                qint64 limit,
                                std::stop_token stop) {
    const QUrl url = belowEncoded(m_site, "metadata/" + fileName);
    FetchRequest asked;
    asked.url = url;
    asked.limit = limit;
    const auto kept = known ? m_answers.find(url, {}) : std::nullopt;
    const bool isTheSame = kept && Digest::of(*known).hex() == kept->body;
    if (isTheSame)
        asked.headers.emplace_back("If-None-Match", kept->etag);
    UPKEEP_TRY_AS(const FetchResponse response, m_time.fetch(m_fetcher, asked, stop));
    if (response.status == 304 && isTheSame)
        return known;
    UPKEEP_TRY_AS(auto bytes, bytesOf(response));
    const QByteArray etag = bytes ? response.header("ETag") : QByteArray();
    if (!etag.isEmpty())
        m_answers.keep(url, {}, {etag, {}, Digest::of(*bytes).hex()});
    return bytes;
}

Result<std::optional<QByteArray>>
HttpSource::Metadata::get(const QUrl& url, qint64 limit, std::stop_token stop) {
    FetchRequest asked;
    asked.url = url;
    asked.limit = limit;
    UPKEEP_TRY_AS(const FetchResponse response, m_time.fetch(m_fetcher, asked, stop));
    return bytesOf(response);
}

} // namespace upkeep
