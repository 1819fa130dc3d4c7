// SPDX-License-Identifier: Apache-2.0
#include "source/github_api.h"

#include "source/site.h"
#include "system/http_rules.h"

#include <QUrlQuery>

namespace upkeep {

namespace {

constexpr int mostPages = 10;
constexpr int perPage = 30;
constexpr qint64 answerLimit = 10 * 1024 * 1024;

JsonLimits answerLimits() {
    JsonLimits limits;
    limits.stringBytes = 512 * 1024; // release notes
    return limits;
}

Result<JsonValue> parseAnswer(const QByteArray& body, const QUrl& url) {
    auto json = parseJson(body, answerLimits());
    if (!json.has_value())
        return Error{ErrorCode::SourceInvalid, displayUrl(url), json.error().cause};
    return json;
}

} // namespace

GitHubApi::GitHubApi(Fetcher& fetcher,
                     const Clock& clock,
                     GitHubAddress address,
                     QByteArray token,
                     std::shared_ptr<AnswerCache> answers)
    : m_fetcher(fetcher), m_clock(clock), m_address(std::move(address)), m_token(std::move(token)),
      m_answers(std::move(answers)), m_namesApiVersion(!m_address.isGitea) {
    const auto kept = m_answers->find(limitName(), m_token);
    if (kept)
        m_limit.resume(QDateTime::fromString(QString::fromLatin1(kept->body), Qt::ISODate));
    m_wasLimited = kept.has_value();
}

Result<QList<GitHubRelease>> GitHubApi::releases(std::stop_token stop) {
    QList<GitHubRelease> releases;
    QUrl page = endpoint("/releases");
    page.setQuery(QStringLiteral("%1=%2").arg(m_address.isGitea ? QStringLiteral("limit")
                                                                : QStringLiteral("per_page"),
                                              QString::number(perPage)));
    for (int pages = 0; !page.isEmpty() && pages < mostPages; ++pages) {
        UPKEEP_TRY_AS(const KeptAnswer answer, get(page, stop));
        UPKEEP_TRY_AS(const JsonValue json, parseAnswer(answer.body, page));
        if (!json.isArray())
            return Error{ErrorCode::SourceInvalid, displayUrl(page), QStringLiteral("is no list")};
        for (const JsonValue& item : json.array()) {
            UPKEEP_TRY_AS(GitHubRelease release, readRelease(item));
            if (!release.draft)
                releases.append(std::move(release));
        }
        const QUrl next = pageAfter(page, answer.link, json.array().size());
        if (!next.isEmpty() && !isSameOrigin(next, page))
            return Error{ErrorCode::NetworkRedirect,
                         displayUrl(page),
                         QStringLiteral("its next page is at %1").arg(next.host())};
        page = next;
    }
    return releases;
}

// Gitea writes links with the address it was set up with, which need not be the one we ask; its
// pages are counted instead.
QUrl GitHubApi::pageAfter(const QUrl& page, const QByteArray& link, qsizetype items) const {
    if (!m_address.isGitea)
        return nextPage(link);
    if (items < perPage)
        return {};
    QUrlQuery query(page);
    const int number = qMax(query.queryItemValue(QStringLiteral("page")).toInt(), 1);
    query.removeQueryItem(QStringLiteral("page"));
    query.addQueryItem(QStringLiteral("page"), QString::number(number + 1));
    QUrl next = page;
    next.setQuery(query);
    return next;
}

Result<std::optional<GitHubRelease>> GitHubApi::latest(std::stop_token stop) {
    const auto json = getJson(endpoint("/releases/latest"), stop);
    if (!json.has_value() && json.error().code == ErrorCode::SourceMissing)
        return std::optional<GitHubRelease>();
    UPKEEP_TRY(json);
    UPKEEP_TRY_AS(GitHubRelease release, readRelease(*json));
    return std::optional<GitHubRelease>(std::move(release));
}

Result<GitHubRelease> GitHubApi::byTag(const QString& tag, std::stop_token stop) {
    const QByteArray encoded = QUrl::toPercentEncoding(tag);
    UPKEEP_TRY_AS(const JsonValue json, getJson(endpoint("/releases/tags/" + encoded), stop));
    return readRelease(json);
}

Result<qint64> GitHubApi::repositoryId(std::stop_token stop) {
    UPKEEP_TRY_AS(const JsonValue json, getJson(endpoint({}), stop));
    return json.requiredInteger(u"id");
}

PayloadLink GitHubApi::link(const GitHubAsset& asset) const {
    // Gitea gives assets out at their web address only, to whoever shows the token there.
    if (m_address.isGitea && isSameOrigin(asset.browserUrl, m_address.api))
        return PayloadLink(m_fetcher, asset.browserUrl, authorization());
    if (m_token.isEmpty() || asset.apiUrl.isEmpty() || !isSameOrigin(asset.apiUrl, m_address.api))
        return PayloadLink(m_fetcher, asset.browserUrl);
    HeaderList headers = authorization();
    headers.emplace_back("Accept", "application/octet-stream");
    return PayloadLink(m_fetcher, asset.apiUrl, headers);
}

// --- asking

QUrl GitHubApi::endpoint(const QByteArray& path) const {
    return belowEncoded(m_address.api, "repos/" + m_address.repository.toUtf8() + path);
}

HeaderList GitHubApi::authorization() const {
    if (m_token.isEmpty())
        return {};
    return {{"Authorization", (m_address.isGitea ? "token " : "Bearer ") + m_token}};
}

Result<JsonValue> GitHubApi::getJson(const QUrl& url, const std::stop_token& stop) {
    UPKEEP_TRY_AS(const KeptAnswer answer, get(url, stop));
    return parseAnswer(answer.body, url);
}

Result<KeptAnswer> GitHubApi::get(const QUrl& url, const std::stop_token& stop) {
    UPKEEP_TRY(m_limit.mayAsk(url, m_clock.now()));
    const auto known = m_answers->find(url, m_token);
    UPKEEP_TRY_AS(const FetchResponse response, ask(url, known ? known->etag : QByteArray(), stop));
    const bool isRefused = m_limit.note(response, m_clock.now());
    rememberLimit();
    if (response.status == 304 && known)
        return *known;
    if (isRefused)
        return Error{ErrorCode::NetworkRateLimited,
                     displayUrl(url),
                     m_limit.notBefore().toString(Qt::ISODate)};
    if (response.status != 200)
        return statusError(response);
    if (isWebPage(response, response.body))
        return webPageError(url);
    KeptAnswer answer{response.header("ETag"), response.header("Link"), response.body};
    if (!answer.etag.isEmpty())
        m_answers->keep(url, m_token, answer);
    return answer;
}

// --- when it may be asked again: the next process must know it too

QUrl GitHubApi::limitName() const {
    QUrl name = m_address.api;
    name.setFragment(QStringLiteral("not-before"));
    return name;
}

void GitHubApi::rememberLimit() {
    const bool isLimited = m_limit.notBefore().isValid();
    if (isLimited)
        m_answers->keep(
            limitName(), m_token, {{}, {}, m_limit.notBefore().toString(Qt::ISODate).toLatin1()});
    else if (m_wasLimited)
        m_answers->forget(limitName(), m_token);
    m_wasLimited = isLimited;
}

Result<FetchResponse>
GitHubApi::ask(const QUrl& url, const QByteArray& etag, const std::stop_token& stop) {
    FetchRequest request;
    request.url = url;
    request.limit = answerLimit;
    request.atOnce = 1; // what GitHub asks of its clients
    request.headers = authorization();
    request.headers.emplace_back("Accept", "application/vnd.github+json");
    if (!etag.isEmpty())
        request.headers.emplace_back("If-None-Match", etag);
    const FetchRequest plain = request;
    if (m_namesApiVersion)
        request.headers.emplace_back("X-GitHub-Api-Version", "2022-11-28");
    UPKEEP_TRY_AS(FetchResponse response, followHere(request, stop));
    if (response.status != 400 || !m_namesApiVersion)
        return response;
    m_namesApiVersion = false;
    return followHere(plain, stop);
}

// A renamed repository answers with a redirect to its number; another host would get our token's
// trust for nothing.
Result<FetchResponse> GitHubApi::followHere(FetchRequest request, const std::stop_token& stop) {
    request.followRedirects = false;
    for (int redirects = 0;; ++redirects) {
        UPKEEP_TRY_AS(FetchResponse response, m_time.fetch(m_fetcher, request, stop));
        if (!isRedirect(response.status))
            return response;
        if (redirects == maximumRedirects || !isSameOrigin(response.location, request.url))
            return Error{ErrorCode::NetworkRedirect,
                         displayUrl(request.url),
                         QStringLiteral("leads to %1").arg(displayUrl(response.location))};
        request.url = response.location;
    }
}

QUrl nextPage(const QByteArray& linkHeader) {
    for (const QByteArray& entry : linkHeader.split(',')) {
        const qsizetype start = entry.indexOf('<');
        const qsizetype end = entry.indexOf('>');
        if (start >= 0 && end > start && entry.mid(end).contains("rel=\"next\""))
            return QUrl::fromEncoded(entry.mid(start + 1, end - start - 1));
    }
    return {};
}

} // namespace upkeep
