// SPDX-License-Identifier: Apache-2.0
// An offline bundle as a source: the metadata in it goes through the same trust as that of a
// server, against the same trust store. A bundle older than what this machine knows is refused as a
// rollback, one past its day as expired.
#pragma once

#include "source/bundle.h"
#include "source/release_source.h"

namespace upkeep {

// bundle.other-product where it is for another program, channel or platform than wanted here
// (each may be empty: not asked).
Result<void> checkBundleFor(const BundleHead& head,
                            const QString& product,
                            const QString& channel,
                            const QString& platform);

std::unique_ptr<ReleaseSource> makeBundleSource(Bundle bundle, std::unique_ptr<Fetcher> fetcher);

} // namespace upkeep
