// SPDX-License-Identifier: Apache-2.0
// What every program writes with --json: errors and progress.
#pragma once

#include "base/error.h"
#include "base/json.h"
#include "base/progress.h"

namespace upkeep {

JsonValue toJson(const Error& error);       // id, subject, cause
JsonValue toJson(const Progress& progress); // phase, component, subject, done, total, overall_...

} // namespace upkeep
