// SPDX-License-Identifier: Apache-2.0
// The requests that github_upload makes, one by one: paced, counted against the rate limit, tried
// again where a repetition does no harm. Internal to publish/.
#pragma once

#include "publish/github_upload.h"

namespace upkeep {

struct RemoteAsset {
    qint64 id = 0;
    QString name;
    QString state; // "uploaded"; else it is half there
    qint64 size = 0;
    QString digest; // "sha256:..."; empty: the server keeps none
};

struct RemoteRelease {
    qint64 id = 0;
    QString tag;
    bool draft = false;
    QUrl uploadUrl; // without template
    QList<RemoteAsset> assets;

    const RemoteAsset* asset(QStringView name) const;
};

class GitHubDesk {
public:
    GitHubDesk(Fetcher& fetcher,
               const Clock& clock,
               const GitHubUploadOptions& options,
               std::stop_token stop)
        : m_fetcher(fetcher), m_clock(clock), m_options(options), m_stop(std::move(stop)) {}

    // Drafts, too; nullopt: there is none of this tag.
    Result<std::optional<RemoteRelease>> find(const QString& tag);
    // One try each, as a repetition could make a second one: find() again after a failure.
    Result<RemoteRelease> makeDraft(const PublishedRelease& release);
    Result<void> upload(const RemoteRelease& release,
                        const QString& name,
                        const std::function<Result<std::unique_ptr<QIODevice>>()>& bytes);
    // May be repeated, and are.
    Result<void> remove(const RemoteRelease& release, const RemoteAsset& asset);
    Result<void> publish(const RemoteRelease& release);

    // Longer after each failure.
    Result<void> waitAfterFailure(int failures);

private:
    QUrl endpoint(const QByteArray& path) const;
    FetchRequest request(const QByteArray& method, const QUrl& url) const;
    Result<FetchResponse> once(FetchRequest request);
    Result<FetchResponse> again(const FetchRequest& request);
    Result<void> waitForLimit(const QUrl& url);
    Result<RemoteRelease> readRelease(const JsonValue& json) const;
    Result<QUrl> uploadUrlOf(const JsonValue& json, qint64 id) const;
    Result<QUrl> pageAfter(const QUrl& page, const FetchResponse& response, qsizetype items) const;

    Fetcher& m_fetcher;
    const Clock& m_clock;
    const GitHubUploadOptions& m_options;
    std::stop_token m_stop;
    RateLimit m_limit;
    bool m_hasWritten = false;
};

// Another try may mend it: a broken exchange or a server's own fault.
bool isWorthATry(const Error& error);

} // namespace upkeep
