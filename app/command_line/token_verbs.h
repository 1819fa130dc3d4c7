// SPDX-License-Identifier: Apache-2.0
// The tokens of GitHub and others in the desktop's key store: set, asked about, removed. Never
// printed, never in clear text on a disk; without a key store nothing is kept.
#pragma once

#include "command_line/program.h"
#include "system/secret_store.h"

#include <QUrl>

namespace upkeep {

// https://github.com (also where nothing is said), https://HOST of GitHub Enterprise, or the
// address of an API as it is. usage.invalid otherwise.
Result<QUrl> apiOfServer(const QString& server);

struct TokenPlace {
    QUrl api;
    QString key; // in the key store
};

// --token-fd, or asked on the terminal.
Result<void> setToken(VerbCall& call, SecretStore& secrets, const TokenPlace& place);
// Whose token it is, as the API says; source.missing where there is none, token.refused where it
// is no longer good.
Result<void> showToken(VerbCall& call, SecretStore& secrets, const TokenPlace& place);
Result<void> removeToken(VerbCall& call, SecretStore& secrets, const TokenPlace& place);

} // namespace upkeep
