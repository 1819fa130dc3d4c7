// SPDX-License-Identifier: Apache-2.0
// A passphrase or token: from a file descriptor or the terminal, never from the command line, where
// others could read it.
#pragma once

#include "base/result.h"

#include <QByteArray>

namespace upkeep {

// The first line, without its newline; key.invalid if there is none.
Result<QByteArray> readSecret(int descriptor);
// The same, for the number that `option` was given.
Result<QByteArray> readSecretFrom(const QString& number, const QString& option);
// Without echo; usage.invalid, naming the option, where there is no terminal to ask on.
Result<QByteArray> askSecret(const QString& question, bool twice, const QString& option);

} // namespace upkeep
