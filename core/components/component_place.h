// SPDX-License-Identifier: Apache-2.0
// Where a component of product.yaml lies: inside the application tree, and then it changes hands
// with it, or outside, and then it is staged beside itself as `.<name>.upkeep-<transaction>`.
#pragma once

#include "components/component.h"

namespace upkeep {

struct ComponentPlace {
    LocalName inside;  // relative to the tree; empty if outside or the tree itself
    LocalPath outside; // absolute; empty if inside

    // "~" is taken from `home`. product.invalid for a path that leaves the tree.
    static Result<ComponentPlace> resolve(const QString& text, const LocalPath& home);

    bool isInside() const { return outside.isEmpty(); }
    LocalPath in(const LocalPath& tree) const;
    // Of an outside one only.
    LocalPath stagedName(const QString& transaction) const;
};

// Stage folders of ours beside `place`, of whatever transaction.
Result<QList<LocalPath>> strayStages(FileSystem& files, const LocalPath& place);

} // namespace upkeep
