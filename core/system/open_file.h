// SPDX-License-Identifier: Apache-2.0
// Opening and looking at files without being led astray: every path is opened with O_NOFOLLOW and
// O_NONBLOCK, so that a link planted in the last component is refused and a FIFO does not hang us.
#pragma once

#include "system/file_system.h"

#include <sys/types.h>

namespace upkeep {

// Of `name` in an open folder (or AT_FDCWD); `path` is for the error only. Links are not followed.
Result<FileStat> statAt(int folder, const char* name, const LocalPath& path);
Result<Descriptor> openAs(const LocalPath& path, int flags, mode_t mode = 0);
// file.failed for anything but a regular file.
Result<FileStat> regularStat(const Descriptor& descriptor, const LocalPath& path);
// A new file for writing. The mode is exact whatever the umask says: it is part of what a publisher
// signed.
Result<Descriptor> createExactly(const LocalPath& path, quint32 mode);
Result<void> reserveSpace(const Descriptor& file, const LocalPath& path, qint64 size);

} // namespace upkeep
