// SPDX-License-Identifier: Apache-2.0
// One question to a health endpoint of a running program (`health_endpoint` of the release's
// post_update_checks). Loopback is always allowed, by http too; another host only by https and if
// the signed product.yaml names it.
#pragma once

#include "base/result.h"

#include <QStringList>

#include <stop_token>

namespace upkeep {

// probe.failed with what is wrong: no answer within five seconds, or another status than expected.
Result<void>
askEndpoint(const QString& url, int expectedStatus, const QStringList& hosts, std::stop_token stop);

} // namespace upkeep
