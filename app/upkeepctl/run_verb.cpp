// SPDX-License-Identifier: Apache-2.0
#include "product/installed_record.h"
#include "text/upkeep_tr.h"
#include "verbs.h"
#include "walks/probation.h"

#include <QElapsedTimer>

#include <csignal>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

namespace upkeep {

namespace {

// What is to be started: the tree it runs from is the live one, by path.
struct Start {
    QByteArrayList arguments;
    ProductFile product;
    InstallRoot root;

    void become() {
        std::vector<char*> argv;
        for (QByteArray& argument : arguments)
            argv.push_back(argument.data());
        argv.push_back(nullptr);
        ::execv(argv.front(), argv.data());
    }
};

Result<Start> startOf(Session& session) {
    Start start;
    UPKEEP_TRY_AS(const Registration registration, session.registration());
    start.root = registration.places();
    const LocalPath& live = start.root.live;
    UPKEEP_TRY_AS(const QByteArray yaml, readProductText(session.files(), live));
    UPKEEP_TRY_AS(start.product, ProductFile::parse(yaml, (live / "product.yaml").display()));
    UPKEEP_TRY_AS(const LocalName command, LocalName::parse(start.product.launch.command.toUtf8()));
    start.arguments.append((live / command).bytes());
    for (const QString& argument : session.arguments())
        start.arguments += argument.toLocal8Bit();
    return start;
}

Error notStarted(const Start& start) {
    return Error{ErrorCode::ProcessFailed,
                 QString::fromUtf8(start.arguments.constFirst()),
                 qt_error_string(errno)};
}

// A signal that nobody sends to end a program.
bool isCrash(int signal) {
    return signal == SIGSEGV || signal == SIGABRT || signal == SIGBUS || signal == SIGILL ||
           signal == SIGFPE || signal == SIGSYS || signal == SIGTRAP;
}

Result<ProgramEnd> runAndWait(Start& start) {
    QElapsedTimer timer;
    timer.start();
    const pid_t child = ::fork();
    if (child < 0)
        return notStarted(start);
    if (child == 0) {
        start.become();
        ::_exit(127);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return notStarted(start);
    }
    ProgramEnd end;
    end.ran = std::chrono::seconds(timer.elapsed() / 1000);
    end.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    end.crashed = WIFSIGNALED(status) && isCrash(WTERMSIG(status));
    return end;
}

// The new version did not work: the old one is back before anybody is asked.
Result<ExitCode> goBack(Session& session, InstalledProduct& product, const ProgramEnd& end) {
    RollbackChoice choice;
    choice.trigger = Trigger::Recovery;
    choice.whenRunning = WhenRunning::Wait;
    UPKEEP_TRY_AS(const RollbackOutcome back, product.rollback(choice, {}, session.stop()));
    session.console().say(end.crashed ? Upkeep::tr("%1 crashed after the update; %2 is back.")
                                            .arg(back.from.toString(), back.to.toString())
                                      : Upkeep::tr("%1 ended with an error after the update; %2 "
                                                   "is back.")
                                            .arg(back.from.toString(), back.to.toString()));
    return ExitCode::RolledBack;
}

} // namespace

// Puts things in order, then becomes the program; while a new version is on probation it stays
// beside it to see how it ends.
Result<ExitCode> runVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY(product->finish({}));
    UPKEEP_TRY_AS(Start start, startOf(session));
    UPKEEP_TRY_AS(const ProductStatus status, product->status());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto last = readLastUpdate(session.files(), start.root.lastUpdate());
    if (!isOnProbation(last, status.version, start.product, now)) {
        start.become();
        return notStarted(start);
    }
    UPKEEP_TRY_AS(const ProgramEnd end, runAndWait(start));
    switch (judge(*last, start.product, now, end)) {
    case Probation::Failed:
        return goBack(session, *product, end);
    case Probation::Passed:
        UPKEEP_TRY(product->confirm());
        break;
    case Probation::Open:
    case Probation::None:
        break;
    }
    return end.exitCode == 0 ? ExitCode::Done : ExitCode::Failed;
}

} // namespace upkeep
