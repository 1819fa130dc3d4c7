// SPDX-License-Identifier: Apache-2.0
#include "system/process_scan.h"
#include "system/processes.h"
#include "system/run_program.h"
#include "system/stop_event.h"

#include <QDeadlineTimer>

#include <cerrno>
#include <csignal>
#include <mutex>
#include <vector>

#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace upkeep {

namespace {

Error processError(const RunningProcess& process, const char* call) {
    return Error{ErrorCode::ProcessFailed,
                 QStringLiteral("%1 (%2)").arg(process.name).arg(process.pid),
                 QLatin1String(call) + QStringLiteral(": ") + qt_error_string(errno)};
}

// Holds on to exactly this process; closed when it has ended or its number has passed to another.
Result<Descriptor> openProcess(const RunningProcess& process) {
    Descriptor pidfd(
        static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(process.pid), 0)));
    if (!pidfd.isOpen() && errno != ESRCH)
        return processError(process, "pidfd_open");
    if (pidfd.isOpen() && processStartTime(process.pid) != process.startTime)
        return Descriptor();
    return pidfd;
}

class LocalProcesses final : public Processes {
public:
    Result<ProgramResult> run(const ProgramCall& call, std::stop_token stop) override {
        return runProgram(call, std::move(stop));
    }

    Result<qint64> start(const ProgramCall& call) override {
        reapStarted();
        UPKEEP_TRY_AS(const qint64 pid, startProgram(call));
        const std::scoped_lock lock(m_mutex);
        m_started.push_back(static_cast<pid_t>(pid));
        return pid;
    }

    Result<QList<RunningProcess>> using_(const LocalPath& tree) override {
        reapStarted();
        return processesUsing(tree);
    }

    Result<bool> waitForExit(const QList<RunningProcess>& processes,
                             std::chrono::milliseconds timeout,
                             std::stop_token stop) override;
    Result<void> askToQuit(const QList<RunningProcess>& processes) override;

private:
    // What we started stays a zombie until somebody asks for its end.
    void reapStarted() {
        const std::scoped_lock lock(m_mutex);
        std::erase_if(m_started, [](pid_t pid) { return ::waitpid(pid, nullptr, WNOHANG) != 0; });
    }

    std::mutex m_mutex;
    std::vector<pid_t> m_started;
};

Result<bool> LocalProcesses::waitForExit(const QList<RunningProcess>& processes,
                                         std::chrono::milliseconds timeout,
                                         std::stop_token stop) {
    const QDeadlineTimer deadline(timeout);
    const StopEvent stopEvent(stop);
    for (const RunningProcess& process : processes) {
        UPKEEP_TRY_AS(const Descriptor pidfd, openProcess(process));
        while (pidfd.isOpen()) {
            pollfd watched[2] = {{pidfd.get(), POLLIN, 0}, {stopEvent.descriptor(), POLLIN, 0}};
            const auto left = static_cast<int>(qMin<qint64>(deadline.remainingTime(), 1 << 30));
            const int ready = ::poll(watched, 2, left);
            if (watched[1].revents != 0)
                return Error{ErrorCode::Cancelled, process.name, {}};
            if (ready > 0)
                break;
            if (ready == 0 && deadline.hasExpired())
                return false;
        }
    }
    reapStarted();
    return true;
}

Result<void> LocalProcesses::askToQuit(const QList<RunningProcess>& processes) {
    for (const RunningProcess& process : processes) {
        if (process.ours)
            continue;
        UPKEEP_TRY_AS(const Descriptor pidfd, openProcess(process));
        if (pidfd.isOpen() &&
            ::syscall(SYS_pidfd_send_signal, pidfd.get(), SIGTERM, nullptr, 0) != 0 &&
            errno != ESRCH)
            return processError(process, "pidfd_send_signal");
    }
    return {};
}

} // namespace

std::unique_ptr<Processes> makeLocalProcesses() {
    return std::make_unique<LocalProcesses>();
}

} // namespace upkeep
