// SPDX-License-Identifier: Apache-2.0
// A file of the real disk being written through a descriptor that is open already.
#pragma once

#include "system/file_system.h"

namespace upkeep {

// `reserved` bytes were asked for; what was not written of them is given back by close().
std::unique_ptr<NewFile> newFileOn(Descriptor descriptor, LocalPath path, qint64 reserved);

} // namespace upkeep
