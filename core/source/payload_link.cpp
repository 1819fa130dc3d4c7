// SPDX-License-Identifier: Apache-2.0
#include "source/payload_link.h"

#include "system/http_rules.h"

namespace upkeep {

namespace {

// What a host answers when a signed link has expired or was taken back.
bool meansExpired(int status) {
    return status == 401 || status == 403 || status == 404 || status == 410;
}

std::optional<qint64> number(QByteArrayView text) {
    bool isNumber = false;
    const qint64 value = text.trimmed().toLongLong(&isNumber);
    return isNumber && value >= 0 ? std::optional<qint64>(value) : std::nullopt;
}

} // namespace

Result<FetchResponse>
PayloadLink::get(const Wanted& wanted, const BodySink& sink, std::stop_token stop) {
    const auto remembering = [&](const FetchResponse& head, QByteArrayView piece) {
        remember(head.url); // now, since the transfer may yet break
        return sink(head, piece);
    };
    const bool mayHaveExpired = !m_place.isEmpty();
    UPKEEP_TRY_AS(FetchResponse response, m_fetcher->fetch(request(wanted), remembering, stop));
    if (!mayHaveExpired || !meansExpired(response.status))
        return response;
    m_place.clear();
    m_etag.clear();
    return m_fetcher->fetch(request(wanted), remembering, stop);
}

PayloadLink PayloadLink::through(Fetcher& fetcher) const {
    PayloadLink other = *this;
    other.m_fetcher = &fetcher;
    return other;
}

FetchRequest PayloadLink::request(const Wanted& wanted) const {
    FetchRequest request;
    request.url = m_place.isEmpty() ? m_address : m_place;
    if (m_place.isEmpty()) {
        request.headers = m_headers;
        request.atOnce = m_headers.isEmpty() ? request.atOnce : 1; // an API, not an object host
    }
    request.range = wanted.range;
    if (wanted.range.has_value() && !wanted.ifRange.isEmpty())
        request.headers.emplace_back("If-Range", wanted.ifRange);
    request.limit = wanted.limit;
    return request;
}

void PayloadLink::remember(const QUrl& place) {
    // At our own origin nothing is gained, and our headers would be missing.
    if (!isSameOrigin(place, m_address))
        m_place = place;
}

std::optional<ContentRange> parseContentRange(QByteArrayView header) {
    const QByteArray text = header.trimmed().toByteArray();
    const qsizetype dash = text.indexOf('-');
    const qsizetype slash = text.indexOf('/');
    if (!text.startsWith("bytes ") || dash < 0 || slash < dash)
        return std::nullopt;
    const auto first = number(QByteArrayView(text).sliced(6, dash - 6));
    const auto last = number(QByteArrayView(text).sliced(dash + 1, slash - dash - 1));
    const QByteArrayView rest = QByteArrayView(text).sliced(slash + 1);
    const auto total = number(rest);
    if (!first || !last || *last < *first || (!total && rest != "*"))
        return std::nullopt;
    return ContentRange{*first, *last, total};
}

bool isWebPage(const FetchResponse& head, QByteArrayView start) {
    if (head.header("Content-Type").trimmed().toLower().startsWith("text/html"))
        return true;
    QByteArray text = start.first(qMin<qsizetype>(start.size(), 512)).toByteArray();
    if (text.startsWith("\xef\xbb\xbf"))
        text.remove(0, 3);
    text = text.trimmed().toLower();
    return text.startsWith("<!doctype html") || text.startsWith("<html");
}

Error webPageError(const QUrl& url) {
    return Error{
        ErrorCode::NetworkPortal, displayUrl(url), QStringLiteral("a web page came instead")};
}

Error statusError(const FetchResponse& response) {
    const auto error = [&](ErrorCode code, const QString& cause) {
        return Error{code, displayUrl(response.url), cause};
    };
    const QString status = QStringLiteral("HTTP status %1").arg(response.status);
    if (response.status == 404 || response.status == 410)
        return error(ErrorCode::SourceMissing, status);
    const bool isLimited = response.status == 429 || !response.header("Retry-After").isEmpty() ||
                           response.header("X-RateLimit-Remaining") == "0";
    if (isLimited && response.status < 500)
        return error(ErrorCode::NetworkRateLimited, status);
    return error(ErrorCode::NetworkStatus, status);
}

} // namespace upkeep
