// SPDX-License-Identifier: Apache-2.0
// upkeep.conf (INI): what the person prefers. A broken file is named and kept; the defaults are
// used meanwhile.
#pragma once

#include "base/error.h"
#include "base/names.h"
#include "base/result.h"

#include <QString>

#include <optional>

namespace upkeep {

class FileSystem;

enum class AutoUpdate { All, SecurityOnly, Manual };

struct Preferences {
    AutoUpdate automatic = AutoUpdate::Manual;
    int checkIntervalHours = 6; // >= 1
    int snapshotsKept = 5;
    int snapshotBudgetGb = 0; // 0 = 20 % of the file system
    bool startAfterUpdate = true;
    QString channel = QStringLiteral("stable");
    // Places of older set-ups, [Updater] dockerComposePath, coreInstallPath, backupPath; empty =
    // not set.
    QString dockerComposePath;
    QString coreInstallPath;
    QString backupPath;

    friend bool operator==(const Preferences&, const Preferences&) = default;
};

struct LoadedPreferences {
    Preferences values;
    std::optional<Error> broken; // config.invalid with file:line; the values that could not be
                                 // read are the defaults
};

// A missing file is no fault: the defaults.
LoadedPreferences loadPreferences(FileSystem& files, const LocalPath& file);
LoadedPreferences parsePreferences(QByteArrayView text, const QString& fileName);
// Durable. Comments and keys that are not ours stay; a broken file is kept beside as
// "<name>.broken".
Result<void> savePreferences(FileSystem& files, const LocalPath& file, const Preferences& values);

} // namespace upkeep
