// SPDX-License-Identifier: Apache-2.0
#include "system/memory.h"

#include <QFile>

namespace upkeep {

qint64 availableMemory() {
    QFile file(QStringLiteral("/proc/meminfo"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArrayList lines = file.readAll().split('\n');
    for (const QByteArray& line : lines) {
        // "MemAvailable:   12345678 kB"
        if (line.startsWith("MemAvailable:"))
            return line.simplified().split(' ').value(1).toLongLong() * 1024;
    }
    return 0;
}

} // namespace upkeep
