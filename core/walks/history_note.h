// SPDX-License-Identifier: Apache-2.0
// A line of history for what has no event of its own: a check, a decision, a walk that failed or
// was blocked. What has happened has happened, even if it cannot be written down: nothing here
// fails.
#pragma once

#include "walks/product_site.h"

namespace upkeep {

void note(const ProductSite& site,
          const QString& operation,
          const QString& result,
          Trigger trigger,
          const Error* error = nullptr);
// "cancelled" or "failed", with the reason.
void noteFailure(const ProductSite& site,
                 const QString& operation,
                 Trigger trigger,
                 const Error& error);

} // namespace upkeep
