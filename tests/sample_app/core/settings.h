// SPDX-License-Identifier: Apache-2.0
// What the person chose, in ~/.config/almanac/settings.yaml; what they did not choose comes from
// the release.
#pragma once

#include <QString>

#include <optional>

namespace almanac {

struct Settings {
    QString theme;    // light, dark, system
    QString firstDay; // monday, sunday
    QString city;
    double latitude = 0;
    double longitude = 0;
};

// The shipped defaults under the person's own file; nullopt with `error` said where either cannot
// be read.
std::optional<Settings> loadSettings(QString* error);

} // namespace almanac
