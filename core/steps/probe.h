// SPDX-License-Identifier: Apache-2.0
// Does the new version work? Its own probe and its own word about its version, run inside the tree
// that is live now, each with a deadline. After the switch, before commit or undo. The publisher's
// argv lists come from the signed product.yaml; nothing is handed to a shell.
#pragma once

#include "base/names.h"
#include "base/version.h"
#include "product/product_file.h"
#include "system/processes.h"

namespace upkeep {

// An error says why the version does not work: probe.failed or probe.timeout with the end of what
// it wrote.
Result<void> probe(const LocalPath& tree,
                   const ProductFile& product,
                   const Version& version,
                   Processes& processes);

} // namespace upkeep
