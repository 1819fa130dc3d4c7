// SPDX-License-Identifier: Apache-2.0
// Every preference by its name: what upkeep.conf, `config get|set`, admin policy and the settings
// page's groups share.
#pragma once

#include "policy/preferences.h"

#include <QList>
#include <QStringList>

#include <functional>

namespace upkeep {

struct PreferenceKey {
    QString name;    // "check-interval-hours": config get|set, admin policy, managed
    QString group;   // of the settings page: automatic, schedule, notifications, network, power,
                     // snapshots, channels; older set-ups: advanced
    QString section; // of upkeep.conf
    QString key;     // of upkeep.conf
    QString takes;   // what a value looks like, for messages: "1..8760", "true|false"
    std::function<bool(Preferences&, const QString&)> read; // false = not understood, unchanged
    std::function<QString(const Preferences&)> write;
};

const QList<PreferenceKey>& preferenceKeys();
// nullptr where there is none of that name.
const PreferenceKey* findPreferenceKey(const QString& name);
// The defaults for every key of that group.
Preferences withGroupReset(Preferences values, const QString& group);
// Names of the keys in which they differ.
QStringList changedKeys(const Preferences& before, const Preferences& after);

} // namespace upkeep
