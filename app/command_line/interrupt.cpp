// SPDX-License-Identifier: Apache-2.0
#include "command_line/interrupt.h"

#include <csignal>
#include <cstdint>

#include <sys/eventfd.h>
#include <unistd.h>

namespace upkeep {

namespace {

// A signal handler may only write to a descriptor; requesting the stop runs callbacks and needs a
// thread of its own.
int signalEvent = -1;

void onSignal(int signal) {
    std::signal(signal, SIG_DFL);
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(signalEvent, &one, sizeof one);
}

} // namespace

Interrupt::Interrupt() : m_event(::eventfd(0, EFD_CLOEXEC)) {
    signalEvent = m_event;
    m_watcher = std::jthread([this] {
        std::uint64_t count = 0;
        if (::read(m_event, &count, sizeof count) == sizeof count)
            m_stop.request_stop();
    });
    std::signal(SIGINT, &onSignal);
    std::signal(SIGTERM, &onSignal);
}

Interrupt::~Interrupt() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(m_event, &one, sizeof one);
    m_watcher.join();
    ::close(m_event);
}

} // namespace upkeep
