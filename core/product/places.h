// SPDX-License-Identifier: Apache-2.0
// Where things lie (DESIGN section 5): the folders of Upkeep itself, and those of one installed
// product.
#pragma once

#include "base/names.h"

#include <QString>

namespace upkeep {

// The folders of Upkeep, each ending in "/upkeep".
struct Places {
    LocalPath config;    // upkeep.conf, products.d
    LocalPath data;      // vaults
    LocalPath state;     // trust stores, history, decisions
    LocalPath cache;     // downloads
    LocalPath policy;    // the administrator's *.json: /etc/upkeep/policy.d; empty = none
    LocalPath autostart; // the desktop's own folder of what starts at login; empty for the system

    // From the XDG variables and $HOME; fails with file.not-found if there is no home.
    static Result<Places> ofUser();
    static Places ofSystem(); // /etc, /var/lib, /var/cache

    LocalPath preferences() const;   // upkeep.conf
    LocalPath log() const;           // upkeep.log: what happened, for people
    LocalPath registrations() const; // products.d
    LocalPath trustOf(const QString& product) const;
    LocalPath stateOf(const QString& product) const; // history, decisions, the last check
    LocalPath vaultOf(const QString& product) const;
    LocalPath downloadsOf(const QString& product) const;
    LocalPath answers() const; // of servers, with their ETags
};

// The folders of one product: the live tree and, on the same file system, our work beside it.
struct InstallRoot {
    LocalPath live;
    LocalPath work;

    static InstallRoot of(const LocalPath& root); // root/current and root/.upkeep
    // An adopted tree stays where it is; our work lies in ".<name>.upkeep" beside it.
    static InstallRoot ofAdopted(const LocalPath& tree);

    LocalPath staged() const { return work / "staged"; }
    LocalPath previous() const { return work / "previous"; }
    LocalPath trash() const { return work / "trash"; }
    LocalPath backup() const { return work / "backup"; } // files of the user that had to make way
    LocalPath journal() const { return work / "journal"; }
    LocalPath lock() const { return work / "lock"; }
    LocalPath lastUpdate() const { return work / "last.json"; }
    LocalPath recordCopy() const { return work / "installed"; }
    LocalPath downloads() const { return work / "downloads"; }
};

} // namespace upkeep
