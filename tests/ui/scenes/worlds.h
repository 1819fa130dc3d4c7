// SPDX-License-Identifier: Apache-2.0
// The situations scenes start from.
#pragma once

#include "support/fake_walks.h"

namespace upkeep::test {

void offered(FakeWalks& world);
void securityOffered(FakeWalks& world);
// Waits for these reasons, each with its subject; the first is the most telling.
void held(FakeWalks& world, const QList<std::pair<const char*, const char*>>& reasons);
// 1.1.0 was installed so long ago.
void updated(FakeWalks& world, qint64 secondsAgo);
// 1.2.0 did not start, 1.1.0 is back.
void rolledBack(FakeWalks& world);
void richHistory(FakeWalks& world);
void richSnapshots(FakeWalks& world);
// Three settings that a person and 1.1.0 both changed.
void openSettings(FakeWalks& world);

} // namespace upkeep::test
