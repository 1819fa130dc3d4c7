// SPDX-License-Identifier: Apache-2.0
// A descriptor for poll() that becomes readable when a stop is asked for, from whatever thread.
#pragma once

#include "system/file_system.h"

#include <stop_token>

#include <sys/eventfd.h>

namespace upkeep {

class StopEvent {
public:
    explicit StopEvent(const std::stop_token& stop)
        : m_event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
          m_callback(stop, [this] { ::eventfd_write(m_event.get(), 1); }) {}

    int descriptor() const { return m_event.get(); }

private:
    Descriptor m_event;
    std::stop_callback<std::function<void()>> m_callback;
};

} // namespace upkeep
