// SPDX-License-Identifier: Apache-2.0
// The person's own autostart entry: there when they want Upkeep in the background at login, gone
// when they do not. TryExec makes it harmless once the program is removed.
#pragma once

#include "base/names.h"
#include "base/result.h"

namespace upkeep {

class FileSystem;

// Durable. `folder` is $XDG_CONFIG_HOME/autostart, `program` what is started. Where the system has
// an entry of the same name for everybody, an unwanted one is hidden instead of removed. Nothing is
// written that is there already.
Result<void> setAutostart(FileSystem& files,
                          const LocalPath& folder,
                          const LocalPath& systemFolder,
                          const LocalPath& program,
                          bool wanted);

} // namespace upkeep
