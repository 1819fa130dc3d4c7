// SPDX-License-Identifier: Apache-2.0
// The seam to other programs: run one with a deadline, find who uses a tree, wait for them, ask
// them to quit. Nothing is ever handed to a shell.
#pragma once

#include "base/names.h"
#include "base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>

namespace upkeep {

struct ProgramCall {
    QByteArrayList argv; // argv[0] is a path
    LocalPath folder;    // working folder; empty = "/"
    QList<std::pair<QByteArray, QByteArray>>
        environment; // added to a minimal one (HOME, PATH, LANG, XDG_*)
    QByteArray input;
    std::chrono::milliseconds timeout{30'000};
    qint64 outputLimit = 1 << 20;                    // the rest is dropped
    std::function<void(QByteArrayView line)> onLine; // each line of standard output while it runs
    qint64 lineLimit = 64 * 1024;                    // the rest of a longer one is dropped
};

struct ProgramResult {
    int exitCode = -1;
    bool timedOut = false;
    bool crashed = false;
    QByteArray output;
    QByteArray errors;
};

struct RunningProcess {
    qint64 pid = 0;
    quint64 startTime = 0; // of /proc/<pid>/stat: tells a reused pid apart
    QString name;
    bool ours = false; // this very process
};

class Processes {
public:
    virtual ~Processes() = default;
    // Fails with process.failed only if it could not be started; a deadline kills the process
    // group.
    virtual Result<ProgramResult> run(const ProgramCall& call, std::stop_token stop = {}) = 0;
    // Starts it detached from us (its own session) and returns its pid.
    virtual Result<qint64> start(const ProgramCall& call) = 0;
    // Processes of this user (all, as root) whose executable, mappings, working folder or open
    // files lie in the tree.
    virtual Result<QList<RunningProcess>> using_(const LocalPath& tree) = 0;
    // True when all have ended (pidfd, no polling), false at the deadline.
    virtual Result<bool> waitForExit(const QList<RunningProcess>& processes,
                                     std::chrono::milliseconds timeout,
                                     std::stop_token stop = {}) = 0;
    // SIGTERM; never SIGKILL.
    virtual Result<void> askToQuit(const QList<RunningProcess>& processes) = 0;
};

std::unique_ptr<Processes> makeLocalProcesses();

} // namespace upkeep
