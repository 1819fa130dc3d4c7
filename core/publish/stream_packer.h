// SPDX-License-Identifier: Apache-2.0
// Packs a stream of a patch with whatever makes it smallest.
#pragma once

#include "payload/patch_format.h"

namespace upkeep {

struct Packed {
    PatchStream stream;
    QByteArray bytes;
};

Result<Packed> packBest(QByteArrayView content, ContentClass contentClass, int largestLog);

} // namespace upkeep
