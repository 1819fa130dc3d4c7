// SPDX-License-Identifier: Apache-2.0
// Everything the decision what a release is looks at: 1.0.0 (counter 10) is installed, 1.1.0
// (counter 11) is there.
#pragma once

#include "policy/decide.h"

#include <functional>

namespace upkeep::test {

Version version(const QString& text);

struct World {
    ReleaseDocument release;
    UpdateManifest manifest;
    PolicyDocument policy;
    Decisions decisions;
    Preferences preferences;
    Situation here;
    bool manual = false;

    World();

    Decision decide() const;
};

// "offer", "offer silent", "hold pinned 1.0.0", "up to date".
QString inWords(const Decision& decision);

using Change = std::function<void(World&)>;

} // namespace upkeep::test

Q_DECLARE_METATYPE(upkeep::test::Change)
