// SPDX-License-Identifier: Apache-2.0
// What is there now, as window, tray and command line show it: read from the installed record, the
// journal, decisions, history and the last check. Never touches the network, changes nothing.
#pragma once

#include "walks/product_site.h"

namespace upkeep {

Result<ProductStatus> readStatus(const ProductSite& site);
Result<QList<ComponentStatus>> readComponents(const ProductSite& site);
// Of the installed version.
Result<QList<EvolutionOffer>> readEvolutions(const ProductSite& site);

} // namespace upkeep
