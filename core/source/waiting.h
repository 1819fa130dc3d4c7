// SPDX-License-Identifier: Apache-2.0
// PauseBy before something is asked for again, over at once when it is stopped.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>

namespace upkeep {

using PauseBy = std::function<void(std::chrono::milliseconds, const std::stop_token&)>;

void pauseFor(std::chrono::milliseconds time, const std::stop_token& stop);

// A half to one and a half of it: many clients refused at once do not come back at once.
std::chrono::milliseconds spread(std::chrono::milliseconds pause);

} // namespace upkeep
