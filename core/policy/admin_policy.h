// SPDX-License-Identifier: Apache-2.0
// What the administrator of this machine decides (/etc/upkeep/policy.d/*.json): preferences nobody
// else may change, acts nobody may do, releases that must be installed by a deadline. It wins over
// upkeep.conf; of several files the later name wins.
#pragma once

#include "policy/preferences.h"

#include "base/version.h"

#include <QDateTime>
#include <QHash>
#include <QMap>
#include <QStringList>

namespace upkeep {

// What can be forbidden.
enum class Act { Update, Skip, Remind, Pause, RollBack, Override, Pin, Settings };

// "Install this by then": a version, or whatever fixes a security problem.
struct ForcedInstall {
    QString product;
    std::optional<Version> version; // none = security
    QDateTime deadline;             // UTC
    QString file;

    friend bool operator==(const ForcedInstall&, const ForcedInstall&) = default;
};

struct AdminPolicy {
    struct Value {
        QString text;
        QString file;
    };
    QMap<QString, Value> values;  // by the name of the preference
    QMap<Act, QString> forbidden; // the file that says so
    QList<ForcedInstall> installs;
    QList<Error> broken; // files left out: config.invalid with the file and why

    bool forbids(Act act) const { return forbidden.contains(act); }
};

// {"schema": 1, "preferences": {"automatic": "all", "battery-minimum": 50, "show-tray": true},
//  "forbid": ["skip"], "install": [{"product": "almanac", "version": "1.1.0" | "security",
//  "deadline": "2026-05-03T10:00:00Z"}]}. Strict: a file with anything unknown is left out whole.
// `folder` missing = no policy.
AdminPolicy loadAdminPolicy(FileSystem& files, const LocalPath& folder);
// One file; config.invalid.
Result<AdminPolicy> parseAdminPolicy(QByteArrayView json, const QString& fileName);

struct ManagedPreferences {
    Preferences values;
    QHash<QString, QString> managed; // name of the preference -> file
};
ManagedPreferences applyPolicy(Preferences preferences, const AdminPolicy& policy);

// The stable word of policy files: "skip", "roll-back", ...
QLatin1String actName(Act act);
// policy.forbids with the file, where it is forbidden.
Result<void> allow(const AdminPolicy& policy, Act act);

} // namespace upkeep
