// SPDX-License-Identifier: Apache-2.0
// The one-shot entry that runs `upkeepctl finish` at the next login, there from before the first
// exchange until commit: a power cut never leaves a new program on old settings.
#pragma once

#include "walks/seams.h"

namespace upkeep {

// Durable on return. Nothing to do without a worker or an autostart folder.
Result<void> installStartupEntry(const Seams& seams, const QString& product);
Result<void> removeStartupEntry(const Seams& seams, const QString& product);

} // namespace upkeep
