// SPDX-License-Identifier: Apache-2.0
// Where a test that syncs hundreds of small files keeps them: in memory where there is such a
// place. Not for tests of reflinks, space or exchange: those depend on the file system.
#pragma once

#include <QDir>
#include <QFileInfo>

namespace upkeep::test {

// For the constructor of QTemporaryDir.
inline QString fastFolder() {
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + "/upkeep-XXXXXX";
}

} // namespace upkeep::test
