// SPDX-License-Identifier: Apache-2.0
// The tree of a project that signs nothing: its archive, unpacked, and the list made of what came.
// Used where obtain_tree would ask for a signed one.
#pragma once

#include "payload/foreign_archive.h"
#include "steps/download.h"
#include "walks/obtain_tree.h"

namespace upkeep {

// The verified download as what it is to be read as. archive.invalid where it is none of ours.
Result<ForeignArchive>
fetchForeign(Downloads& downloads, const ReleaseDocument& document, const ProductFile& product);

// As obtainTree().
Result<ObtainedTree> obtainArchive(const ObtainInput& input);

} // namespace upkeep
