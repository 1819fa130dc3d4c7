// SPDX-License-Identifier: Apache-2.0
// check: what the publisher has, and what is to be done with it here and now.
#pragma once

#include "policy/decide.h"
#include "walks/product_site.h"

namespace upkeep {

struct FoundRelease {
    ReleaseFeed feed;
    Decision decision;
    std::optional<TrustedRelease> release; // the one the decision is about

    // The release this very tree came from, while it is listed.
    std::optional<ReleaseDocument> releaseOf(const InstalledRecord& installed) const;
};

Situation situationOf(const ProductSite& site);

// The newest release this machine may have; asks the network. Remembers the signed minimum and
// what was withdrawn.
Result<FoundRelease>
findRelease(const ProductSite& site, ReleaseAccess& access, bool manual, std::stop_token stop);
// One version that fresh metadata still lists and does not revoke: for rollback, evolutions,
// installation. release.unknown, release.revoked, rollback.refused below the minimum.
Result<FoundRelease> findVersion(const ProductSite& site,
                                 ReleaseAccess& access,
                                 const Version& version,
                                 std::stop_token stop);

} // namespace upkeep
