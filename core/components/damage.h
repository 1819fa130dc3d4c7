// SPDX-License-Identifier: Apache-2.0
// Tells damage from what the user changed: a signed file that differs is the user's if an earlier
// walk kept it as such, which the installed record says.
#pragma once

#include "components/component.h"
#include "tree/local_changes.h"

namespace upkeep {

// Fills `issues` and `onPurpose` from the local changes of the report; content that differs is
// `kind`. `unreadable` files are a matter of permissions.
void tellDamage(ComponentReport& report,
                const InstalledRecord& installed,
                IssueKind kind,
                const QList<LocalName>& unreadable);

} // namespace upkeep
