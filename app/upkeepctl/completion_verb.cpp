// SPDX-License-Identifier: Apache-2.0
#include "command_line/completion.h"
#include "verbs.h"

#include <cstdio>

namespace upkeep {

// For packagers; the build calls it, too.
Result<ExitCode> completionVerb(Session& session) {
    const QString shell = session.arguments().value(0);
    const QString script = completionFor(verbTable(), shell);
    if (script.isEmpty())
        return Error{ErrorCode::UsageInvalid, shell, QStringLiteral("is none of bash, zsh, fish")};
    std::fputs(script.toUtf8().constData(), stdout);
    return ExitCode::Done;
}

} // namespace upkeep
