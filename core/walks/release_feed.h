// SPDX-License-Identifier: Apache-2.0
// What is on offer: from signed metadata or, for a project that signs nothing, from its API. Which
// of the two it is was decided when the product was registered, and by nobody else since.
#pragma once

#include "walks/product_site.h"

namespace upkeep {

// Errors of fetchFeed() and listPlainReleases().
Result<ReleaseFeed>
feedOf(const ReleaseAccess& access, const FeedQuery& query, std::stop_token stop);

// One release of that feed with its texts; `folder` keeps them by hash.
Result<TrustedRelease> releaseOf(const ReleaseAccess& access,
                                 const ReleaseFeed& feed,
                                 const ReleaseDocument& document,
                                 FileSystem& files,
                                 const LocalPath& folder,
                                 std::stop_token stop);

} // namespace upkeep
