// SPDX-License-Identifier: Apache-2.0
// What GitHub's releases API would answer about a published site: the fields of its own description
// (GITHUB.md section 2), drafts hidden, pages linked by repository number. Pure: no sockets.
#pragma once

#include "publish/site.h"

#include <QByteArrayList>
#include <QUrl>
#include <QUrlQuery>

#include <utility>

namespace upkeep {

struct HttpAnswer {
    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
};

struct AssetPlace {
    QString tag;
    QString name;
};

class ReleaseApi {
public:
    // `server` is the web origin; the API lies below it at /api/v3.
    // Whoever has push rights sees drafts.
    ReleaseApi(const Site& site, QUrl server, QString repository, bool showsDrafts = false)
        : m_site(site), m_server(std::move(server)), m_repository(std::move(repository)),
          m_showsDrafts(showsDrafts) {}

    // `path` is what follows /api/v3, decoded and split.
    HttpAnswer answer(const QStringList& path, const QUrlQuery& query) const;
    // `whole` is such a path. The asset that .../releases/assets/<id> names, when its bytes are
    // asked for.
    Result<AssetPlace> assetOf(const QStringList& whole) const;
    // Cuts off what names our repository's releases.
    bool isOurs(QStringList& path) const;
    HttpAnswer describe(const PublishedRelease& release) const;
    HttpAnswer user() const; // whose token was shown: the owner's
    HttpAnswer describe(const PublishedRelease& release, const PublishedAsset& asset) const;

private:
    Result<HttpAnswer> answerChecked(const QStringList& whole, const QUrlQuery& query) const;
    Result<HttpAnswer> list(const QUrlQuery& query) const;
    Result<QList<PublishedRelease>> visible() const;
    QByteArray pageLinks(int page, int pages, int perPage) const;

    JsonValue releaseJson(const PublishedRelease& release) const;
    JsonValue assetJson(const PublishedRelease& release, const PublishedAsset& asset) const;
    JsonValue ownerJson() const;
    JsonValue repositoryJson() const;
    QString apiUrl(const QString& path) const;
    QString webUrl(const QString& path) const;
    static QString releaseTime(const PublishedRelease& release);

    const Site& m_site;
    QUrl m_server;
    QString m_repository;
    bool m_showsDrafts;
};

// Numbers that stay the same for the same names.
qint64 releaseId(const QString& tag);
qint64 assetId(const QString& tag, const QString& asset);

// {"message": ...} as the API says it.
HttpAnswer apiError(int status, const QString& message);

} // namespace upkeep
