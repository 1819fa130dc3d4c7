// SPDX-License-Identifier: Apache-2.0
// What the administrator decides, on the way in and out of an installed product.
#pragma once

#include "policy/admin_policy.h"
#include "walks/walk_types.h"

namespace upkeep {

// Which preferences are managed, which acts forbidden, by when the offer must be in.
void tellPolicy(ProductStatus& status, const AdminPolicy& policy);
// Durable. Managed preferences keep what the person's own file says; policy.forbids where settings
// may not be changed at all, or where the wish is to change a managed one.
Result<void> savePreferencesManaged(FileSystem& files,
                                    const LocalPath& file,
                                    const Preferences& wanted,
                                    const AdminPolicy& policy);

} // namespace upkeep
