// SPDX-License-Identifier: Apache-2.0
// zstd with other content as its beginning: what the two have in common is only referred to. Made
// for blocks of some MiB and a base not much larger; the same base is needed to decode.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace upkeep {

// Memory: some 5 MiB besides the arguments.
Result<QByteArray> compressOnBase(QByteArrayView base, QByteArrayView content);
// Fails with codec.failed unless the content is complete and exactly `size` bytes long; another
// base gives that or other bytes, which only a hash can tell.
Result<QByteArray> decompressOnBase(QByteArrayView base, QByteArrayView packed, qint64 size);

} // namespace upkeep
