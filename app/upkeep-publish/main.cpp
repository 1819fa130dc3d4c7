// SPDX-License-Identifier: Apache-2.0
// upkeep-publish: the release engineer's program. Reads the arguments, builds the real objects,
// runs one verb.
#include "command_line/program.h"
#include "text/translation.h"
#include "verbs.h"

#include <QCoreApplication>

namespace {

using namespace upkeep;

const QList<Verb>& verbs() {
    static const QList<Verb> list = keyVerbs() + ceremonyVerbs() + signVerbs() + releaseVerbs() +
                                    siteVerbs() + bundleVerbs() + patchVerbs() + uploadVerbs();
    return list;
}

VerbTable verbTable() {
    return tableOf("upkeep-publish",
                   "Makes, signs and serves releases for Upkeep.",
                   verbs(),
                   {{"json", nullptr, "one JSON object as the result"},
                    {"quiet", nullptr, "say only what went wrong"},
                    {"yes", nullptr, "answer every question with yes"},
                    {"no-interaction", nullptr, "ask nothing"},
                    {"version", nullptr, "show the version of Upkeep"},
                    {"help", nullptr, "show this help"}});
}

Result<ExitCode> runVerb(VerbCall& call) {
    Session session(call);
    UPKEEP_TRY(verbs().at(call.arguments.verb).run(session));
    return session.exitCode();
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("upkeep-publish"));
    upkeep::installTranslation(application);
    return upkeep::runProgram(verbTable(), QCoreApplication::arguments().mid(1), &runVerb);
}
