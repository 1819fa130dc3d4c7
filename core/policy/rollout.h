// SPDX-License-Identifier: Apache-2.0
// Gradual rollouts without telling anyone: a random id of this installation, hashed with the
// release's salt. The id never leaves the machine.
#pragma once

#include "base/names.h"
#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace upkeep {

class FileSystem;

// SHA-256(salt, install id) mod 10000: the same answer for ever, 0..9999.
int rolloutBucket(const QString& salt, QByteArrayView installId);
// percent 0 = nobody, 100 = all.
bool rolloutReached(int percent, const QString& salt, QByteArrayView installId);
// Reads the id, or makes one (0600, 32 hexadecimal digits).
Result<QByteArray> installId(FileSystem& files, const LocalPath& file);

} // namespace upkeep
