// SPDX-License-Identifier: Apache-2.0
// Whether a tree came with a package of the system (dpkg, rpm, pacman, Flatpak, Snap): its package
// manager brings its updates then, and files changed behind its back would be a mess.
#pragma once

#include "system/processes.h"

#include <optional>

namespace upkeep {

// The package, e.g. "almanac"; none if there is no owner or nobody to ask. Folders of this person
// are never asked about. Bounded by a few seconds; changes nothing.
std::optional<QString> packageOwning(Processes& processes, const LocalPath& tree);

} // namespace upkeep
