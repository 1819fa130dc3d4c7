// SPDX-License-Identifier: Apache-2.0
// Looks at a whole site as a client would: believes only the root that was handed out, follows the
// metadata, reads every release, fetches every payload, and puts packages and patches to use.
#pragma once

#include "publish/release_request.h"
#include "system/file_system.h"

#include <QDateTime>

#include <stop_token>

namespace upkeep {

struct SiteReport {
    int releases = 0;
    int payloads = 0;
    qint64 bytes = 0;
    QDateTime trustedUntil;
};

// `scratch` is an empty folder of ours. The first fault ends it, with its own code.
Result<SiteReport> verifySite(FileSystem& files,
                              const LocalPath& site,
                              const LocalPath& scratch,
                              const QDateTime& now,
                              const PublishLog& log,
                              std::stop_token stop);

} // namespace upkeep
