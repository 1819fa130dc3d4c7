// SPDX-License-Identifier: Apache-2.0
// What the last check found, kept so that status needs no network. Only shown: a walk always asks
// again. A cache; losing it means "not checked yet".
#pragma once

#include "walks/find_release.h"

namespace upkeep {

struct LastCheck {
    QDateTime at;
    std::optional<TrustedRelease> release; // of an offer
    DecisionOffer offer;
    std::optional<DecisionHold> hold;
    QDateTime trustedUntil;
    bool withdrawn = false; // what is installed was revoked
    std::optional<Error> error;
};

std::optional<LastCheck> readLastCheck(FileSystem& files, const LocalPath& folder);
// A person decided about what was found: it is held from now on, and let go again.
void holdFound(FileSystem& files, const LocalPath& folder, const DecisionHold& hold);
void letFoundGo(FileSystem& files, const LocalPath& folder, const QString& reason);
// An offer of this version says nothing any more: somebody just went back from it.
void forgetOffer(FileSystem& files, const LocalPath& folder, const Version& version);
// What one of these reasons held is to be asked for again.
void forgetHold(FileSystem& files, const LocalPath& folder, const QStringList& reasons);
Result<void> writeLastCheck(FileSystem& files, const LocalPath& folder, const LastCheck& check);

} // namespace upkeep
