// SPDX-License-Identifier: Apache-2.0
// The chosen evolutions of a release: each becomes a list of its own, and its content one more
// source for the tree that is obtained next.
#pragma once

#include "steps/download.h"
#include "walks/obtain_tree.h"

namespace upkeep {

// What is installed and whole is not fetched again. `folder` is made anew; what is in it is needed
// until the tree is assembled.
Result<QMap<QString, InstalledEvolution>> obtainEvolutions(const ObtainInput& input,
                                                           Downloads& downloads,
                                                           QHash<Digest, LocalPath>& sources,
                                                           const LocalPath& folder);

} // namespace upkeep
