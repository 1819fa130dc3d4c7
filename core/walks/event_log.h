// SPDX-License-Identifier: Apache-2.0
// The plain log beside the history: upkeep.log in the state folder, one line per event of any
// product, from the level on that the person chose. For people who look for a cause; nothing reads
// it, nothing waits for it, and a line that cannot be written is dropped. Two files of 1 MiB at
// most.
#pragma once

#include "base/log.h"
#include "walks/product_site.h"

namespace upkeep {

// "almanac: update 1.0.0 to 1.1.0: rolled-back, probe.failed bin/almanac (exit code 1)"
QString logText(const HistoryEvent& event, const QString& product);
LogLevel logLevelOf(const HistoryEvent& event);

void logEvent(const ProductSite& site, const HistoryEvent& event);

} // namespace upkeep
