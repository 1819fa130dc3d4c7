// SPDX-License-Identifier: Apache-2.0
// The bytes that a signature covers: OLPC canonical JSON. Members sorted by code point, no spaces,
// only '"' and '\' escaped (newlines stay raw), integers only. Reading: base/json.h.
#pragma once

#include "base/json.h"

namespace upkeep {

QByteArray canonicalJson(const JsonValue& value);

} // namespace upkeep
