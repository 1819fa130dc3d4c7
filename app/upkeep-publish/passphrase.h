// SPDX-License-Identifier: Apache-2.0
// The passphrase of the keys: from a file descriptor or the terminal, never from the command line
// or the environment, where others could read it.
#pragma once

#include "base/result.h"

#include <QByteArray>

namespace upkeep {

// The first line, without its newline; key.invalid if there is none.
Result<QByteArray> readPassphrase(int descriptor);
// Without echo; usage.invalid where there is no terminal to ask on.
Result<QByteArray> askPassphrase(bool twice);

} // namespace upkeep
