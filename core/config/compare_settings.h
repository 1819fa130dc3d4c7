// SPDX-License-Identifier: Apache-2.0
// What two versions of one settings file say differently, key by key.
#pragma once

#include "config/merge.h"

namespace upkeep {

struct SettingDifference {
    QString key;    // "editor.font.size", "[network] proxy"
    QString before; // as it stands in the file; empty = not there
    QString now;

    friend bool operator==(const SettingDifference&, const SettingDifference&) = default;
};

// In the order of the files; what only moved or is written otherwise is no difference. Nothing for
// ConfigFormat::Lines, which has no keys. Fails with config.invalid, subject "before:3" or "now:3".
Result<QList<SettingDifference>>
compareSettings(ConfigFormat format, QByteArrayView before, QByteArrayView now);

} // namespace upkeep
