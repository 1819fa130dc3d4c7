// SPDX-License-Identifier: Apache-2.0
// What kind of bytes a file has, from its first few: files of a kind are delta-coded side by side.
#pragma once

#include "payload/patch_format.h"

#include <QByteArrayView>

namespace upkeep {

// The first 4 KiB of a file (or all of it) are enough. Never fails: what is not known is Other.
ContentClass classOf(QByteArrayView start);

} // namespace upkeep
