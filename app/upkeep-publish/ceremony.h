// SPDX-License-Identifier: Apache-2.0
// What every ceremony on a site does around its own change: open, show in words, ask, sign, write
// or wait, warn of what expires.
#pragma once

#include "publish/metadata_repository.h"
#include "session.h"

#include <functional>

namespace upkeep {

using CeremonyStep = std::function<Result<void>(MetadataRepository&, const KeyFolder&)>;

// --site, --keys and --dry-run of the session. Either everything is published, or the result says
// whose signatures are awaited.
Result<void> holdCeremony(Session& session, const CeremonyStep& change);
// The same for a repository that is open already.
Result<void> endCeremony(Session& session, MetadataRepository& repository);
void warnOfExpiry(Session& session, const MetadataRepository& repository, const QDateTime& now);

// --role of the session, one.
Result<QByteArray> roleOption(const Session& session);

} // namespace upkeep
