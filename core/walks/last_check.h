// SPDX-License-Identifier: Apache-2.0
// What the last check found, kept so that status needs no network. Only shown: a walk always asks
// again. A cache; losing it means "not checked yet".
#pragma once

#include "walks/find_release.h"

namespace upkeep {

struct LastCheck {
    QDateTime at;
    std::optional<TrustedRelease> release; // of an offer
    QList<ReleaseDocument> between;        // older than it: patches may lead over them
    DecisionOffer offer;
    std::optional<DecisionHold> hold;
    QDateTime trustedUntil;
    std::optional<QString> withdrawn; // what is installed was revoked: why
    std::optional<Error> error;       // of the check itself
    std::optional<Error> failure;     // of the try to install what was found
};

std::optional<LastCheck> readLastCheck(FileSystem& files, const LocalPath& folder);
// A person decided about what was found: it is held from now on, and let go again.
void holdFound(FileSystem& files, const LocalPath& folder, const DecisionHold& hold);
void letFoundGo(FileSystem& files, const LocalPath& folder, const QString& reason);
// An offer of this version says nothing any more: somebody just went back from it.
void forgetOffer(FileSystem& files, const LocalPath& folder, const Version& version);
// What was found could not be installed: known until another version comes or a person looks.
void failFound(FileSystem& files, const LocalPath& folder, const Error& error);
// What one of these reasons held is to be asked for again.
void forgetHold(FileSystem& files, const LocalPath& folder, const QStringList& reasons);
Result<void> writeLastCheck(FileSystem& files, const LocalPath& folder, const LastCheck& check);

} // namespace upkeep
