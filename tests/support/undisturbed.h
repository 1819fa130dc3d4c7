// SPDX-License-Identifier: Apache-2.0
// The real processes on a machine where nobody uses any tree: looking through all of /proc at every
// turn is most of the time a crash test takes, and on a busy machine more.
#pragma once

#include "system/processes.h"

namespace upkeep::test {

class Undisturbed final : public Processes {
public:
    explicit Undisturbed(std::unique_ptr<Processes> real) : m_real(std::move(real)) {}

    Result<ProgramResult> run(const ProgramCall& call, std::stop_token stop) override {
        return m_real->run(call, std::move(stop));
    }
    Result<qint64> start(const ProgramCall& call) override { return m_real->start(call); }
    Result<QList<RunningProcess>> using_(const LocalPath&) override {
        return QList<RunningProcess>();
    }
    Result<bool> waitForExit(const QList<RunningProcess>& processes,
                             std::chrono::milliseconds timeout,
                             std::stop_token stop) override {
        return m_real->waitForExit(processes, timeout, std::move(stop));
    }
    Result<void> askToQuit(const QList<RunningProcess>& processes) override {
        return m_real->askToQuit(processes);
    }

private:
    std::unique_ptr<Processes> m_real;
};

} // namespace upkeep::test
