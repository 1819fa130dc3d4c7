// SPDX-License-Identifier: Apache-2.0
// The releases API of GitHub, GitHub Enterprise and Gitea (GITHUB.md section 3): answers kept by
// ETag, one rate-limit state, pages followed at their own origin only, the token shown to the API
// and nobody else. Needed for private repositories and for products without signed metadata.
#pragma once

#include "source/answer_cache.h"
#include "source/check_time.h"
#include "source/github_release.h"
#include "source/payload_link.h"
#include "source/rate_limit.h"
#include "system/clock.h"

#include <memory>

namespace upkeep {

struct GitHubAddress {
    QUrl api;           // https://api.github.com, HOST/api/v3, HOST/api/v1
    QString repository; // owner/name
    bool isGitea = false;
};

class GitHubApi {
public:
    // Empty token: anonymous. `fetcher` and `clock` must outlive it.
    // `answers` remembers what may be asked for with its ETag, and when the host may be asked
    // again.
    GitHubApi(Fetcher& fetcher,
              const Clock& clock,
              GitHubAddress address,
              QByteArray token,
              std::shared_ptr<AnswerCache> answers = std::make_shared<AnswerCache>());

    // All published releases as far as ten pages go, in the server's order.
    Result<QList<GitHubRelease>> releases(std::stop_token stop = {});
    // What the server calls the latest: a hint, never a decision. nullopt: there is none.
    Result<std::optional<GitHubRelease>> latest(std::stop_token stop = {});
    // source.missing: there is none, or no access to it.
    Result<GitHubRelease> byTag(const QString& tag, std::stop_token stop = {});
    // The number that stays when a repository is renamed: when the number behind a name changes,
    // somebody else has taken the name.
    Result<qint64> repositoryId(std::stop_token stop = {});

    // Where the bytes of an asset come from; with a token through the API.
    PayloadLink link(const GitHubAsset& asset) const;

    const RateLimit& rateLimit() const { return m_limit; }

private:
    QUrl endpoint(const QByteArray& path) const;
    HeaderList authorization() const;
    QUrl pageAfter(const QUrl& page, const QByteArray& link, qsizetype items) const;
    Result<KeptAnswer> get(const QUrl& url, const std::stop_token& stop);
    Result<FetchResponse> ask(const QUrl& url, const QByteArray& etag, const std::stop_token& stop);
    Result<FetchResponse> followHere(FetchRequest request, const std::stop_token& stop);
    QUrl limitName() const;
    void rememberLimit();
    Result<JsonValue> getJson(const QUrl& url, const std::stop_token& stop);

    Fetcher& m_fetcher;
    const Clock& m_clock;
    GitHubAddress m_address;
    QByteArray m_token;
    std::shared_ptr<AnswerCache> m_answers; // shared with the source's metadata
    CheckTime m_time;
    RateLimit m_limit;
    bool m_wasLimited = false;
    bool m_namesApiVersion = true; // an old Enterprise server refuses the one we ask for
};

// The page that a Link header calls the next; empty = this was the last.
QUrl nextPage(const QByteArray& linkHeader);

} // namespace upkeep
