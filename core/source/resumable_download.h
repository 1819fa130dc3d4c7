// SPDX-License-Identifier: Apache-2.0
// One payload into one file: goes on where it stopped, tries again when the network fails, and lets
// nothing with another length or hash get the file's name.
#pragma once

#include "base/digest.h"
#include "base/progress.h"
#include "source/payload_link.h"
#include "source/waiting.h"
#include "system/file_system.h"

namespace upkeep {

struct DownloadJob {
    LocalPath to; // `<to>.part` until it is right
    qint64 length = 0;
    Digest sha256;
};

struct RetryPolicy {
    int attempts = 4;                     // in a row without a byte of progress
    std::chrono::milliseconds pause{250}; // doubled after each
    // Before each new request for metadata that is listed but missing: a publisher may just be
    // replacing it. With half as much on top by chance it is over within 60 s.
    QList<std::chrono::milliseconds> gaps = {
        std::chrono::seconds(2), std::chrono::seconds(8), std::chrono::seconds(30)};
    PauseBy wait = &pauseFor;
};

// Durable on return. Errors: see ReleaseSource::download.
Result<void> downloadResumably(PayloadLink& link,
                               const DownloadJob& job,
                               const RetryPolicy& retry,
                               FileSystem& files,
                               const ProgressSink& progress,
                               std::stop_token stop);

// The rest of a part that was begun.
class PartFile;
Result<void> complete(PartFile& part, const RetryPolicy& retry, const std::stop_token& stop);

} // namespace upkeep
