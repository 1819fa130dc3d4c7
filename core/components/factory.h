// SPDX-License-Identifier: Apache-2.0
// From product.yaml to components: the one place that knows the kinds.
#pragma once

#include "components/component.h"
#include "product/product_file.h"

namespace upkeep {

// In the order of the walk: the application first, then what lies within its tree, then what lies
// outside. A kind that this version cannot look after is product.invalid: half of a product is
// never updated silently.
Result<ComponentList> makeComponents(const ProductFile& product, const LocalPath& home);

} // namespace upkeep
