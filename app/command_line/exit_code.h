// SPDX-License-Identifier: Apache-2.0
// The published exit codes (PRODUCT 4.13). A number is never given a second meaning.
#pragma once

#include "base/error.h"

#include <QString>

namespace upkeep {

enum class ExitCode {
    Done = 0,
    Failed = 1,
    Usage = 2,
    NothingToDo = 3,
    NotFound = 4,
    UpdateAvailable = 10,
    Locked = 11,
    Untrusted = 12,
    PreCheckFailed = 13,
    RolledBack = 14,
    RollbackFailed = 15,
    Forbidden = 16,
    Unauthorized = 17,
    Held = 18,
    Network = 19,
    Cancelled = 130,
};

ExitCode exitCodeOf(const Error& error);
// The table `--help` prints.
QString exitCodeTable();

} // namespace upkeep
