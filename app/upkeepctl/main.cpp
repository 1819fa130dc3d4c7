// SPDX-License-Identifier: Apache-2.0
#include "command_line/program.h"
#include "text/translation.h"
#include "verbs.h"

#include <QCoreApplication>

namespace {

upkeep::Result<upkeep::ExitCode> runVerb(upkeep::VerbCall& call) {
    upkeep::Session session(call);
    auto code = upkeep::verbs().at(call.arguments.verb).run(session);
    if (!code)
        call.context = session.context();
    return code;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("upkeepctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(UPKEEP_VERSION));
    upkeep::installTranslation(application);
    return upkeep::runProgram(upkeep::verbTable(), QCoreApplication::arguments().mid(1), &runVerb);
}
