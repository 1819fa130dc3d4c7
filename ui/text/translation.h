// SPDX-License-Identifier: Apache-2.0
// The translation of this person's language, built into the program. English has one too: its
// plurals.
#pragma once

class QCoreApplication;

namespace upkeep {

// Call once, before the first text. A language we do not have is English.
void installTranslation(QCoreApplication& application);

} // namespace upkeep
