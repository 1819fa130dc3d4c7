// SPDX-License-Identifier: Apache-2.0
// Changes to policy.json, the word of the offline key about all releases; and which paths a
// delegated role may list by its name (FORMATS section 1).
#pragma once

#include "base/version.h"
#include "publish/metadata_repository.h"

namespace upkeep {

// The policy that says nothing yet, where there is none.
Result<void> addFirstPolicy(MetadataRepository& repository);

// Clients no longer install it nor go back to it. publish.invalid: no such release is listed, or it
// is revoked already, or there is no reason.
Result<void>
revokeRelease(MetadataRepository& repository, const Version& version, const QString& reason);

// "stable.linux-x64", "stable.linux-x64.archive", "evolution.<id>"; publish.invalid for others.
Result<QList<QByteArray>> pathsOfRole(const QByteArray& role);

} // namespace upkeep
