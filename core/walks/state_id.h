// SPDX-License-Identifier: Apache-2.0
// The stable id of a state for `status --json` and D-Bus: "up-to-date", "rolled-back", ...
#pragma once

#include "walks/walk_types.h"

#include <QLatin1String>

namespace upkeep {

inline QLatin1String stateId(UpdateState state) {
    switch (state) {
    case UpdateState::NotChecked:
        return QLatin1String("not-checked");
    case UpdateState::UpToDate:
        return QLatin1String("up-to-date");
    case UpdateState::Available:
        return QLatin1String("available");
    case UpdateState::Security:
        return QLatin1String("security");
    case UpdateState::Downloading:
        return QLatin1String("downloading");
    case UpdateState::Applying:
        return QLatin1String("applying");
    case UpdateState::Ready:
        return QLatin1String("ready");
    case UpdateState::Held:
        return QLatin1String("held");
    case UpdateState::Failed:
        return QLatin1String("failed");
    case UpdateState::RolledBack:
        return QLatin1String("rolled-back");
    case UpdateState::RestoreFailed:
        return QLatin1String("restore-failed");
    case UpdateState::Withdrawn:
        return QLatin1String("withdrawn");
    case UpdateState::FromPackage:
        return QLatin1String("from-package");
    case UpdateState::HeldElsewhere:
        return QLatin1String("held-elsewhere");
    case UpdateState::NotSigned:
        return QLatin1String("not-signed");
    case UpdateState::Damaged:
        return QLatin1String("damaged");
    }
    return QLatin1String("unknown");
}

} // namespace upkeep
