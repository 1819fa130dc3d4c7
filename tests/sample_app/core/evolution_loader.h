// SPDX-License-Identifier: Apache-2.0
// Finds and loads the evolutions installed in <tree>/evolutions/<id>/.
#pragma once

#include "core/evolution.h"

#include <QList>
#include <QStringList>

namespace almanac {

struct LoadedEvolutions {
    QList<Evolution*> evolutions; // owned by the plugin loader, for the life of the program
    QStringList failures;         // "sky-charts: why"
};

LoadedEvolutions loadEvolutions();

} // namespace almanac
