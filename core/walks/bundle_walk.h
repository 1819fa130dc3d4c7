// SPDX-License-Identifier: Apache-2.0
// An offline bundle in place of the source a product has. Who hands it in changes nothing about
// trust: metadata, expiry and rollback are checked against the same store.
#pragma once

#include "walks/seams.h"

namespace upkeep {

// bundle.invalid or bundle.other-product at once; opened again, and checked again, by each walk.
// Empty names are not asked.
Result<SourceMaker> bundleSource(FileSystem& files,
                                 const LocalPath& file,
                                 const QString& product,
                                 const QString& channel,
                                 const QString& platform);

} // namespace upkeep
