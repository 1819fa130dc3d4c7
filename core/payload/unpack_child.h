// SPDX-License-Identifier: Apache-2.0
// The child that parses what came from outside (`upkeepctl unpack`), so that what goes wrong there
// goes wrong in no process that holds a lock or a key. It is killed at its deadline and at a stop.
#pragma once

#include "system/processes.h"

namespace upkeep {

// Its answer: the last line it wrote; `onLine` is called for each. stage.failed where it said
// nothing, crashed or took two hours.
Result<QByteArray> askUnpackChild(Processes& processes,
                                  const LocalPath& worker,
                                  const QByteArray& job,
                                  const std::function<void()>& onLine,
                                  std::stop_token stop);

} // namespace upkeep
