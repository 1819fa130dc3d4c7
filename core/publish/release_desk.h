// SPDX-License-Identifier: Apache-2.0
// The writing half of GitHub's releases API, over a site's folder: drafts are made, assets
// uploaded, drafts published. As with immutable releases: what is published stays as it is. An
// upload without bytes leaves an asset in the state "starter" and answers 502, as a broken one
// does on GitHub. Pure: no sockets.
//
//     POST   .../releases                    {tag_name, name, body, draft, prerelease}     201
//     POST   .../releases/ID/assets?name=N   the bytes                                     201
//     PATCH  .../releases/ID                 {draft: false}                                200
//     DELETE .../releases/assets/ID                                                        204
#pragma once

#include "publish/release_api.h"

namespace upkeep {

struct DeskRequest {
    QByteArray method;
    QStringList path; // what follows /api/v3, decoded and split
    QUrlQuery query;
    QByteArray body;
};

class ReleaseDesk {
public:
    // All must outlive it.
    ReleaseDesk(FileSystem& files, const Site& site, const ReleaseApi& api)
        : m_files(files), m_site(site), m_api(api) {}

    HttpAnswer answer(const DeskRequest& request) const;

private:
    Result<HttpAnswer> answerChecked(const DeskRequest& request) const;
    Result<HttpAnswer> makeRelease(const QByteArray& body) const;
    Result<HttpAnswer> changeRelease(PublishedRelease release, const QByteArray& body) const;
    Result<HttpAnswer> takeAsset(PublishedRelease release, const DeskRequest& request) const;
    Result<HttpAnswer> removeAsset(const DeskRequest& request) const;

    FileSystem& m_files;
    const Site& m_site;
    const ReleaseApi& m_api;
};

} // namespace upkeep
