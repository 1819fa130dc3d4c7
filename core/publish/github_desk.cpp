// SPDX-License-Identifier: Apache-2.0
#include "publish/github_desk.h"

#include "publish/form_file.h"
#include "source/site.h"
#include "system/http_rules.h"

#include <QIODevice>
#include <QUrlQuery>

#include <algorithm>

namespace upkeep {

namespace {

constexpr int mostPages = 20;
constexpr int giteaPage = 50; // its own limit
constexpr qint64 answerLimit = 10 * 1024 * 1024;

// GitHub's own uploads go to a host of their own; elsewhere it is the API's. Any other place in an
// answer would be given our token for nothing.
Result<void> checkUploadHost(const QUrl& upload, const QUrl& api) {
    const bool isGitHub = api.host() == QLatin1String("api.github.com") &&
                          isSameOrigin(upload, QUrl(QStringLiteral("https://uploads.github.com")));
    if (isGitHub || isSameOrigin(upload, api))
        return {};
    return Error{ErrorCode::NetworkRedirect,
                 displayUrl(api),
                 QStringLiteral("wants uploads at %1").arg(displayUrl(upload))};
}

Result<JsonValue> jsonOf(const FetchResponse& response) {
    JsonLimits limits;
    limits.stringBytes = 512 * 1024; // release notes
    Result<JsonValue> json = parseJson(response.body, limits);
    if (!json)
        return Error{ErrorCode::SourceInvalid, displayUrl(response.url), json.error().cause};
    return json;
}

// What the server says about it, in a line; the status alone where it says nothing.
Error refusal(const FetchResponse& response) {
    Error error = statusError(response);
    Result<JsonValue> json = parseJson(response.body);
    if (json && json->find(u"message"))
        error.cause += QStringLiteral(": ") +
                       json->optionalString(u"message").value().value_or(QString()).left(200);
    if (response.status == 401)
        return Error{ErrorCode::TokenRefused, error.subject, error.cause};
    return error;
}

Result<RemoteAsset> readAsset(const JsonValue& json) {
    RemoteAsset asset;
    UPKEEP_TRY_AS(asset.id, json.requiredInteger(u"id"));
    UPKEEP_TRY_AS(asset.name, json.requiredString(u"name"));
    UPKEEP_TRY_AS(asset.size, json.requiredInteger(u"size"));
    UPKEEP_TRY_AS(const auto state, json.optionalString(u"state"));
    UPKEEP_TRY_AS(const auto digest, json.optionalString(u"digest"));
    asset.state = state.value_or(QStringLiteral("uploaded"));
    asset.digest = digest.value_or(QString());
    return asset;
}

} // namespace

const RemoteAsset* RemoteRelease::asset(QStringView name) const {
    const auto found = std::find_if(
        assets.begin(), assets.end(), [name](const RemoteAsset& one) { return one.name == name; });
    return found == assets.end() ? nullptr : &*found;
}

bool isWorthATry(const Error& error) {
    return error.code == ErrorCode::NetworkFailed || error.code == ErrorCode::NetworkTimeout ||
           error.code == ErrorCode::NetworkStatus;
}

QUrl GitHubDesk::endpoint(const QByteArray& path) const {
    return belowEncoded(m_options.api,
                        "repos/" + m_options.repository.toUtf8() + "/releases" + path);
}

FetchRequest GitHubDesk::request(const QByteArray& method, const QUrl& url) const {
    FetchRequest request;
    request.url = url;
    request.method = method;
    request.limit = answerLimit;
    request.followRedirects = false;
    if (m_options.isGitea)
        request.headers = {{"Authorization", "token " + m_options.token},
                           {"Accept", "application/json"}};
    else
        request.headers = {{"Authorization", "Bearer " + m_options.token},
                           {"Accept", "application/vnd.github+json"},
                           {"X-GitHub-Api-Version", "2022-11-28"}};
    return request;
}

Result<void> GitHubDesk::waitForLimit(const QUrl& url) {
    const QDateTime now = m_clock.now();
    if (!m_limit.notBefore().isValid() || now >= m_limit.notBefore())
        return {};
    const std::chrono::milliseconds left(now.msecsTo(m_limit.notBefore()));
    if (left > m_options.longestWait)
        return m_limit.mayAsk(url, now);
    return m_options.wait(left, m_stop);
}

// A refusal for asking too much was no try: the server did nothing.
Result<FetchResponse> GitHubDesk::once(FetchRequest request) {
    const bool isWrite = request.method != "GET";
    for (int refusals = 0;; ++refusals) {
        UPKEEP_TRY(waitForLimit(request.url));
        if (isWrite && std::exchange(m_hasWritten, true))
            UPKEEP_TRY(m_options.wait(m_options.betweenWrites, m_stop));
        if (request.upload && !request.upload->seek(0))
            return Error{ErrorCode::FileFailed, displayUrl(request.url), {}};
        UPKEEP_TRY_AS(FetchResponse response, m_fetcher.fetch(request, m_stop));
        if (m_limit.note(response, m_clock.now()) && refusals < m_options.tries)
            continue;
        if (response.status >= 200 && response.status < 300)
            return response;
        return refusal(response);
    }
}

Result<void> GitHubDesk::waitAfterFailure(int failures) {
    return m_options.wait(std::chrono::seconds(1LL << qMin(failures, 6)), m_stop);
}

Result<FetchResponse> GitHubDesk::again(const FetchRequest& request) {
    for (int failures = 1;; ++failures) {
        auto response = once(request);
        if (response || failures >= m_options.tries || !isWorthATry(response.error()))
            return response;
        UPKEEP_TRY(waitAfterFailure(failures));
    }
}

Result<RemoteRelease> GitHubDesk::readRelease(const JsonValue& json) const {
    RemoteRelease release;
    UPKEEP_TRY_AS(release.id, json.requiredInteger(u"id"));
    UPKEEP_TRY_AS(release.tag, json.requiredString(u"tag_name"));
    UPKEEP_TRY_AS(release.draft, json.requiredBool(u"draft"));
    UPKEEP_TRY_AS(release.uploadUrl, uploadUrlOf(json, release.id));
    UPKEEP_TRY_AS(const JsonValue::Array assets, json.requiredArray(u"assets"));
    for (const JsonValue& item : assets) {
        UPKEEP_TRY_AS(const RemoteAsset asset, readAsset(item));
        release.assets += asset;
    }
    return release;
}

// Gitea says nothing of it: assets belong to their release.
Result<QUrl> GitHubDesk::uploadUrlOf(const JsonValue& json, qint64 id) const {
    if (m_options.isGitea)
        return endpoint('/' + QByteArray::number(id) + "/assets");
    UPKEEP_TRY_AS(const QString upload, json.requiredString(u"upload_url"));
    const QUrl url(upload.section(u'{', 0, 0));
    UPKEEP_TRY(checkUploadHost(url, m_options.api));
    return url;
}

// Empty: there is no further one. Gitea's links name the address its owner once wrote down, which
// need not be how we reach it: its pages are counted.
Result<QUrl>
GitHubDesk::pageAfter(const QUrl& page, const FetchResponse& response, qsizetype items) const {
    if (m_options.isGitea) {
        if (items < giteaPage)
            return QUrl();
        const int number = QUrlQuery(page).queryItemValue(QStringLiteral("page")).toInt();
        QUrl next = endpoint({});
        next.setQuery(QStringLiteral("limit=%1&page=%2").arg(giteaPage).arg(number + 1));
        return next;
    }
    const QUrl next = nextPage(response.header("Link"));
    if (!next.isEmpty() && !isSameOrigin(next, page))
        return Error{ErrorCode::NetworkRedirect,
                     displayUrl(page),
                     QStringLiteral("its next page is at %1").arg(next.host())};
    return next;
}

// By listing: the tag alone finds no drafts.
Result<std::optional<RemoteRelease>> GitHubDesk::find(const QString& tag) {
    QUrl page = endpoint({});
    page.setQuery(m_options.isGitea ? QStringLiteral("limit=%1&page=1").arg(giteaPage)
                                    : QStringLiteral("per_page=100"));
    for (int pages = 0; !page.isEmpty() && pages < mostPages; ++pages) {
        UPKEEP_TRY_AS(const FetchResponse response, again(request("GET", page)));
        UPKEEP_TRY_AS(const JsonValue json, jsonOf(response));
        if (!json.isArray())
            return Error{ErrorCode::SourceInvalid, displayUrl(page), QStringLiteral("is no list")};
        for (const JsonValue& item : json.array()) {
            UPKEEP_TRY_AS(const QString itsTag, item.requiredString(u"tag_name"));
            if (itsTag != tag)
                continue;
            UPKEEP_TRY_AS(const RemoteRelease release, readRelease(item));
            return std::optional(release);
        }
        UPKEEP_TRY_AS(page, pageAfter(page, response, json.array().size()));
    }
    return std::optional<RemoteRelease>();
}

Result<RemoteRelease> GitHubDesk::makeDraft(const PublishedRelease& release) {
    FetchRequest make = request("POST", endpoint({}));
    make.headers.emplace_back("Content-Type", "application/json");
    make.body =
        writeJsonLine(JsonValue::Object{{QStringLiteral("tag_name"), release.tag},
                                        {QStringLiteral("name"), release.title},
                                        {QStringLiteral("body"), release.body},
                                        {QStringLiteral("draft"), true},
                                        {QStringLiteral("prerelease"), release.prerelease}});
    UPKEEP_TRY_AS(const FetchResponse response, once(make));
    UPKEEP_TRY_AS(const JsonValue json, jsonOf(response));
    return readRelease(json);
}

Result<void> GitHubDesk::upload(const RemoteRelease& release,
                                const QString& name,
                                const std::function<Result<std::unique_ptr<QIODevice>>()>& bytes) {
    QUrl url = release.uploadUrl;
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("name"), QString::fromLatin1(QUrl::toPercentEncoding(name)));
    url.setQuery(query);
    UPKEEP_TRY_AS(std::unique_ptr<QIODevice> device, bytes());
    FetchRequest send = request("POST", url);
    if (m_options.isGitea) {
        auto form = std::make_unique<FormFile>(std::move(device), "attachment", name);
        send.headers.emplace_back("Content-Type", form->contentType());
        device = std::move(form);
    } else {
        send.headers.emplace_back("Content-Type", "application/octet-stream");
    }
    send.upload = device.get();
    UPKEEP_TRY(once(send));
    return {};
}

Result<void> GitHubDesk::remove(const RemoteRelease& release, const RemoteAsset& asset) {
    const QByteArray owner =
        m_options.isGitea ? '/' + QByteArray::number(release.id) : QByteArray();
    const auto gone =
        again(request("DELETE", endpoint(owner + "/assets/" + QByteArray::number(asset.id))));
    if (!gone && gone.error().code != ErrorCode::SourceMissing) // a lost answer: it is gone
        return gone.error();
    return {};
}

Result<void> GitHubDesk::publish(const RemoteRelease& release) {
    FetchRequest change = request("PATCH", endpoint('/' + QByteArray::number(release.id)));
    change.headers.emplace_back("Content-Type", "application/json");
    change.body = "{\"draft\":false}";
    UPKEEP_TRY(again(change));
    return {};
}

} // namespace upkeep
