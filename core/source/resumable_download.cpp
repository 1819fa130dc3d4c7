// SPDX-License-Identifier: Apache-2.0
#include "source/resumable_download.h"

#include "source/part_file.h"
#include "source/retry.h"

namespace upkeep {

Result<void> downloadResumably(PayloadLink& link,
                               const DownloadJob& job,
                               const RetryPolicy& retry,
                               FileSystem& files,
                               const ProgressSink& progress,
                               std::stop_token stop) {
    PartFile part(link, job, files, progress, stop);
    UPKEEP_TRY_AS(const bool isThere, part.isThereAlready());
    if (isThere)
        return {};
    UPKEEP_TRY(part.takeUpPart());
    return complete(part, retry, stop);
}

Result<void> complete(PartFile& part, const RetryPolicy& retry, const std::stop_token& stop) {
    for (;;) {
        UPKEEP_TRY(tryAgain(
            retry, [&] { return part.fetchRest(); }, [&] { return part.position(); }, stop));
        UPKEEP_TRY_AS(const bool isRight, part.finish());
        if (isRight)
            return {};
    }
}

} // namespace upkeep
