// SPDX-License-Identifier: Apache-2.0
// upkeep.conf (INI): what the person prefers. A broken file is named and kept; the defaults are
// used meanwhile. The keys by name: policy/preference_keys.h.
#pragma once

#include "base/error.h"
#include "base/log.h"
#include "base/names.h"
#include "base/result.h"
#include "policy/update_window.h"

#include <QString>

#include <optional>

namespace upkeep {

class FileSystem;

// What may be installed without asking.
enum class AutoUpdate { All, SecurityOnly, Manual };
// What a notification may be about.
enum class NotifyAbout { All, SecurityOnly, Nothing };

struct Preferences {
    AutoUpdate automatic = AutoUpdate::Manual;
    bool startAfterUpdate = true;
    // Schedule.
    int checkIntervalHours = 6; // >= 1
    UpdateWindow updateWindow;
    int idleMinutes = 1;  // silent installs wait until nobody has touched anything for so long
    int coolDownDays = 0; // a release waits so many days after it came out
    bool securityBypassesCoolDown = true;
    int integrityDays = 7; // all installed files are looked at once in so many days; 0 = never
    // Notifications and background.
    NotifyAbout notifications = NotifyAbout::All;
    bool startInBackground = false; // at login
    bool showTray = true;
    // Network.
    bool downloadOnMetered = false;
    int rateLimitKib = 0; // per second; 0 = none
    QString proxy =
        QStringLiteral("system"); // | none | http://[user@]host:port | socks5://[user@]host:port
    // Power and presence.
    bool holdOnBattery = true;
    int batteryMinimum = 30; // per cent from which on a battery will do
    bool holdOnPowerSaver = true;
    bool holdInFullScreen = true;
    // Snapshots.
    int snapshotsKept = 5;
    int snapshotDays = 0;     // older ones go; 0 = none does for its age
    int snapshotBudgetGb = 0; // 0 = 20 % of the file system
    // Channels.
    QString channel = QStringLiteral("stable");
    // Places of older set-ups, [Updater] dockerComposePath, coreInstallPath, backupPath; empty =
    // not set.
    QString dockerComposePath;
    QString coreInstallPath;
    QString backupPath;
    LogLevel logLevel = LogLevel::Info; // of upkeep.log, the lowest that is written

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

// Bytes that snapshots may take on a file system of this size.
qint64 snapshotBudget(const Preferences& preferences, qint64 fileSystemBytes);

} // namespace upkeep
