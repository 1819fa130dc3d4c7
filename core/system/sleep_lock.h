// SPDX-License-Identifier: Apache-2.0
// Keeps the machine awake while it lives (login1's inhibitor lock). The lock is a descriptor: it is
// gone with the object, and with the process however that ends.
#pragma once

namespace upkeep {

class SleepLock {
public:
    // Block: no sleep or shutdown while it lives; Delay: they wait a moment for us.
    enum class Mode { Block, Delay };

    SleepLock() = default;
    SleepLock(const SleepLock&) = delete;
    SleepLock& operator=(const SleepLock&) = delete;
    virtual ~SleepLock() = default;
};

} // namespace upkeep
