// SPDX-License-Identifier: Apache-2.0
// The one table from errno to our error codes, for everything in system/ that calls the kernel.
#pragma once

#include "base/names.h"
#include "base/result.h"

namespace upkeep {

// `call` names the system call for the cause; errno is read at once.
Error errnoError(const char* call, const LocalPath& subject);
Error errnoError(const char* call, const LocalPath& subject, int number);

} // namespace upkeep
