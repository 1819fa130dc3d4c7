// SPDX-License-Identifier: Apache-2.0
// The controls of the settings page. Each shows one preference and says what a person makes of it,
// both in the words of policy/preference_keys.h, so that the page needs no code per preference.
#pragma once

#include <QList>
#include <QString>

#include <functional>

class QWidget;

namespace upkeep {

struct PreferenceControl {
    QWidget* widget = nullptr;
    std::function<void(const QString&)> show; // does not call back
};

using PreferenceChange = std::function<void(const QString&)>;

struct PreferenceChoice {
    QString text;
    QString value;
};

PreferenceControl makeSwitch(const PreferenceChange& change);
// `describe` words a value set elsewhere that is none of the choices: it is shown, not replaced.
PreferenceControl makeChoice(const QList<PreferenceChoice>& choices,
                             const std::function<QString(const QString&)>& describe,
                             const PreferenceChange& change);
// The hours of an update window, and its days; each leaves the other alone.
PreferenceControl makeHours(const PreferenceChange& change);
PreferenceControl makeDays(const PreferenceChange& change);
// "system", "none" or an address of one's own.
PreferenceControl makeProxy(const PreferenceChange& change);
PreferenceControl makePath(const QString& placeholder, const PreferenceChange& change);

} // namespace upkeep
