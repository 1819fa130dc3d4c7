// SPDX-License-Identifier: Apache-2.0
// What no tree of ours may hold, asked by signed lists and by archives of strangers alike. Pure.
#pragma once

#include "base/names.h"

#include <QString>

namespace upkeep {

// Equal for two names that some file system takes for one: NFC, then case folded.
QString foldedName(const QByteArray& path);

// A relative target that cannot lead out of the tree, whatever other such links it goes through:
// ".." may only lead, and never above the top.
bool linkStaysInside(const RelativePath& link, const QByteArray& target);

} // namespace upkeep
