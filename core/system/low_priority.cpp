// SPDX-License-Identifier: Apache-2.0
#include "system/low_priority.h"

#include <thread>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace upkeep {

namespace {

constexpr int nicest = 19;
// ioprio_set(2), linux/ioprio.h: only when nobody else wants the disk.
constexpr int ofThread = 1;
constexpr int idleClass = 3 << 13;

} // namespace

void atLowPriority(const std::function<void()>& work) {
    std::thread thread([&] {
        // Linux: 0 is this thread. Where it is refused, the work is done all the same.
        (void)::setpriority(PRIO_PROCESS, 0, nicest);
        (void)::syscall(SYS_ioprio_set, ofThread, 0, idleClass);
        work();
    });
    thread.join();
}

} // namespace upkeep
