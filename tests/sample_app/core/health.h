// SPDX-License-Identifier: Apache-2.0
// Is this installation fit to run? Asked by Upkeep right after a switch, before the person sees the
// new release.
#pragma once

#include <QStringList>

namespace almanac {

// Reads notes and settings and loads every evolution; changes nothing and needs no display. Empty
// if all is well.
QStringList healthFaults();

} // namespace almanac
