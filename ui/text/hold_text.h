// SPDX-License-Identifier: Apache-2.0
// Why an update waits, in a sentence, for window, tray, command line and notices.
#pragma once

#include "walks/walk_types.h"

namespace upkeep {

// "Download is waiting for an unmetered network." and until when, if that is known.
QString describe(const Hold& hold, const QDateTime& now);

} // namespace upkeep
