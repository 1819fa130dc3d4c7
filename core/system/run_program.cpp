// SPDX-License-Identifier: Apache-2.0
#include "system/run_program.h"

#include "system/spawn.h"
#include "system/stop_event.h"

#include <QDeadlineTimer>

#include <array>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace upkeep {

namespace {

Error processError(const ProgramCall& call, const char* what) {
    return Error{ErrorCode::ProcessFailed,
                 call.argv.isEmpty() ? QString() : QString::fromUtf8(call.argv.constFirst()),
                 QLatin1String(what) + QStringLiteral(": ") + qt_error_string(errno)};
}

// One stream of the program as it comes: kept up to a limit, and cut into lines for whoever
// listens.
class Stream {
public:
    explicit Stream(qint64 limit,
                    std::function<void(QByteArrayView)> onLine = {},
                    qint64 lineLimit = 0)
        : m_limit(limit), m_onLine(std::move(onLine)), m_lineLimit(lineLimit) {}

    bool open() {
        std::array<int, 2> ends = {-1, -1};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            return false;
        m_read = Descriptor(ends[0]);
        m_write = Descriptor(ends[1]);
        return ::fcntl(m_read.get(), F_SETFL, O_NONBLOCK) == 0;
    }
    int writeEnd() const { return m_write.get(); }
    int readEnd() const { return m_read.get(); }
    void closeWriteEnd() { m_write = Descriptor(); }

    // Takes what is there now, at most 1 MiB: whoever writes without end must not outlive the
    // deadline.
    void drain() {
        std::array<char, 16 * 1024> buffer = {};
        for (int piece = 0; piece < 64 && m_read.isOpen(); ++piece) {
            const ssize_t got = ::read(m_read.get(), buffer.data(), buffer.size());
            if (got > 0)
                take(QByteArrayView(buffer.data(), got));
            else if (got == 0 || (errno != EAGAIN && errno != EINTR))
                m_read = Descriptor();
            else if (errno == EAGAIN)
                return;
        }
    }

    QByteArray finish() {
        if (m_onLine && !m_line.isEmpty())
            m_onLine(m_line);
        return std::move(m_kept);
    }

private:
    void take(QByteArrayView bytes) {
        m_kept.append(bytes.first(qMin<qint64>(bytes.size(), m_limit - m_kept.size())));
        for (qsizetype end = 0; m_onLine && (end = bytes.indexOf('\n')) >= 0;) {
            lengthenLine(bytes.first(end));
            m_onLine(m_line);
            m_line.clear();
            bytes = bytes.sliced(end + 1);
        }
        lengthenLine(bytes);
    }
    void lengthenLine(QByteArrayView bytes) {
        if (m_onLine)
            m_line.append(bytes.first(qMin<qint64>(bytes.size(), m_lineLimit - m_line.size())));
    }

    qint64 m_limit;
    std::function<void(QByteArrayView)> m_onLine;
    qint64 m_lineLimit;
    Descriptor m_read;
    Descriptor m_write;
    QByteArray m_kept;
    QByteArray m_line;
};

// A file in memory: the program reads at its own pace, and we never wait for it nor get SIGPIPE.
Result<Descriptor> inputFile(const ProgramCall& call) {
    if (call.input.isEmpty())
        return Descriptor();
    Descriptor file(::memfd_create("input", MFD_CLOEXEC));
    for (QByteArrayView rest = call.input; !rest.isEmpty();) {
        const ssize_t done = ::write(file.get(), rest.data(), static_cast<size_t>(rest.size()));
        if (done < 0)
            return processError(call, "input");
        rest = rest.sliced(done);
    }
    if (::lseek(file.get(), 0, SEEK_SET) != 0)
        return processError(call, "input");
    return file;
}

enum class Ending { Ended, Deadline, Stopped };

// Pumps both streams until the program ends. What a grandchild still writes then is not waited for.
Ending
watch(int pidfd, Stream& output, Stream& errors, const StopEvent& stop, const ProgramCall& call) {
    const QDeadlineTimer deadline(call.timeout);
    for (;;) {
        std::array<pollfd, 4> watched = {{{pidfd, POLLIN, 0},
                                          {stop.descriptor(), POLLIN, 0},
                                          {output.readEnd(), POLLIN, 0},
                                          {errors.readEnd(), POLLIN, 0}}};
        const auto left = static_cast<int>(qMin<qint64>(deadline.remainingTime(), 1 << 30));
        const int ready = ::poll(watched.data(), watched.size(), left);
        output.drain();
        errors.drain();
        if (watched[0].revents != 0)
            return Ending::Ended;
        if (watched[1].revents != 0)
            return Ending::Stopped;
        if (ready == 0 || deadline.hasExpired())
            return Ending::Deadline;
    }
}

ProgramResult reap(int pidfd) {
    siginfo_t info = {};
    while (::waitid(static_cast<idtype_t>(P_PIDFD), static_cast<id_t>(pidfd), &info, WEXITED) !=
               0 &&
           errno == EINTR) {
    }
    ProgramResult result;
    result.crashed = info.si_code != CLD_EXITED;
    result.exitCode = result.crashed ? -1 : info.si_status;
    return result;
}

} // namespace

Result<ProgramResult> runProgram(const ProgramCall& call, std::stop_token stop) {
    Stream output(call.outputLimit, call.onLine, call.lineLimit);
    Stream errors(call.outputLimit);
    if (!output.open() || !errors.open())
        return processError(call, "pipe2");
    UPKEEP_TRY_AS(const Descriptor input, inputFile(call));
    UPKEEP_TRY_AS(const pid_t pid,
                  spawn(call,
                        {false,
                         programEnvironment(call, false),
                         input.get(),
                         output.writeEnd(),
                         errors.writeEnd()}));
    output.closeWriteEnd();
    errors.closeWriteEnd();
    // Ours until we reap it, so the pid cannot have passed to anybody else.
    const Descriptor pidfd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (!pidfd.isOpen()) {
        const Error failure = processError(call, "pidfd_open");
        ::kill(-pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        return failure;
    }
    const StopEvent stopEvent(stop);
    const Ending ending = watch(pidfd.get(), output, errors, stopEvent, call);
    if (ending != Ending::Ended)
        ::kill(-pid, SIGKILL);
    ProgramResult result = reap(pidfd.get());
    if (ending == Ending::Stopped)
        return Error{ErrorCode::Cancelled, QString::fromUtf8(call.argv.constFirst()), {}};
    result.timedOut = ending == Ending::Deadline;
    output.drain();
    errors.drain();
    result.output = output.finish();
    result.errors = errors.finish();
    return result;
}

Result<qint64> startProgram(const ProgramCall& call) {
    UPKEEP_TRY_AS(const pid_t pid, spawn(call, {true, programEnvironment(call, true), -1, -1, -1}));
    return qint64(pid);
}

} // namespace upkeep
