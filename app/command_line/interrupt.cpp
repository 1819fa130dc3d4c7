// SPDX-License-Identifier: Apache-2.0
#include "command_line/interrupt.h"

#include <csignal>
#include <cstdint>

#include <poll.h>
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

int milliseconds(std::optional<std::chrono::seconds> limit) {
    return limit ? int(std::chrono::milliseconds(*limit).count()) : -1;
}

} // namespace

Interrupt::Interrupt(std::optional<std::chrono::seconds> limit)
    : m_event(::eventfd(0, EFD_CLOEXEC)) {
    signalEvent = m_event;
    m_watcher = std::jthread([this, limit] {
        pollfd event{m_event, POLLIN, 0};
        m_isOverTime = ::poll(&event, 1, milliseconds(limit)) == 0;
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
