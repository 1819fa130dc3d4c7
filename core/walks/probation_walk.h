// SPDX-License-Identifier: Apache-2.0
// What is done and kept about a new version on probation, whoever watches it. Each verdict is
// durable before anything follows from it, and is in the history once.
#pragma once

#include "walks/probation.h"
#include "walks/product_site.h"
#include "walks/watched_start.h"

namespace upkeep {

// The health endpoints that the installed release's manifest names.
QList<ManifestCheck> healthEndpoints(const InstalledRecord& installed);

// How to watch a start; the verdict is kept as it comes.
WatchedStart watchFor(const ProductSite& site);
// Somebody starts it and watches.
Result<void> noteStart(const ProductSite& site);
// It works. Not after it was found not to.
Result<void> confirmUpdate(const ProductSite& site);
// It does not: the old version comes back by the next rollback, which says why.
Result<void> failUpdate(const ProductSite& site, const Error& why);
// A look by somebody who did not start it: asks the endpoints of a program that runs and that
// nobody watches. Blocks for as long as an endpoint may take to answer.
Result<ProbationState> observeUpdate(const ProductSite& site, std::stop_token stop);

} // namespace upkeep
