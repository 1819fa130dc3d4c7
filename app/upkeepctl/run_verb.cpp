// SPDX-License-Identifier: Apache-2.0
#include "product/installed_record.h"
#include "text/error_text.h"
#include "text/upkeep_tr.h"
#include "verbs.h"
#include "walks/watched_start.h"

#include <vector>

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

// Beside the program until it ends. What is found is kept at once; what follows from it comes when
// the program is closed.
Result<ProgramEnd> startAndWatch(InstalledProduct& product, Start& start) {
    UPKEEP_TRY_AS(const WatchedStart watched, product.watchedStart());
    UPKEEP_TRY(product.noteStart());
    const pid_t child = ::fork();
    if (child < 0)
        return notStarted(start);
    if (child == 0) {
        start.become();
        ::_exit(127);
    }
    return watchStart(child, watched);
}

// The new version did not work: the old one is back before anybody is asked.
Result<ExitCode> goBack(Session& session, InstalledProduct& product) {
    RollbackChoice choice;
    choice.trigger = Trigger::Recovery;
    choice.whenRunning = WhenRunning::Wait;
    UPKEEP_TRY_AS(const ProductStatus before, product.status());
    const auto back = product.rollback(choice, {}, session.stop());
    if (!back) {
        // The agent may have been quicker.
        UPKEEP_TRY_AS(const ProductStatus now, product.status());
        return now.version != before.version ? Result<ExitCode>(ExitCode::RolledBack)
                                             : Result<ExitCode>(back.error());
    }
    if (before.probationTrouble)
        session.console().say(describe(*before.probationTrouble, {}).happened);
    session.console().say(Upkeep::tr("%1 did not show that it works; %2 is back.")
                              .arg(back->from.toString(), back->to.toString()));
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
    if (status.probation == ProbationState::Failed)
        return goBack(session, *product); // it ended before anybody could take it back
    if (status.probation != ProbationState::Open) {
        start.become();
        return notStarted(start);
    }
    UPKEEP_TRY_AS(const ProgramEnd end, startAndWatch(*product, start));
    UPKEEP_TRY_AS(const ProductStatus after, product->status());
    if (after.probation == ProbationState::Failed)
        return goBack(session, *product);
    return end.exitCode == 0 && !end.crashed ? ExitCode::Done : ExitCode::Failed;
}

} // namespace upkeep
