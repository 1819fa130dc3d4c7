// SPDX-License-Identifier: Apache-2.0
#include "publish/file_slice.h"

#include <unistd.h>

namespace upkeep {

qint64 FileSlice::readData(char* data, qint64 wanted) {
    const qint64 left = m_length - pos();
    if (left <= 0)
        return 0;
    return ::pread(m_file.get(), data, static_cast<size_t>(qMin(wanted, left)), m_first + pos());
}

} // namespace upkeep
