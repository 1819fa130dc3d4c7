// SPDX-License-Identifier: Apache-2.0
// The same releases as Gitea and Forgejo describe them: below /api/v1, pages by `limit`, assets
// with neither digest nor state nor address of the API, no ETag, links with the address the server
// was set up with.
#pragma once

#include "publish/release_api.h"

namespace upkeep {

class GiteaApi {
public:
    GiteaApi(const Site& site, QUrl server, QString repository)
        : m_site(site), m_server(std::move(server)), m_repository(std::move(repository)) {}

    // `path` is what follows /api/v1, decoded and split.
    HttpAnswer answer(const QStringList& path, const QUrlQuery& query) const;

private:
    Result<HttpAnswer> answerChecked(QStringList path, const QUrlQuery& query) const;
    HttpAnswer list(const QList<PublishedRelease>& releases, const QUrlQuery& query) const;
    JsonValue releaseJson(const PublishedRelease& release) const;
    JsonValue assetJson(const PublishedRelease& release, const PublishedAsset& asset) const;
    QString webUrl(const QString& path) const;

    const Site& m_site;
    QUrl m_server;
    QString m_repository;
};

} // namespace upkeep
