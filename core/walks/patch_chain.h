// SPDX-License-Identifier: Apache-2.0
// By way of releases in between: what each patch makes is a source of the next one. The trees in
// between are never made whole, only the contents that are new in them.
#pragma once

#include "steps/download.h"
#include "walks/obtain_tree.h"

namespace upkeep {

// The list of the last release of `via`, each reached by a patch from the one before, the first
// from what is installed. What they make lies in numbered folders below `folder` and is added to
// `sources`. Fails as a patch does; patch.source-missing where an old file is not there.
Result<FileList> walkChain(const ObtainInput& input,
                           const QStringList& via,
                           Downloads& downloads,
                           const LocalPath& folder,
                           QHash<Digest, LocalPath>& sources);

} // namespace upkeep
