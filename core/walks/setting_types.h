// SPDX-License-Identifier: Apache-2.0
// Settings that the person and the last update both changed, as values for window and command line
// (walks/open_settings.h finds them).
#pragma once

#include "config/merge.h"

#include <QString>

namespace upkeep {

struct OpenSetting {
    QString component;
    QString file; // relative to the component
    Conflict conflict;

    QString name() const { return file + QStringLiteral(": ") + conflict.key; }
};

// By OpenSetting::name().
struct SettingChoice {
    QString name;
    Side side = Side::Mine;

    friend bool operator==(const SettingChoice&, const SettingChoice&) = default;
};

} // namespace upkeep
