// SPDX-License-Identifier: Apache-2.0
#include "interrupt.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <thread>
#include <tuple>

namespace upkeep {
namespace {

int wakeUp = -1; // the only thing a signal handler may touch

extern "C" void onSignal(int number) {
    std::signal(number, SIG_DFL);
    const char byte = 0;
    std::ignore = ::write(wakeUp, &byte, 1);
}

} // namespace

std::stop_token stopOnSignals() {
    static std::stop_source source;
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return source.get_token();
    wakeUp = ends[1];
    std::thread([reading = ends[0]] {
        char byte = 0;
        while (::read(reading, &byte, 1) == 1)
            source.request_stop();
    }).detach();
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
    return source.get_token();
}

} // namespace upkeep
