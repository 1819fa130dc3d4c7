// SPDX-License-Identifier: Apache-2.0
#include "walks/watched_start.h"

#include "steps/health_endpoint.h"

#include <QElapsedTimer>

#include <csignal>

#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace upkeep {

namespace {

constexpr int everyMs = 1000;      // while an endpoint has not answered yet
constexpr int laterEveryMs = 5000; // from then on

// A signal that nobody sends to end a program.
bool isCrash(int signal) {
    return signal == SIGSEGV || signal == SIGABRT || signal == SIGBUS || signal == SIGILL ||
           signal == SIGFPE || signal == SIGSYS || signal == SIGTRAP;
}

class Watching {
public:
    Watching(pid_t child, const WatchedStart& watched)
        : m_child(child), m_watched(watched), m_watch(watched.health, watched.endpoints) {
        m_timer.start();
    }

    Result<ProgramEnd> run() {
        const int descriptor = int(::syscall(SYS_pidfd_open, m_child, 0));
        while (!m_isTold && descriptor >= 0 && !hasEnded(descriptor)) {
            ask();
            tell(m_watch.whileRunning(ran(), m_watched.isConfirmed()));
        }
        if (descriptor >= 0)
            ::close(descriptor);
        UPKEEP_TRY_AS(const ProgramEnd end, wait());
        tell(m_watch.atEnd(end, m_watched.isConfirmed()));
        return end;
    }

private:
    std::chrono::seconds ran() const { return std::chrono::seconds(m_timer.elapsed() / 1000); }

    // Or it is time to look again.
    bool hasEnded(int descriptor) const {
        pollfd waiting{descriptor, POLLIN, 0};
        return ::poll(&waiting, 1, ran().count() < 60 ? everyMs : laterEveryMs) > 0;
    }

    void ask() {
        for (qsizetype at = 0; at < m_watch.endpoints().size(); ++at) {
            const ManifestCheck& endpoint = m_watch.endpoints()[at];
            const auto answer =
                askEndpoint(endpoint.url, endpoint.expectedStatus, m_watched.health.hosts, {});
            m_watch.toldAnswer(at, answer ? std::optional<Error>() : answer.error());
        }
    }

    void tell(Verdict verdict) {
        if (m_isTold || verdict == Verdict::Open)
            return;
        m_isTold = true;
        m_watched.onVerdict(verdict, m_watch.cause());
    }

    Result<ProgramEnd> wait() const {
        int status = 0;
        while (::waitpid(m_child, &status, 0) < 0) {
            if (errno != EINTR)
                return Error{
                    ErrorCode::ProcessFailed, QString::number(m_child), qt_error_string(errno)};
        }
        ProgramEnd end;
        end.ran = ran();
        end.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
        end.crashed = WIFSIGNALED(status) && isCrash(WTERMSIG(status));
        return end;
    }

    pid_t m_child;
    const WatchedStart& m_watched;
    ProbationWatch m_watch;
    QElapsedTimer m_timer;
    bool m_isTold = false;
};

} // namespace

Result<ProgramEnd> watchStart(pid_t child, const WatchedStart& watched) {
    return Watching(child, watched).run();
}

} // namespace upkeep
