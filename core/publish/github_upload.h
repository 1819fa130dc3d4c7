// SPDX-License-Identifier: Apache-2.0
// Puts a site's releases on GitHub, Gitea or Forgejo through its releases API: a draft, its assets,
// then published, oldest release first. Whatever broke off before is gone on with: what is there
// with the same size and digest stays, what is half there is deleted and sent anew, nothing is made
// twice. A published release is never changed: publish.failed where it holds other bytes than ours.
// Metadata is no business of this: copy it last (site_upload.h).
#pragma once

#include "publish/release_request.h"
#include "publish/site.h"
#include "source/github_api.h"

#include <chrono>
#include <functional>

namespace upkeep {

struct GitHubUploadOptions {
    QUrl api;           // https://api.github.com, HOST/api/v3, or HOST/api/v1 of Gitea
    QString repository; // owner/name
    QByteArray token;   // goes to the API and its upload host, nowhere else
    bool isGitea = false;
    int tries = 5; // of one request that may be repeated
    // GitHub asks for a second between requests that write.
    std::chrono::milliseconds betweenWrites{1000};
    // Waits; returns early, with cancelled, when it is to stop.
    std::function<Result<void>(std::chrono::milliseconds, const std::stop_token&)> wait;
    std::chrono::seconds longestWait{15 * 60}; // for a rate limit; longer is network.rate-limited
};

struct GitHubUploadReport {
    int published = 0; // releases
    int uploaded = 0;  // assets
    int unchanged = 0;
    int replaced = 0; // half-sent ones
    qint64 bytes = 0;
};

// The token is in no error that comes back.
Result<GitHubUploadReport> uploadToGitHub(FileSystem& files,
                                          const Site& site,
                                          Fetcher& fetcher,
                                          const Clock& clock,
                                          const GitHubUploadOptions& options,
                                          const PublishLog& log,
                                          std::stop_token stop);

// Really waits.
Result<void> waitFor(std::chrono::milliseconds time, const std::stop_token& stop);

} // namespace upkeep
