// SPDX-License-Identifier: Apache-2.0
// The same releases as Gitea and Forgejo describe them: below /api/v1, pages by `limit`, assets
// with neither digest nor state nor address of the API, no ETag, links with the address the server
// was set up with. Whoever may write sends the same requests as to GitHub, but files as forms, and
// names the release of an asset that is to go.
#pragma once

#include "publish/release_desk.h"

namespace upkeep {

class GiteaApi {
public:
    GiteaApi(const Site& site, QUrl server, QString repository, bool showsDrafts = false)
        : m_site(site), m_server(std::move(server)), m_repository(std::move(repository)),
          m_showsDrafts(showsDrafts) {}

    // `path` is what follows /api/v1, decoded and split.
    HttpAnswer answer(const QStringList& path, const QUrlQuery& query) const;

    // A request that writes, done by `desk`; `contentType` is that of its body.
    HttpAnswer
    write(const ReleaseDesk& desk, DeskRequest request, const QByteArray& contentType) const;

private:
    Result<HttpAnswer> answerChecked(QStringList path, const QUrlQuery& query) const;
    HttpAnswer list(const QList<PublishedRelease>& releases, const QUrlQuery& query) const;
    JsonValue releaseJson(const PublishedRelease& release) const;
    JsonValue assetJson(const PublishedRelease& release, const PublishedAsset& asset) const;
    QString webUrl(const QString& path) const;

    const Site& m_site;
    QUrl m_server;
    QString m_repository;
    bool m_showsDrafts;
};

} // namespace upkeep
