// SPDX-License-Identifier: Apache-2.0
// Is what is installed still what its publisher signed, can the settings be read, are the trust
// store and the snapshots whole? Before repair; changes nothing but the date of a full
// verification. What the user changed on purpose is told apart from damage by the installed record.
#pragma once

#include "components/component.h"
#include "snapshots/vault.h"
#include "trust/trust_store.h"

namespace upkeep {

// Adds what each component says of itself.
Result<void> verifyComponents(const ComponentList& components,
                              const ComponentContext& context,
                              HealthReport& report);
// Whether the files can be used at all; a check decides whether they are to be believed.
Result<void> verifyTrust(FileSystem& files, const LocalPath& folder, HealthReport& report);
Result<void> verifySnapshots(Vault& vault,
                             const VerifyChoice& choice,
                             const ComponentContext& context,
                             HealthReport& report);

} // namespace upkeep
