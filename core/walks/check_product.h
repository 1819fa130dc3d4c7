// SPDX-License-Identifier: Apache-2.0
// A check as a person asks for it: the release found, what it would mean at this place, and the
// answer kept for status(). Before prepare; changes nothing of the product.
#pragma once

#include "walks/last_check.h"

namespace upkeep {

Result<CheckOutcome>
checkProduct(const ProductSite& site, const CheckOptions& options, std::stop_token stop);

// The release that is on offer (`kept.release` must be there) as it would be for what is installed
// now.
Result<Offer>
offerOf(const ProductSite& site, const LastCheck& kept, const QList<LocalChange>& changes);

} // namespace upkeep
