// SPDX-License-Identifier: Apache-2.0
// One line of a comparison between two snapshots, or a snapshot and what is there now.
#pragma once

#include "base/names.h"

#include <QString>

namespace upkeep {

enum class Difference { Added, Removed, Changed, Permissions, Same };

struct DifferenceEntry {
    QString component;
    LocalName path;
    Difference difference = Difference::Same;
    qint64 oldSize = 0;
    qint64 newSize = 0;
};

} // namespace upkeep
