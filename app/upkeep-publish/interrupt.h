// SPDX-License-Identifier: Apache-2.0
// Ctrl+C and SIGTERM as a stop token.
#pragma once

#include <stop_token>

namespace upkeep {

// Once per program. The first signal asks to stop; a second one ends it the hard way.
std::stop_token stopOnSignals();

} // namespace upkeep
