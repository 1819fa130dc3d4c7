// SPDX-License-Identifier: Apache-2.0
// The rules of the house that a machine can check, over the text of a source tree: who may include
// whom, where third-party headers may live, where names must stay bytes, and what every file starts
// with.
#pragma once

#include <QString>
#include <QStringList>

namespace upkeep {

// One sentence per broken rule: "core/tree/scan.cpp:7: tree may not include steps/choose.h
// (allowed: base, system)".
QStringList brokenHouseRules(const QString& root);

} // namespace upkeep
