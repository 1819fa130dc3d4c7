// SPDX-License-Identifier: Apache-2.0
// Copies a site to where it is served from, in an order in which a reader always sees a whole
// state: assets, targets, metadata, the timestamp, and a new root last.
#pragma once

#include "publish/release_request.h"
#include "system/file_system.h"

#include <stop_token>

namespace upkeep {

struct UploadReport {
    int copied = 0;
    int unchanged = 0;
    qint64 bytes = 0;
};

// Metadata: without the releases, which have gone elsewhere.
enum class UploadParts { Everything, Metadata };

// Files that are there with the same content stay; nothing is removed. Each file is durable before
// the next stage names it.
Result<UploadReport> uploadToFolder(FileSystem& files,
                                    const LocalPath& site,
                                    const LocalPath& to,
                                    const PublishLog& log,
                                    std::stop_token stop,
                                    UploadParts parts = UploadParts::Everything);

} // namespace upkeep
