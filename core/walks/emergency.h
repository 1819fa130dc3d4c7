// SPDX-License-Identifier: Apache-2.0
// The last resort of a walk that has to go back and whose old tree is nowhere: it is made again,
// from the vault, else by fetching the files of its version again. Where that fails, too, the walk
// stands still with its own exit code and state until a person says how to go on.
#pragma once

#include "walks/journal.h"
#include "walks/product_site.h"

namespace upkeep {

// The old tree at its staged name, whole and durable; returned as it is to be known from now on,
// since a fetched one is as signed, not as it was left. Settings and data are in the vault or
// nowhere.
Result<TreeSwitch> restoreLostTree(const ProductSite& site,
                                   const Journal& journal,
                                   const TreeSwitch& tree,
                                   const ProgressSink& progress);

// A person wants a walk given up that cannot be ended: the journal and all trees that wait beside
// live ones go to a folder below `backup`, or to names beside themselves; nothing is deleted. What
// is live stays as it is, whatever that is: a repair comes next.
Result<void> giveUpWalk(ProductSite& site);

} // namespace upkeep
