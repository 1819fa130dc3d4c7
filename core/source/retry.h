// SPDX-License-Identifier: Apache-2.0
// Tries a transfer again while it makes progress or has tries left.
#pragma once

#include "source/resumable_download.h"

namespace upkeep {

// `attempt` does one; `position` says how far it has come. Errors that another try cannot mend are
// returned at once.
Result<void> tryAgain(const RetryPolicy& policy,
                      const std::function<Result<void>()>& attempt,
                      const std::function<qint64()>& position,
                      const std::stop_token& stop);

} // namespace upkeep
