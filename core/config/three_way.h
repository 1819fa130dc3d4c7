// SPDX-License-Identifier: Apache-2.0
// The three-way merge per key, the same for every syntax. Inside of config/ only.
#pragma once

#include "config/config_tree.h"
#include "config/merge.h"

namespace upkeep {

// nullptr for Lines.
const ConfigSyntax* syntaxOf(ConfigFormat format);

// `choices` settle conflicts by key.
Result<MergeResult> mergeKeys(const ConfigSyntax& syntax,
                              QByteArrayView base,
                              QByteArrayView mine,
                              QByteArrayView theirs,
                              const QHash<QString, Side>& choices);
Result<MergeResult> mergeLinesChoosing(QByteArrayView base,
                                       QByteArrayView mine,
                                       QByteArrayView theirs,
                                       const QHash<QString, Side>& choices);

} // namespace upkeep
