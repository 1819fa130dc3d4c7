// SPDX-License-Identifier: Apache-2.0
#include "command_line/token_verbs.h"
#include "source/release_source.h"
#include "verbs.h"

namespace upkeep {

namespace {

using TokenAct = Result<void> (*)(VerbCall&, SecretStore&, const TokenPlace&);

Result<ExitCode> onToken(Session& session, TokenAct act) {
    UPKEEP_TRY_AS(const QUrl api, apiOfServer(session.value("server")));
    UPKEEP_TRY(act(session.call(), session.secrets(), {api, tokenKey(api)}));
    return ExitCode::Done;
}

} // namespace

Result<ExitCode> tokenSetVerb(Session& session) {
    return onToken(session, &setToken);
}

Result<ExitCode> tokenShowVerb(Session& session) {
    return onToken(session, &showToken);
}

Result<ExitCode> tokenRemoveVerb(Session& session) {
    return onToken(session, &removeToken);
}

} // namespace upkeep
