// SPDX-License-Identifier: Apache-2.0
// The publisher's keys in a folder: one encrypted file per key (root-1.pem, targets.pem,
// snapshot.pem, timestamp.pem, releases.pem). Those that are kept elsewhere may be missing: what
// they sign is then not signed anew.
#pragma once

#include "publish/metadata_repository.h"

namespace upkeep {

class KeyFolder {
public:
    // New keys in a folder that holds none (file.exists); profile `team` makes three of root.
    static Result<void> create(FileSystem& files,
                               const LocalPath& folder,
                               KeyProfile profile,
                               QByteArrayView passphrase);
    // key.invalid: no key there at all, or not this passphrase.
    static Result<KeyFolder>
    open(FileSystem& files, const LocalPath& folder, QByteArrayView passphrase);

    KeyProfile profile() const { return m_profile; }
    // "releases" signs each role named here, e.g. "stable.linux-x64".
    KeyRing ring(const QByteArrayList& releaseRoles) const;

private:
    KeyProfile m_profile = KeyProfile::Solo;
    KeyRing m_keys;
};

} // namespace upkeep
