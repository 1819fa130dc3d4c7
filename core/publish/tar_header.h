// SPDX-License-Identifier: Apache-2.0
// Headers of a POSIX tar (IEEE Std 1003.1, ustar), with a pax record before them only for a long
// path or link target. uid and gid 0, no names: a rebuild is identical.
#pragma once

#include "tree/file_list.h"

#include <QByteArray>

namespace upkeep {

// One or three 512-byte blocks.
QByteArray tarHeader(const FileEntry& entry, qint64 secondsSinceEpoch);
// The zeros after content of that size.
QByteArray tarPadding(qint64 size);
// The two zero blocks at the end.
QByteArray tarEnd();

} // namespace upkeep
